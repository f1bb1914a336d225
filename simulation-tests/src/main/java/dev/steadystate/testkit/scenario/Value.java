package dev.steadystate.testkit.scenario;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Durations;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import dev.steadystate.testkit.scenario.tree.Node;
import dev.steadystate.testkit.scenario.tree.Node.Kind;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Node.Scalar;
import dev.steadystate.testkit.scenario.tree.Node.Sequence;
import dev.steadystate.testkit.scenario.tree.Quoted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a scenario file that knows the way to it, such as {@code steps[3].at}. Each question
 * about it is answered, or refused with line, path, what was expected and what was found.
 */
record Value(Node node, String path) {
  /** What JSON cannot tell from a number written otherwise. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Returns the refusal of this value as something else. */
  MalformedText isNot(String expectation) {
    return wrong("expected " + expectation + ", but found " + node.description());
  }

  /** Returns the refusal that this sentence gives, with the place. */
  MalformedText wrong(String sentence) {
    return wrong(node, sentence);
  }

  MalformedText wrong(Node at, String sentence) {
    return new MalformedText(at.at(), path.isEmpty() ? sentence : path + ": " + sentence);
  }

  boolean isScalar() {
    return node instanceof Scalar scalar && scalar.kind() != Kind.NOTHING;
  }

  boolean isNothing() {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
  }

  boolean isMapping() {
    return node instanceof Mapping;
  }

  /** Returns the text, also of what YAML takes for a number or a truth value. */
  String text(String expectation) {
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NOTHING) {
      return scalar.text();
    }
    throw isNot(expectation);
  }

  /** Returns text that is not empty. */
  String name(String expectation) {
    String text = text(expectation);
    if (text.isEmpty()) {
      throw isNot(expectation);
    }
    return text;
  }

  /** Returns what this reads out of the text; its complaints get the place. */
  <T> T parsed(String expectation, Function<String, T> parse) {
    String text = text(expectation);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw (MalformedText) wrong(String.valueOf(e.getMessage())).initCause(e);
    }
  }

  /** Returns the constant that has this text as its name in the file. */
  <E extends Enum<E>> E oneOf(E[] constants, Function<E, String> name) {
    ImmutableList<String> names =
        Arrays.stream(constants).map(name).collect(ImmutableList.toImmutableList());
    String text = text("one of " + names);
    for (E constant : constants) {
      if (name.apply(constant).equals(text)) {
        return constant;
      }
    }
    throw isNot("one of " + names);
  }

  int integer(int least, int most) {
    return (int) integer((long) least, (long) most);
  }

  long integer(long least, long most) {
    String expectation =
        least == Long.MIN_VALUE
            ? "a whole number of at most 64 bits"
            : "a whole number from " + least + (most >= Integer.MAX_VALUE ? "" : " to " + most);
    if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.INTEGER) {
      throw isNot(expectation);
    }
    BigInteger number = new BigInteger(scalar.text());
    if (number.compareTo(BigInteger.valueOf(least)) < 0
        || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw isNot(expectation);
    }
    return number.longValueExact();
  }

  BigDecimal decimal(String expectation) {
    if (node instanceof Scalar scalar
        && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL)) {
      return new BigDecimal(scalar.text());
    }
    throw isNot(expectation);
  }

  boolean flag() {
    if (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
      return Boolean.parseBoolean(scalar.text());
    }
    throw isNot("true or false");
  }

  /** Returns a duration; a bare 0 needs no unit. */
  Duration duration() {
    String expectation = "a duration such as 250ms, 20s, 5m, 1h30m, 7d or PT20S";
    return parsed(expectation, text -> text.equals("0") ? Duration.ZERO : Durations.parse(text));
  }

  Instant instant() {
    String expectation = "an instant such as 2026-01-01T00:00:00Z";
    String text = text(expectation);
    try {
      Instant instant = Instant.parse(text);
      if (instant.isBefore(Instant.EPOCH)
          || instant.isAfter(LATEST)
          || !instant.equals(Instant.ofEpochMilli(instant.toEpochMilli()))) {
        throw isNot("an instant from 1970 to 9999 in whole milliseconds");
      }
      return instant;
    } catch (DateTimeException e) {
      throw (MalformedText) isNot(expectation).initCause(e);
    }
  }

  ImmutableList<Value> items(String expectation) {
    if (!(node instanceof Sequence sequence)) {
      throw isNot(expectation);
    }
    ImmutableList.Builder<Value> items = ImmutableList.builder();
    for (int i = 0; i < sequence.items().size(); i++) {
      items.add(new Value(sequence.items().get(i), path + "[" + i + "]"));
    }
    return items.build();
  }

  /** Returns the values of a mapping whose keys are up to the file. */
  ImmutableMap<String, Value> entries(String expectation) {
    if (!(node instanceof Mapping mapping)) {
      throw isNot(expectation);
    }
    return mapping.entries().entrySet().stream()
        .collect(
            toImmutableMap(
                Map.Entry::getKey,
                entry -> new Value(entry.getValue().value(), under(entry.getKey()))));
  }

  private String under(String key) {
    boolean plain = key.matches("[A-Za-z0-9_.-]{1,60}");
    String name = plain ? key : Quoted.of(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Returns the values of a mapping that has these keys and no others. */
  Fields fields(Iterable<String> known) {
    return Fields.of(this, ImmutableList.copyOf(known));
  }

  Fields fields(String... known) {
    return fields(Arrays.asList(known));
  }

  /** Returns the mapping as JSON; as in the API, a member that is nothing is left out. */
  Document document(String expectation) {
    Map<String, Object> members = new LinkedHashMap<>();
    entries(expectation)
        .forEach((name, value) -> value.member().ifPresent(member -> members.put(name, member)));
    return new Document(ImmutableMap.copyOf(members));
  }

  private Optional<Object> member() {
    if (node instanceof Mapping) {
      return Optional.of(document("a mapping"));
    }
    if (node instanceof Sequence) {
      return Optional.of(
          items("a list").stream()
              .map(item -> item.member().orElseThrow(() -> item.isNot("a value")))
              .collect(ImmutableList.toImmutableList()));
    }
    Scalar scalar = (Scalar) node;
    return switch (scalar.kind()) {
      case TEXT -> Optional.of(scalar.text());
      case BOOLEAN -> Optional.of(Boolean.valueOf(scalar.text()));
      case INTEGER -> Optional.of(whole(new BigInteger(scalar.text())));
      case DECIMAL -> Optional.of(new BigDecimal(scalar.text()));
      case NOTHING -> Optional.empty();
    };
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
  }
}
