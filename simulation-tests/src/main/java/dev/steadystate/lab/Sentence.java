package dev.steadystate.lab;

import dev.steadystate.core.model.EcsException;
import dev.steadystate.testkit.report.Lines;
import java.util.ArrayList;
import java.util.List;

/** Says in one sentence what was wrong with a line at the prompt. */
final class Sentence {
  private Sentence() {}

  static String of(Throwable wrong) {
    List<String> lines = new ArrayList<>();
    sentence(wrong).lines().forEach(line -> lines.addAll(Lines.wrap(line, Story.WIDTH)));
    return String.join("\n", lines);
  }

  private static String sentence(Throwable wrong) {
    if (wrong instanceof NullPointerException) {
      return "null is given where something is needed";
    }
    String message = wrong.getMessage();
    if (message == null || message.isBlank()) {
      return wrong.getClass().getSimpleName();
    }
    if (wrong instanceof NumberFormatException) {
      return "this is no number: " + message;
    }
    if (wrong instanceof EcsException) {
      return wrong.toString();
    }
    return isMistake(wrong) ? message : wrong.getClass().getSimpleName() + ": " + message;
  }

  /** Returns whether the message was written for whoever made the call. */
  private static boolean isMistake(Throwable wrong) {
    return wrong instanceof IllegalArgumentException
        || wrong instanceof IllegalStateException
        || wrong instanceof WrongRequest;
  }
}
