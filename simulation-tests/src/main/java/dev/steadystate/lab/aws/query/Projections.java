package dev.steadystate.lab.aws.query;

import java.util.ArrayList;
import java.util.List;

/** What is asked of each element of a list. */
final class Projections {
  private Projections() {}

  /** Returns what is found in each element of a list; where nothing is found, nothing is kept. */
  static Expression of(Expression left, Expression each) {
    return current -> left.of(current) instanceof List<?> list ? project(list, each) : Null.NULL;
  }

  static Object project(List<?> list, Expression each) {
    List<Object> found = new ArrayList<>();
    for (Object element : list) {
      Object value = each.of(element);
      if (value != Null.NULL) {
        found.add(value);
      }
    }
    return found;
  }

  /** Returns the list with the elements of its lists in their place. */
  static Object flattened(Object value) {
    if (!(value instanceof List<?> list)) {
      return Null.NULL;
    }
    List<Object> flat = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof List<?> inner) {
        flat.addAll(inner);
      } else {
        flat.add(element);
      }
    }
    return flat;
  }

  /** Returns an element, counted from the end if the index is negative. */
  static Object element(Object value, int index) {
    if (!(value instanceof List<?> list)) {
      return Null.NULL;
    }
    int place = index < 0 ? list.size() + index : index;
    return place >= 0 && place < list.size() ? list.get(place) : Null.NULL;
  }
}
