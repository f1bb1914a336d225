package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.stream.Stream;

/**
 * One question about an instance, such as {@code attribute:stack == prod}: a leaf of the tree.
 *
 * @param <V> what the values of the subject are
 */
public record Condition<V>(Subject<V> subject, Operator operator, Operand<V> operand)
    implements QueryTree {

  public Condition {
    checkArgument(
        subject.operators().contains(operator),
        "%s does not take the operator %s",
        subject,
        operator);
    checkArgument(operand.follows(operator), "%s cannot follow the operator %s", operand, operator);
  }

  @Override
  public boolean matches(QueryTarget target) {
    return subject.matches(target, operator, operand);
  }

  @Override
  public Stream<Condition<?>> conditions() {
    return Stream.of(this);
  }

  @Override
  public String toString() {
    return (subject + " " + operator + " " + operand).stripTrailing();
  }
}
