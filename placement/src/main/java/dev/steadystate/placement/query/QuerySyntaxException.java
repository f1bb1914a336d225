package dev.steadystate.placement.query;

/**
 * Says that a text is not an expression of the cluster query language: where, and what was expected
 * there.
 */
public final class QuerySyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_BEFORE = 50;
  private static final int SHOWN_AFTER = 25;

  private final String expression;
  private final int position;

  QuerySyntaxException(String sentence, String expression, int position) {
    super(sentence + " (at character " + (position + 1) + ")");
    this.expression = expression;
    this.position = position;
  }

  /** Returns how many characters of the expression come before the mistake. */
  public int position() {
    return position;
  }

  /**
   * Returns two lines: the expression, or the part of a long one that holds the mistake, and a
   * caret under the mistake.
   *
   * <pre>
   * attribute:stack prod
   *                 ^
   * </pre>
   */
  public String pointer() {
    int from = Math.max(0, position - SHOWN_BEFORE);
    int to = Math.min(expression.length(), position + SHOWN_AFTER);
    String shown = expression.substring(from, to).replaceAll("\\p{Cntrl}", " ");
    return shown + "\n" + " ".repeat(position - from) + "^";
  }
}
