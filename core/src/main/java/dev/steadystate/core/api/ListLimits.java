package dev.steadystate.core.api;

import com.google.common.base.Ascii;
import dev.steadystate.core.model.EcsException;

/** Refuses lists that are too short or too long, in ECS's words where they are known. */
final class ListLimits {
  private ListLimits() {}

  static EcsException refusal(String path, Type.Range length, int size) {
    if (path.equals("taskDefinitions")) {
      return EcsException.invalidParameter(
          size == 0
              ? "size of TaskDefinition references list must be greater than 0"
              : "Size of TaskDefinition references list cannot exceed " + length.most());
    }
    String sentence =
        size == 0
            ? title(path) + " cannot be empty."
            : path + " can have at most " + length.most() + " items but had " + size;
    return new EcsException(
        path.equals("containerInstances") && size == 0
            ? "ClientException"
            : "InvalidParameterException",
        sentence);
  }

  /** Returns {@code Container Instances} for {@code containerInstances}. */
  private static String title(String member) {
    String words = member.replaceAll("[A-Z]", " $0");
    return Ascii.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
