package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;

/** Zones by the names people give them: {@code us-east-1a}, or {@code a} for short. */
final class Zones {
  /** Over these instances are dealt, unless others are named. */
  static final ImmutableList<String> USUAL =
      ImmutableList.of("us-east-1a", "us-east-1b", "us-east-1c");

  private static final Pattern LETTER = Pattern.compile("[a-f]");
  private static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9][a-z]");

  private Zones() {}

  static boolean isZone(String text) {
    return LETTER.matcher(text).matches() || ZONE.matcher(text).matches();
  }

  static String named(String text) {
    if (!isZone(text)) {
      throw new IllegalArgumentException(
          "expected a zone such as us-east-1a, or a for short, but found '" + text + "'");
    }
    return text.length() == 1 ? "us-east-1" + text : text;
  }

  /** Returns the subnet of the lab that is in this zone. */
  static String subnet(String zone) {
    return "subnet-" + letter(named(zone));
  }

  static char letter(String zone) {
    return zone.charAt(zone.length() - 1);
  }
}
