package dev.steadystate.lab.aws.query;

/** A part of a query: a value for a value. */
@FunctionalInterface
interface Expression {
  Object of(Object current);

  /** Returns the expression that asks the next of what this one answers. */
  default Expression then(Expression next) {
    return current -> next.of(of(current));
  }
}
