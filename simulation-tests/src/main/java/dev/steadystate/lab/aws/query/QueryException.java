package dev.steadystate.lab.aws.query;

/** Refuses a query that is none, or that asks a function for what it cannot do. */
public final class QueryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  QueryException(String sentence) {
    super(sentence);
  }
}
