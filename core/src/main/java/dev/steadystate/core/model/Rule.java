package dev.steadystate.core.model;

import dev.steadystate.core.document.Document;

/** Checks that several values of this package make of their parts. */
final class Rule {
  private static final Letters NAME = Letters.digitsAnd("_-");

  private static final int MAX_NAME = 255;

  private Rule() {}

  /** Returns whether this may name a cluster, a service, a family or a container. */
  static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= MAX_NAME && NAME.make(name);
  }

  static EcsException badName(String errorType, String what, String name) {
    return new EcsException(
        errorType,
        what
            + " should be 1 to 255 letters, digits, hyphens and underscores but was "
            + Document.brief(name));
  }

  /** Refuses a number out of its range with a {@code ClientException}. */
  static void checkRange(String what, int number, int least, int most) {
    if (number < least || number > most) {
      throw EcsException.client(
          most == Integer.MAX_VALUE
              ? what + " should be at least " + least + " but was " + number
              : what + " should be between " + least + " and " + most + " but was " + number);
    }
  }
}
