package dev.steadystate.core.model;

/** The network mode of a task definition. */
public enum NetworkMode {
  BRIDGE("bridge"),
  HOST("host"),
  AWSVPC("awsvpc"),
  NONE("none");

  private final String apiName;

  NetworkMode(String apiName) {
    this.apiName = apiName;
  }

  /** Returns the word that the API uses, such as {@code awsvpc}. */
  public String apiName() {
    return apiName;
  }
}
