package dev.steadystate.lab.aws.query;

/**
 * A word or sign of a query.
 *
 * @param value the name, text, number or literal that it stands for, or else its sign
 * @param at the column of its first character, from 0
 */
record Token(Kind kind, Object value, int at) {
  /** What a token is, and how strongly it binds to what stands before it. */
  enum Kind {
    NAME(0),
    QUOTED_NAME(0),
    LITERAL(0),
    NUMBER(0),
    END(0),
    CLOSING_BRACKET(0),
    CLOSING_PARENTHESIS(0),
    CLOSING_BRACE(0),
    COMMA(0),
    COLON(0),
    CURRENT(0),
    EXPRESSION(0),
    PIPE(1),
    OR(2),
    AND(3),
    COMPARISON(5),
    FLATTEN(9),
    STAR(20),
    FILTER(21),
    DOT(40),
    NOT(45),
    BRACE(50),
    BRACKET(55),
    PARENTHESIS(60);

    private final int strength;

    Kind(int strength) {
      this.strength = strength;
    }

    /** Returns how strongly it binds: the product in a sum binds more strongly than the sum. */
    int strength() {
      return strength;
    }
  }

  @Override
  public String toString() {
    return kind == Kind.END ? "the end" : "'" + value + "'";
  }
}
