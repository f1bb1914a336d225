package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import java.util.List;

/** Keeps what a request gave beyond what is simulated, so that it can be shown again. */
final class Extras {
  private Extras() {}

  /**
   * Returns the members that a value writes of itself, and behind them what was given besides.
   *
   * @param own what the value writes
   * @param given what it was read from
   * @param spokenFor the members of which the value knows better, even when it leaves them out
   */
  static Document behind(Document own, Document given, ImmutableSet<String> spokenFor) {
    if (given.isEmpty()) {
      return own;
    }
    Document.Builder all = Document.builder();
    own.members()
        .forEach(
            (name, value) ->
                all.put(name, given.get(name).map(it -> behind(value, it)).orElse(value)));
    given
        .members()
        .forEach(
            (name, value) -> {
              if (!own.has(name) && !spokenFor.contains(name)) {
                all.put(name, value);
              }
            });
    return all.build();
  }

  private static Object behind(Object own, Object given) {
    if (own instanceof Document ownDocument && given instanceof Document givenDocument) {
      return behind(ownDocument, givenDocument, ImmutableSet.of());
    }
    if (own instanceof List<?> ownList && given instanceof List<?> givenList) {
      ImmutableList.Builder<Object> all = ImmutableList.builder();
      for (int i = 0; i < ownList.size(); i++) {
        all.add(behind(ownList.get(i), counterpart(ownList.get(i), i, givenList)));
      }
      return all.build();
    }
    return own;
  }

  /** An element is told by the first member that it writes of itself, such as its name. */
  private static Object counterpart(Object own, int index, List<?> given) {
    if (index < given.size() && isSame(own, given.get(index))) {
      return given.get(index);
    }
    for (Object candidate : given) {
      if (isSame(own, candidate)) {
        return candidate;
      }
    }
    return own;
  }

  private static boolean isSame(Object own, Object given) {
    if (own instanceof Document ownDocument && given instanceof Document givenDocument) {
      String first = ownDocument.members().keySet().iterator().next();
      return ownDocument.get(first).equals(givenDocument.get(first));
    }
    return false;
  }
}
