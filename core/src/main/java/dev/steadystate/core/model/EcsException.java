package dev.steadystate.core.model;

/** Refuses a call as ECS would: with the API's error type and one sentence. */
public final class EcsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String errorType;

  public EcsException(String errorType, String message) {
    super(message);
    this.errorType = errorType;
  }

  /** Returns an {@code InvalidParameterException}, by far the most common refusal of ECS. */
  public static EcsException invalidParameter(String message) {
    return new EcsException("InvalidParameterException", message);
  }

  /** Returns a {@code ClientException}. */
  public static EcsException client(String message) {
    return new EcsException("ClientException", message);
  }

  /** Returns the name of the ECS exception, such as {@code ClusterNotFoundException}. */
  public String errorType() {
    return errorType;
  }

  // The message is what ECS says; the type belongs to it only when both are printed.
  @SuppressWarnings("OverrideThrowableToString")
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return errorType + ": " + getMessage();
  }
}
