package dev.steadystate.core.document;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The one form in which a document keeps each kind of value. */
final class Values {
  /** No number of the API comes near so many digits on either side of the point. */
  private static final int MAX_DIGITS = 40;

  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Values() {}

  static ImmutableMap<String, Object> ofMembers(Map<String, ?> members) {
    ImmutableMap.Builder<String, Object> builder =
        ImmutableMap.builderWithExpectedSize(members.size());
    members.forEach((name, value) -> builder.put(name(name), ofMember(value)));
    return builder.buildOrThrow();
  }

  static String name(String name) {
    return wellFormed(name);
  }

  /** Returns the value of a member in its one form. */
  static Object ofMember(Object value) {
    return of(value, Document.MAX_DEPTH - 1);
  }

  /** Returns how deep these values are: 1 if there is neither a list nor a document. */
  static int depth(Collection<?> values) {
    int deepest = 0;
    for (Object value : values) {
      if (value instanceof Document document) {
        deepest = Math.max(deepest, document.depth());
      } else if (value instanceof List<?> list) {
        deepest = Math.max(deepest, depth(list));
      }
    }
    return deepest + 1;
  }

  /** Returns the value in its one form, with at most so many levels of lists and documents. */
  static Object of(Object value, int levels) {
    if (value instanceof String text) {
      return wellFormed(text);
    }
    if (value instanceof Boolean || value instanceof Long) {
      return value;
    }
    if (value instanceof Document document) {
      checkDepth(document.depth() <= levels);
      return document;
    }
    if (value instanceof List<?> list) {
      checkDepth(levels > 0);
      ImmutableList.Builder<Object> builder = ImmutableList.builderWithExpectedSize(list.size());
      list.forEach(element -> builder.add(of(element, levels - 1)));
      return builder.build();
    }
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof BigInteger number) {
      return number(new BigDecimal(number));
    }
    if (value instanceof BigDecimal number) {
      return number(number);
    }
    // Not even Double: how its digits are written has changed between versions of Java.
    throw new IllegalArgumentException(
        "a document takes Document, List, String, Boolean, Integer, Long, BigInteger or BigDecimal"
            + " but was given a "
            + value.getClass().getSimpleName());
  }

  private static Object number(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    if (shortest.scale() > MAX_DIGITS || shortest.precision() - shortest.scale() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "a number should have at most "
              + MAX_DIGITS
              + " digits before and behind the point but was "
              + number.round(new MathContext(6)));
    }
    boolean fitsLong =
        shortest.scale() <= 0
            && shortest.compareTo(LONG_MIN) >= 0
            && shortest.compareTo(LONG_MAX) <= 0;
    return fitsLong ? (Object) shortest.longValueExact() : shortest;
  }

  /** No text is endless; and half of a surrogate pair is no character and has no UTF-8. */
  private static String wellFormed(String text) {
    if (text.length() > Document.MAX_TEXT) {
      throw new IllegalArgumentException(
          "a text may have at most " + Document.MAX_TEXT + " characters but had " + text.length());
    }
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(text.charAt(i), i + 1 < length ? text.charAt(i + 1) : ' ')) {
          throw new IllegalArgumentException(
              "a text may not contain half a character, such as \\u"
                  + Integer.toHexString(text.charAt(i))
                  + " at index "
                  + i);
        }
        i++;
      }
    }
    return text;
  }

  private static void checkDepth(boolean shallowEnough) {
    if (!shallowEnough) {
      throw new IllegalArgumentException(
          "a document may be at most " + Document.MAX_DEPTH + " levels deep");
    }
  }
}
