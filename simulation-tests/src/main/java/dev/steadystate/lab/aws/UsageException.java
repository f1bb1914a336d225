package dev.steadystate.lab.aws;

/** Refuses a command before any call is made, in the words of the AWS CLI where it has some. */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UsageException(String sentence) {
    super(sentence);
  }

  /** Refuses the use of one option. */
  static UsageException argument(String option, String sentence) {
    return new UsageException("aws: error: argument " + option + ": " + sentence);
  }

  /** Refuses the value of one option. */
  static UsageException value(String option, String sentence) {
    return new UsageException("Error parsing parameter '" + option + "': " + sentence);
  }
}
