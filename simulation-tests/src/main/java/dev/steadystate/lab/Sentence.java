package dev.steadystate.lab;

import dev.steadystate.core.model.EcsException;

/** Says in one sentence what was wrong with a line at the prompt. */
final class Sentence {
  private Sentence() {}

  static String of(Throwable wrong) {
    String message = wrong.getMessage();
    if (message == null || message.isBlank()) {
      return wrong.getClass().getSimpleName();
    }
    boolean isOurs =
        !(wrong instanceof EcsException)
            && (wrong instanceof IllegalArgumentException
                || wrong instanceof IllegalStateException
                || wrong instanceof WrongRequest);
    if (isOurs) {
      return message;
    }
    return wrong instanceof EcsException
        ? wrong.toString()
        : wrong.getClass().getSimpleName() + ": " + message;
  }
}
