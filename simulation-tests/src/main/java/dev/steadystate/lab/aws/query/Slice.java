package dev.steadystate.lab.aws.query;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Some elements of a list, as Python slices one. */
record Slice(OptionalInt from, OptionalInt to, OptionalInt step) implements Expression {
  Slice {
    if (step.isPresent() && step.getAsInt() == 0) {
      throw new QueryException("the step of a slice may not be 0");
    }
  }

  @Override
  public Object of(Object value) {
    if (!(value instanceof List<?> list)) {
      return Null.NULL;
    }
    int by = step.orElse(1);
    int last = list.size();
    int begin = place(from, by > 0 ? 0 : last - 1, by, last);
    int end = place(to, by > 0 ? last : -1, by, last);
    List<Object> some = new ArrayList<>();
    for (long i = begin; by > 0 ? i < end : i > end; i += by) {
      some.add(list.get((int) i));
    }
    return some;
  }

  private static int place(OptionalInt given, int otherwise, int step, int size) {
    if (given.isEmpty()) {
      return otherwise;
    }
    int place = given.getAsInt() < 0 ? given.getAsInt() + size : given.getAsInt();
    return step > 0 ? Math.min(Math.max(place, 0), size) : Math.min(Math.max(place, -1), size - 1);
  }
}
