package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Quoted;
import java.util.Objects;
import java.util.Optional;

/** A mapping of which every key is known. */
record Fields(Value whole, ImmutableMap<String, Value> values) {
  static Fields of(Value whole, ImmutableList<String> known) {
    ImmutableMap<String, Value> values = whole.entries("a mapping with keys of " + known);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw unknown(whole, key, known);
      }
    }
    return new Fields(whole, values);
  }

  /** Returns the refusal of a key, which stands where the key does. */
  private static MalformedText unknown(Value whole, String key, ImmutableList<String> known) {
    Mapping mapping = (Mapping) whole.node();
    String where = whole.path().isEmpty() ? "" : whole.path() + ": ";
    String hint =
        Nearest.to(key, known)
            .map(name -> "the nearest known key is '" + name + "'")
            .orElse("expected one of " + known);
    return new MalformedText(
        Objects.requireNonNull(mapping.entries().get(key)).keyAt(),
        where + "unknown key " + Quoted.of(key) + ", " + hint);
  }

  Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  Value need(String key) {
    return get(key).orElseThrow(() -> whole.wrong("the key '" + key + "' is missing"));
  }
}
