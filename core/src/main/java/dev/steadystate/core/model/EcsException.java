package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;

/** Refuses a call as ECS would: with the API's error type and one sentence. */
public final class EcsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What a caller gave is repeated in a message, but not without end. */
  private static final int LONGEST_MESSAGE = 2000;

  private final String errorType;
  private final transient ImmutableList<String> resourceIds;

  public EcsException(String errorType, String message) {
    this(errorType, message, ImmutableList.of());
  }

  private EcsException(String errorType, String message, ImmutableList<String> resourceIds) {
    super(inBounds(message));
    this.errorType = errorType;
    this.resourceIds = resourceIds;
  }

  private static String inBounds(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "...";
  }

  /** Returns a {@code ConflictException} that names the resources in the way. */
  public static EcsException conflict(String message, ImmutableList<String> resourceIds) {
    return new EcsException("ConflictException", message, resourceIds);
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

  /** Returns the ARNs that a {@code ConflictException} names; others name none. */
  public ImmutableList<String> resourceIds() {
    return resourceIds;
  }

  /** Returns the error type and the sentence, as a client of ECS prints them. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // The type is no part of the message on the wire.
  public String toString() {
    return errorType + ": " + getMessage();
  }
}
