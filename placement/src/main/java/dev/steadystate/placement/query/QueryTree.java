package dev.steadystate.placement.query;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;

/**
 * What an expression means. Prints in one canonical way, with symbols between subject and argument,
 * words between conditions, and no parentheses that are not needed; reading that again gives an
 * equal tree.
 */
public sealed interface QueryTree permits QueryTree.And, QueryTree.Or, QueryTree.Not, Condition {

  /** Returns whether the expression holds for the instance. */
  boolean matches(QueryTarget target);

  /** Returns the conditions in order of mention. */
  Stream<Condition<?>> conditions();

  /** Holds if every part does. A part that is an {@code and} itself is replaced by its parts. */
  record And(ImmutableList<QueryTree> parts) implements QueryTree {

    public And {
      parts =
          parts.stream()
              .flatMap(part -> part instanceof And and ? and.parts.stream() : Stream.of(part))
              .collect(ImmutableList.toImmutableList());
      checkArgument(parts.size() >= 2, "and takes two parts or more, but was given %s", parts);
    }

    @Override
    public boolean matches(QueryTarget target) {
      for (QueryTree part : parts) {
        if (!part.matches(target)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Stream<Condition<?>> conditions() {
      return parts.stream().flatMap(QueryTree::conditions);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
          .collect(joining(" and "));
    }
  }

  /** Holds if some part does. A part that is an {@code or} itself is replaced by its parts. */
  record Or(ImmutableList<QueryTree> parts) implements QueryTree {

    public Or {
      parts =
          parts.stream()
              .flatMap(part -> part instanceof Or or ? or.parts.stream() : Stream.of(part))
              .collect(ImmutableList.toImmutableList());
      checkArgument(parts.size() >= 2, "or takes two parts or more, but was given %s", parts);
    }

    @Override
    public boolean matches(QueryTarget target) {
      for (QueryTree part : parts) {
        if (part.matches(target)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stream<Condition<?>> conditions() {
      return parts.stream().flatMap(QueryTree::conditions);
    }

    @Override
    public String toString() {
      return parts.stream().map(QueryTree::toString).collect(joining(" or "));
    }
  }

  /** Holds if the inner expression does not. */
  record Not(QueryTree inner) implements QueryTree {

    @Override
    public boolean matches(QueryTarget target) {
      return !inner.matches(target);
    }

    @Override
    public Stream<Condition<?>> conditions() {
      return inner.conditions();
    }

    @Override
    public String toString() {
      return inner instanceof And || inner instanceof Or ? "not(" + inner + ")" : "not " + inner;
    }
  }
}
