package dev.steadystate.testkit.scenario.tree;

/** Says in one sentence, with the place, what is wrong with a text. */
public final class MalformedText extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the text as a whole. */
  public MalformedText(String sentence) {
    super(Quoted.oneLine(sentence));
  }

  /** Says what is wrong at this place. */
  public MalformedText(Position at, String sentence) {
    this(at + ": " + sentence);
  }
}
