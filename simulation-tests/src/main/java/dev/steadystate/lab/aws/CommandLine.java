package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.lab.aws.Option.Takes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The words of a command, sorted into options with what follows them, and what is left over.
 *
 * @param given the options that were given with their words, the last of each, in order of first
 *     use
 * @param rest the words that belong to no option, and the options that are not known
 */
record CommandLine(ImmutableMap<Option, ImmutableList<String>> given, ImmutableList<String> rest) {
  private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-[0-9]+|-[0-9]*\\.[0-9]+");

  /** What begins an option, and what pages make of it. */
  private static final String DASHES = "-–—";

  /** Sorts the words, as far as these options go. */
  static CommandLine of(Options options, List<String> words) {
    Map<Option, ImmutableList<String>> given = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      int equals = word.indexOf('=');
      boolean holdsValue = isOption(word) && equals > 0;
      Optional<Option> option =
          isOption(word)
              ? options.find(holdsValue ? word.substring(0, equals) : word)
              : Optional.empty();
      if (option.isEmpty()) {
        rest.add(word);
        continue;
      }
      List<String> following = new ArrayList<>();
      if (holdsValue) {
        following.add(word.substring(equals + 1));
      } else {
        int most = most(option.get().takes());
        while (following.size() < most && at < words.size() && !isOption(words.get(at))) {
          following.add(words.get(at++));
        }
      }
      checkNumber(option.get(), following.size(), holdsValue);
      given.put(option.get(), ImmutableList.copyOf(following));
    }
    return new CommandLine(ImmutableMap.copyOf(given), ImmutableList.copyOf(rest));
  }

  /** A name with a blank in it, and a negative number, is no option although it begins so. */
  private static boolean isOption(String word) {
    String name = Splitter.on('=').limit(2).splitToList(word).get(0);
    return word.startsWith("-")
        && word.length() > 1
        && !NEGATIVE_NUMBER.matcher(word).matches()
        && !name.contains(" ");
  }

  private static int most(Takes takes) {
    return switch (takes) {
      case NONE -> 0;
      case ONE, AT_MOST_ONE -> 1;
      case ANY -> Integer.MAX_VALUE;
    };
  }

  private static void checkNumber(Option option, int following, boolean holdsValue) {
    if (option.takes() == Takes.ONE && following == 0) {
      throw UsageException.argument(option.name(), "expected one argument");
    }
    if (option.takes() == Takes.NONE && holdsValue) {
      throw UsageException.argument(option.name(), "ignored explicit argument '" + following + "'");
    }
  }

  /** Refuses the command if an option is missing that it cannot do without. */
  void checkRequired(Options options) {
    ImmutableList<Option> missing =
        options.required().stream()
            .filter(option -> !given.containsKey(option))
            .collect(toImmutableList());
    if (!missing.isEmpty()) {
      throw new UsageException(
          "aws: error: the following arguments are required: "
              + Joiner.on(", ").join(missing)
              + hint(options));
    }
  }

  /** Refuses the command if anything is left over. */
  void checkNothingLeft(Options options) {
    if (!rest.isEmpty()) {
      throw new UsageException(
          "aws: error: Unknown options: " + Joiner.on(", ").join(rest) + hint(options));
    }
  }

  private String hint(Options options) {
    StringBuilder hint = new StringBuilder();
    for (String word : rest) {
      if (DASHES.indexOf(word.charAt(0)) >= 0) {
        options
            .nearest(word)
            .ifPresent(
                near ->
                    hint.append("\n")
                        .append(word)
                        .append(" is unknown, maybe you meant ")
                        .append(near));
      }
    }
    return hint.toString();
  }

  boolean has(String name) {
    return given.keySet().stream().anyMatch(option -> option.name().equals(name));
  }

  /** Returns the word behind an option. */
  Optional<String> word(String name) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .flatMap(entry -> entry.getValue().stream())
        .findFirst();
  }

  /** Returns the number behind an option. */
  OptionalInt number(String name) {
    Optional<String> word = word(name);
    try {
      return word.isPresent() ? OptionalInt.of(Integer.parseInt(word.get())) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      throw UsageException.argument(name, "invalid int value: '" + word.get() + "'");
    }
  }

  /** Returns this line with the options of another. */
  CommandLine and(CommandLine other) {
    return new CommandLine(
        ImmutableMap.<Option, ImmutableList<String>>builder()
            .putAll(given)
            .putAll(other.given)
            .buildKeepingLast(),
        rest);
  }
}
