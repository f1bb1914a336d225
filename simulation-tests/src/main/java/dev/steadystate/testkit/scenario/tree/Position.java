package dev.steadystate.testkit.scenario.tree;

/** A place in a text, counted from 1. */
public record Position(int line, int column) {
  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
