package dev.steadystate.core.api;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;

/** The platform versions of Fargate. */
final class PlatformVersions {
  private static final ImmutableSet<String> KNOWN =
      ImmutableSet.of("LATEST", "1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0");

  private PlatformVersions() {}

  /** Refuses a request for Fargate that names a version which never was. */
  static void check(Document request) {
    String version = request.string("platformVersion").orElse("LATEST");
    if (!KNOWN.contains(version)) {
      throw new EcsException(
          "PlatformUnknownException",
          "The specified platform version does not exist: "
              + Document.brief(version)
              + " is none of "
              + KNOWN);
    }
  }
}
