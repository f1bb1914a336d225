package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.steadystate.placement.query.Operator.Form;

/**
 * What an operator compares a value with. Prints as an expression writes it.
 *
 * @param <V> what the values of the subject are
 */
public sealed interface Operand<V>
    permits Operand.Nothing, Operand.Text, Operand.Texts, Operand.Bound, Regex {

  /** Returns whether the value fits, before the operator's negation if it has one. */
  boolean accepts(V value, Operator operator);

  /** Returns whether an operand of this kind may follow the operator. */
  boolean follows(Operator operator);

  /** The operand of {@code exists}, which has none. */
  record Nothing() implements Operand<String> {

    @Override
    public boolean accepts(String value, Operator operator) {
      return true;
    }

    @Override
    public boolean follows(Operator operator) {
      return operator.form() == Form.NOTHING;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /**
   * A text, compared letter by letter for equality and in {@linkplain TextOrder natural order} for
   * rank. Backslashes are letters like others, so a text cannot hold both kinds of quotes beside a
   * space, a bracket or a comma.
   */
  record Text(String value) implements Operand<String> {

    public Text {
      checkArgument(
          Quotes.canWrite(value), "a text has at most one kind of quotes, but was <%s>", value);
    }

    @Override
    public boolean accepts(String value, Operator operator) {
      return operator.ranks()
          ? operator.admits(TextOrder.compare(value, this.value))
          : value.equals(this.value);
    }

    @Override
    public boolean follows(Operator operator) {
      return operator.form() == Form.VALUE;
    }

    @Override
    public String toString() {
      return Quotes.write(value);
    }
  }

  /** The list of {@code in}: at least one text. */
  record Texts(ImmutableList<Text> texts) implements Operand<String> {

    public Texts {
      checkArgument(!texts.isEmpty(), "a list must not be empty");
    }

    @Override
    public boolean accepts(String value, Operator operator) {
      return texts.stream().anyMatch(text -> text.value.equals(value));
    }

    @Override
    public boolean follows(Operator operator) {
      return operator.form() == Form.LIST;
    }

    @Override
    public String toString() {
      return "[" + Joiner.on(", ").join(texts) + "]";
    }
  }

  /** A version, a time or a number, compared by its order. */
  record Bound<V extends Comparable<V>>(V bound) implements Operand<V> {

    @Override
    public boolean accepts(V value, Operator operator) {
      return operator.admits(value.compareTo(bound));
    }

    @Override
    public boolean follows(Operator operator) {
      return operator.form() == Form.VALUE;
    }

    @Override
    public String toString() {
      return bound.toString();
    }
  }
}
