package dev.steadystate.lab;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.testkit.report.Lines;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a value print for a reader: a list one element a line, nothing by its address. */
final class Printed {
  private static final String VIEWS = ServiceSnapshot.class.getPackageName();

  private Printed() {}

  /** Returns what the prompt shows of a value, with the end of its last line. */
  static String line(@Nullable Object value) {
    String text = text(value);
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  /** Returns what a reader sees of a value. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof EcsSimulation ecs) {
      return simulation(ecs);
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? text(optional.get()) : "none";
    }
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? Integer.toString(number.getAsInt()) : "none";
    }
    if (value instanceof OptionalLong number) {
      return number.isPresent() ? Long.toString(number.getAsLong()) : "none";
    }
    if (value instanceof Listing<?> listing) {
      return listing.toString();
    }
    if (value instanceof Collection<?> collection) {
      return collection.isEmpty() ? "none" : lines(collection.stream().map(Printed::text));
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "none"
          : lines(
              map.entrySet().stream().map(it -> text(it.getKey()) + ": " + text(it.getValue())));
    }
    if (value.getClass().isArray()) {
      String inBrackets = Arrays.deepToString(new Object[] {value});
      return inBrackets.substring(1, inBrackets.length() - 1);
    }
    if (value.getClass().getPackageName().equals(VIEWS)) {
      return String.join("\n", Lines.hanging(value.toString(), Story.WIDTH));
    }
    return isAddress(value) ? "a " + value.getClass().getSimpleName() : value.toString();
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  private static boolean isAddress(Object value) {
    return value
        .toString()
        .equals(value.getClass().getName() + "@" + Integer.toHexString(value.hashCode()));
  }

  private static String simulation(EcsSimulation ecs) {
    return "a simulation of seed "
        + ecs.seed()
        + ", at "
        + ecs.now()
        + ", with clusters "
        + ecs.clusters().stream().map(it -> it.name()).collect(Collectors.joining(", "))
        + (ecs.isSteady() ? ", steady" : ", not steady");
  }
}
