package dev.steadystate.placement;

/**
 * What the answer of a {@link Strategy} or a {@link Constraint} depends on. A declaration lets the
 * engine keep an index; who declares nothing is asked about every instance at every decision.
 *
 * @param kind what
 * @param attribute the attribute of {@link Kind#TASKS_PER_VALUE}, else the empty text
 */
public record Basis(Kind kind, String attribute) {
  private static final Basis ATTRIBUTES = new Basis(Kind.ATTRIBUTES, "");
  private static final Basis INSTANCE = new Basis(Kind.INSTANCE, "");
  private static final Basis CHANCE = new Basis(Kind.CHANCE, "");
  private static final Basis ANYTHING = new Basis(Kind.ANYTHING, "");

  /** The kinds. */
  public enum Kind {
    /** What an instance is: its attributes, zone, agent version, size, ids, age. */
    ATTRIBUTES,
    /** What an instance is and has: also its status, what remains there, its tasks. */
    INSTANCE,
    /** The value of an attribute and how many tasks of the group stand on instances with it. */
    TASKS_PER_VALUE,
    /** Nothing: one of the candidates is drawn, as PL-44 says, and the score is not asked for. */
    CHANCE,
    /** Anything, other instances too. */
    ANYTHING
  }

  /** Returns {@link Kind#ATTRIBUTES}. */
  public static Basis attributes() {
    return ATTRIBUTES;
  }

  /** Returns {@link Kind#INSTANCE}. */
  public static Basis instance() {
    return INSTANCE;
  }

  /** Returns {@link Kind#TASKS_PER_VALUE} of this attribute, named without {@code attribute:}. */
  public static Basis tasksPerValueOf(String attribute) {
    return new Basis(Kind.TASKS_PER_VALUE, attribute);
  }

  /** Returns {@link Kind#CHANCE}. */
  public static Basis chance() {
    return CHANCE;
  }

  /** Returns {@link Kind#ANYTHING}. */
  public static Basis anything() {
    return ANYTHING;
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
