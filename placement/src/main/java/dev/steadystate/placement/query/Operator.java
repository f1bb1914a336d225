package dev.steadystate.placement.query;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.stream.Stream;

/** What a condition asks of its subject. Each operator has a symbol and a word that are equal. */
public enum Operator {
  EQUALS("==", "equals", Form.VALUE),
  NOT_EQUALS("!=", "not_equals", Form.VALUE),
  GREATER_THAN(">", "greater_than", Form.VALUE),
  GREATER_THAN_EQUAL(">=", "greater_than_equal", Form.VALUE),
  LESS_THAN("<", "less_than", Form.VALUE),
  LESS_THAN_EQUAL("<=", "less_than_equal", Form.VALUE),
  EXISTS("exists", "exists", Form.NOTHING),
  NOT_EXISTS("!exists", "not_exists", Form.NOTHING),
  IN("in", "in", Form.LIST),
  NOT_IN("!in", "not_in", Form.LIST),
  MATCHES("=~", "matches", Form.REGEX),
  NOT_MATCHES("!~", "not_matches", Form.REGEX);

  /** What follows an operator. */
  enum Form {
    NOTHING,
    VALUE,
    LIST,
    REGEX
  }

  static final ImmutableSet<Operator> ALL = Sets.immutableEnumSet(EnumSet.allOf(Operator.class));
  static final ImmutableSet<Operator> OF_TEXT =
      Sets.immutableEnumSet(EQUALS, NOT_EQUALS, IN, NOT_IN, MATCHES, NOT_MATCHES);
  static final ImmutableSet<Operator> OF_ORDER =
      Sets.immutableEnumSet(Sets.filter(ALL, operator -> operator.form == Form.VALUE));

  private final String symbol;
  private final String word;
  private final Form form;

  Operator(String symbol, String word, Form form) {
    this.symbol = symbol;
    this.word = word;
    this.form = form;
  }

  ImmutableList<String> spellings() {
    return Stream.of(symbol, word).distinct().collect(toImmutableList());
  }

  Form form() {
    return form;
  }

  /** Returns whether this operator denies what the same operator without the {@code !} affirms. */
  public boolean negates() {
    return symbol.startsWith("!");
  }

  /** Returns whether this operator asks which of two values is greater. */
  boolean ranks() {
    return symbol.startsWith("<") || symbol.startsWith(">");
  }

  /**
   * Returns whether a value fits that compares to the operand like {@code comparison} to zero,
   * before any negation: {@code !=} admits what {@code ==} admits.
   */
  boolean admits(int comparison) {
    return switch (this) {
      case GREATER_THAN -> comparison > 0;
      case GREATER_THAN_EQUAL -> comparison >= 0;
      case LESS_THAN -> comparison < 0;
      case LESS_THAN_EQUAL -> comparison <= 0;
      case EQUALS, NOT_EQUALS, EXISTS, NOT_EXISTS, IN, NOT_IN, MATCHES, NOT_MATCHES ->
          comparison == 0;
    };
  }

  @Override
  public String toString() {
    return symbol;
  }
}
