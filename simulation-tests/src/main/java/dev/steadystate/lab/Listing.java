package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import java.util.AbstractList;
import java.util.stream.Collectors;

/** A list that prints one element a line, and says what there is none of. */
public final class Listing<E> extends AbstractList<E> {
  private final ImmutableList<E> elements;
  private final String none;

  Listing(Iterable<? extends E> elements, String none) {
    this.elements = ImmutableList.copyOf(elements);
    this.none = none;
  }

  @Override
  public E get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public String toString() {
    return isEmpty() ? none : stream().map(Printed::text).collect(Collectors.joining("\n"));
  }
}
