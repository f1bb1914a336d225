package dev.steadystate.lab.aws.query;

/** The null of JSON: what a query answers where there is nothing. */
public enum Null {
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}
