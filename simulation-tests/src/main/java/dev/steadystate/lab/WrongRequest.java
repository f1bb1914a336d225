package dev.steadystate.lab;

/** Says in one sentence what is wrong with the arguments or the file. */
final class WrongRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongRequest(String sentence) {
    super(sentence);
  }

  WrongRequest(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
