package dev.steadystate.core.api;

import dev.steadystate.core.model.EcsException;

/** Refuses what breaks a rule, with the error type that ECS has for it. */
final class Check {
  private Check() {}

  /** Refuses with an {@code InvalidParameterException} unless the rule holds. */
  static void parameter(boolean holds, String sentence) {
    if (!holds) {
      throw EcsException.invalidParameter(sentence);
    }
  }

  /** Refuses with a {@code ClientException} unless the rule holds. */
  static void client(boolean holds, String sentence) {
    if (!holds) {
      throw EcsException.client(sentence);
    }
  }
}
