package dev.steadystate.lab.aws.query;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The functions of JMESPath, by name. */
final class Functions {
  private static final Map<String, Signature> BY_NAME = new TreeMap<>();

  /**
   * A function and what it takes.
   *
   * @param types for each argument the kinds it may have; the last may repeat if it ends in dots
   */
  private record Signature(
      ImmutableList<String> types, Function<ImmutableList<Object>, Object> answer) {
    boolean repeats() {
      return types.get(types.size() - 1).endsWith("...");
    }

    boolean takes(int arguments) {
      return repeats() ? arguments >= types.size() : arguments == types.size();
    }

    String type(int argument) {
      return types.get(Math.min(argument, types.size() - 1)).replace("...", "");
    }
  }

  static {
    add("abs", "number", args -> simple(number(args, 0).abs()));
    add("avg", "array-number", args -> average(list(args, 0)));
    add("ceil", "number", args -> simple(number(args, 0).setScale(0, RoundingMode.CEILING)));
    add("contains", "array|string any", args -> contains(args.get(0), args.get(1)));
    add("ends_with", "string string", args -> text(args, 0).endsWith(text(args, 1)));
    add("floor", "number", args -> simple(number(args, 0).setScale(0, RoundingMode.FLOOR)));
    add("join", "string array-string", args -> Joiner.on(text(args, 0)).join(list(args, 1)));
    add("keys", "object", args -> ImmutableList.copyOf(map(args, 0).keySet()));
    add("length", "string|array|object", args -> length(args.get(0)));
    add("map", "expref array", args -> Lists.transform(list(args, 1), expression(args, 0)::of));
    add("max", "array-number|array-string", args -> most(list(args, 0), Functions::compare));
    add("max_by", "array expref", args -> most(list(args, 0), by(list(args, 0), args)));
    add("merge", "object...", Functions::merge);
    add("min", "array-number|array-string", args -> least(list(args, 0), Functions::compare));
    add("min_by", "array expref", args -> least(list(args, 0), by(list(args, 0), args)));
    add("not_null", "any...", args -> firstThere(args));
    add("reverse", "array|string", args -> reverse(args.get(0)));
    add("sort", "array-number|array-string", args -> sorted(list(args, 0), Functions::compare));
    add("sort_by", "array expref", args -> sorted(list(args, 0), by(list(args, 0), args)));
    add("starts_with", "string string", args -> text(args, 0).startsWith(text(args, 1)));
    add("sum", "array-number", args -> simple(sum(list(args, 0))));
    add("to_array", "any", args -> toArray(args.get(0)));
    add("to_number", "any", args -> toNumber(args.get(0)));
    add(
        "to_string",
        "any",
        args -> args.get(0) instanceof String ? args.get(0) : Text.of(args.get(0)));
    add("type", "any", args -> Kinds.nameOf(args.get(0)));
    add("values", "object", args -> ImmutableList.copyOf(map(args, 0).values()));
  }

  private Functions() {}

  private static void add(
      String name, String types, Function<ImmutableList<Object>, Object> answer) {
    BY_NAME.put(name, new Signature(ImmutableList.copyOf(Splitter.on(' ').split(types)), answer));
  }

  /** Returns the expression that calls a function. */
  static Expression call(String name, ImmutableList<Expression> arguments) {
    Signature function = BY_NAME.get(name);
    if (function == null) {
      throw new QueryException(
          "Unknown function: " + name + "()" + Nearest.hint(name, BY_NAME.keySet()));
    }
    if (!function.takes(arguments.size())) {
      throw new QueryException(
          name
              + "() takes "
              + (function.repeats() ? "at least " : "")
              + function.types().size()
              + (function.types().size() == 1 ? " argument" : " arguments")
              + " but was given "
              + arguments.size());
    }
    return current -> {
      ImmutableList<Object> values =
          arguments.stream().map(argument -> argument.of(current)).collect(toImmutableList());
      for (int i = 0; i < values.size(); i++) {
        check(name, function.type(i), values.get(i));
      }
      return function.answer().apply(values);
    };
  }

