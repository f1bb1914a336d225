package dev.steadystate.lab.aws.query;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What JMESPath holds of values: which are true, which are equal, and what they are called. */
final class Kinds {
  private Kinds() {}

  /** Nothing, emptiness and false are not true. Zero is. */
  static boolean isTrue(Object value) {
    return !(value == Null.NULL
        || value.equals(false)
        || value.equals("")
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty()));
  }

  static boolean areEqual(Object one, Object other) {
    if (isNumber(one) && isNumber(other)) {
      return number(one).compareTo(number(other)) == 0;
    }
    if (one instanceof List<?> list && other instanceof List<?> others) {
      Iterator<?> further = others.iterator();
      return list.size() == others.size()
          && list.stream().allMatch(element -> areEqual(element, further.next()));
    }
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
      return map.keySet().equals(others.keySet())
          && map.entrySet().stream()
              .allMatch(
                  entry ->
                      areEqual(entry.getValue(), member(others, String.valueOf(entry.getKey()))));
    }
    return one.equals(other);
  }

  /** Only numbers are ordered. */
  static Object compared(Object left, String sign, Object right) {
    if (sign.equals("==") || sign.equals("!=")) {
      return Kinds.areEqual(left, right) == sign.equals("==");
    }
    if (!Kinds.isNumber(left) || !Kinds.isNumber(right)) {
      return Null.NULL;
    }
    int order = Kinds.number(left).compareTo(Kinds.number(right));
    return switch (sign) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof BigDecimal;
  }

  static BigDecimal number(Object value) {
    return new BigDecimal(value.toString());
  }

  /** Returns the member of this name of an object; anything else has none. */
  static Object member(Object value, String name) {
    Object member = value instanceof Map<?, ?> map ? map.get(name) : Null.NULL;
    return member == null ? Null.NULL : member;
  }

  static ImmutableList<Object> elements(Object value) {
    return ImmutableList.copyOf((List<?>) value);
  }

  static String nameOf(Object value) {
    return value == Null.NULL
        ? "null"
        : value instanceof String
            ? "string"
            : value instanceof Boolean
                ? "boolean"
                : isNumber(value)
                    ? "number"
                    : value instanceof List ? "array" : value instanceof Map ? "object" : "expref";
  }
}
