package dev.steadystate.placement.query;

import com.google.common.collect.Comparators;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The order of attribute values: by amount if both are decimal numbers, else letter by letter in
 * the order of code points.
 *
 * <p>A decimal number is an optional sign and digits with at most one point between them, in no
 * more than the 128 characters that an attribute value may have. There are no exponents.
 */
final class TextOrder {

  private static final int LONGEST_NUMBER = 128;
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Comparator<Iterable<Integer>> BY_CODE_POINT =
      Comparators.lexicographical(Comparator.<Integer>naturalOrder());

  private TextOrder() {}

  static int compare(String left, String right) {
    return isDecimal(left) && isDecimal(right)
        ? new BigDecimal(left).compareTo(new BigDecimal(right))
        : BY_CODE_POINT.compare(codePoints(left), codePoints(right));
  }

  private static boolean isDecimal(String text) {
    return text.length() <= LONGEST_NUMBER && DECIMAL.matches(text);
  }

  private static Iterable<Integer> codePoints(String text) {
    return () -> text.codePoints().iterator();
  }
}
