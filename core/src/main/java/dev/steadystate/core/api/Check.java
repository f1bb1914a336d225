package dev.steadystate.core.api;

import static com.google.common.base.Strings.lenientFormat;

import dev.steadystate.core.model.EcsException;

/**
 * Refuses what breaks a rule, with the error type that ECS has for it. A sentence with {@code %s}
 * is put together only when it is needed, for most requests break no rule.
 */
final class Check {
  private Check() {}

  /** Refuses with an {@code InvalidParameterException} unless the rule holds. */
  static void parameter(boolean holds, String sentence) {
    if (!holds) {
      throw EcsException.invalidParameter(sentence);
    }
  }

  /** Refuses with an {@code InvalidParameterException} about these things unless the rule holds. */
  static void parameter(boolean holds, String template, Object... things) {
    if (!holds) {
      throw EcsException.invalidParameter(lenientFormat(template, things));
    }
  }

  /** Refuses with a {@code ClientException} unless the rule holds. */
  static void client(boolean holds, String sentence) {
    if (!holds) {
      throw EcsException.client(sentence);
    }
  }

  /** Refuses with a {@code ClientException} about these things unless the rule holds. */
  static void client(boolean holds, String template, Object... things) {
    if (!holds) {
      throw EcsException.client(lenientFormat(template, things));
    }
  }
}