  private static void check(String name, String types, Object value) {
    boolean fits = Splitter.on('|').splitToStream(types).anyMatch(type -> isOf(type, value));
    if (!fits) {
      throw new QueryException(
          "In function "
              + name
              + "(), invalid type for value: "
              + Text.of(value)
              + ", expected one of: ["
              + types.replace("|", ", ")
              + "], received: "
              + Kinds.nameOf(value));
    }
  }

  private static boolean isOf(String type, Object value) {
    if (type.startsWith("array-")) {
      String element = type.substring("array-".length());
      return value instanceof List<?> list
          && list.stream().allMatch(part -> Kinds.nameOf(part).equals(element));
    }
    return type.equals("any") || Kinds.nameOf(value).equals(type);
  }

  private static BigDecimal number(List<Object> args, int index) {
    return Kinds.number(args.get(index));
  }

  private static String text(List<Object> args, int index) {
    return (String) args.get(index);
  }

  private static ImmutableList<Object> list(List<Object> args, int index) {
    return Kinds.elements(args.get(index));
  }

  private static Map<?, ?> map(List<Object> args, int index) {
    return (Map<?, ?>) args.get(index);
  }

  private static Expression expression(List<Object> args, int index) {
    return (Expression) args.get(index);
  }

  /** Returns a whole number as such. */
  private static Object simple(BigDecimal number) {
    return Document.valueOf(number);
  }

  private static BigDecimal sum(List<Object> numbers) {
    return numbers.stream().map(Kinds::number).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Object average(List<Object> numbers) {
    return numbers.isEmpty()
        ? Null.NULL
        : simple(sum(numbers).divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL64));
  }

  private static boolean contains(Object subject, Object part) {
    return subject instanceof String text
        ? part instanceof String other && text.contains(other)
        : Kinds.elements(subject).stream().anyMatch(element -> Kinds.areEqual(element, part));
  }

  private static Object length(Object value) {
    return value instanceof String text
        ? (long) text.codePointCount(0, text.length())
        : value instanceof List<?> list ? (long) list.size() : (long) ((Map<?, ?>) value).size();
  }

  private static Object merge(List<Object> maps) {
    Map<Object, Object> merged = new LinkedHashMap<>();
    maps.forEach(map -> merged.putAll((Map<?, ?>) map));
    return merged;
  }

  private static Object firstThere(List<Object> values) {
    return values.stream().filter(value -> value != Null.NULL).findFirst().orElse(Null.NULL);
  }

  private static Object reverse(Object value) {
    return value instanceof String text
        ? new StringBuilder(text).reverse().toString()
        : Kinds.elements(value).reverse();
  }

  private static Object toArray(Object value) {
    return value instanceof List ? value : ImmutableList.of(value);
  }

  private static Object toNumber(Object value) {
    if (Kinds.isNumber(value)) {
      return value;
    }
    try {
      return value instanceof String text ? simple(new BigDecimal(text)) : Null.NULL;
    } catch (NumberFormatException e) {
      return Null.NULL;
    }
  }

  /** Orders two numbers or two texts, these by their characters. */
  private static int compare(Object one, Object other) {
    return Kinds.isNumber(one)
        ? Kinds.number(one).compareTo(Kinds.number(other))
        : ((String) one).compareTo((String) other);
  }

  /** Returns the order of what the second argument asks of elements. */
  private static Comparator<Object> by(List<Object> elements, List<Object> args) {
    Expression key = expression(args, 1);
    Optional<String> kind = elements.stream().findFirst().map(key::of).map(Kinds::nameOf);
    for (Object element : elements) {
      String found = Kinds.nameOf(key.of(element));
      if (!found.equals(kind.orElseThrow())
          || !(found.equals("number") || found.equals("string"))) {
        throw new QueryException(
            "the elements should be ordered by numbers or by texts, but one has a " + found);
      }
    }
    return (one, other) -> compare(key.of(one), key.of(other));
  }

  private static Object sorted(List<Object> elements, Comparator<Object> order) {
    return ImmutableList.sortedCopyOf(order, elements);
  }

  private static Object least(List<Object> elements, Comparator<Object> order) {
    return elements.stream().min(order).orElse(Null.NULL);
  }

  /** Of equal ones the first. */
  private static Object most(List<Object> elements, Comparator<Object> order) {
    return elements.stream()
        .reduce((one, other) -> order.compare(other, one) > 0 ? other : one)
        .orElse(Null.NULL);
  }
}
