package dev.steadystate.lab;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.testkit.report.Lines;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the compiler has against a line, told to somebody who knows no Java: one sentence, and what
 * to type instead where that can be seen.
 *
 * @param message what the compiler says, without the heading
 * @param source the line it is about
 * @param from where in it the part begins that the compiler points at
 * @param to where that part ends
 */
record CompilerMistake(ImmutableList<String> message, String source, int from, int to) {
  private static final Pattern SYMBOL = Pattern.compile(" *symbol: +(variable|method) (\\w+).*");
  private static final Pattern CALL =
      Pattern.compile(
          "(?:no suitable method found for|method|reference to) (\\w+)(?:\\(.*| in .*| is .*)");
  private static final Pattern CONVERSION =
      Pattern.compile(
          "incompatible types: .* (?:cannot be converted|conversion from \\w+) to (.*)");
  private static final ImmutableSet<String> LEAVING = ImmutableSet.of("exit", "quit", "bye");
  private static final String BROKEN_WORDS =
      "between words in parentheses stands a comma, and each text has its own pair of double"
          + " quotes: within one, write single quotes";
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]+\\.)+(?=[A-Z])");
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*(\\w+)\\s*(.*)");

  /** Returns the lines to print. */
  ImmutableList<String> told(Collection<String> verbs) {
    return sentence(verbs)
        .map(it -> Lines.wrap(it, Story.WIDTH))
        .orElseGet(this::asTheCompilerSays);
  }

  private String marked() {
    return source.substring(from, to);
  }

  private Optional<String> sentence(Collection<String> verbs) {
    String first = message.get(0);
    Optional<Matcher> symbol = symbol();
    if (symbol.isPresent()) {
      String name = symbol.get().group(2);
      return symbol.get().group(1).equals("variable")
          ? Optional.of(unknownName(name, verbs))
          : Optional.of(unknownCall(name, verbs));
    }
    Matcher call = CALL.matcher(first);
    if (call.matches()) {
      return Optional.of(
          verbs.contains(call.group(1))
              ? call.group(1) + " takes other words than these: " + help(call.group(1))
              : call.group(1) + " takes other words than these: TAB after its ( shows which");
    }
    Matcher conversion = CONVERSION.matcher(first);
    if (conversion.matches()) {
      return wanted(conversion.group(1)).map(it -> it + " is wanted, but found " + marked());
    }
    return switch (first) {
      case "unclosed string literal" -> Optional.of("the text lacks the double quote at its end");
      case "unclosed character literal", "empty character literal" ->
          Optional.of("a text stands in double quotes, as in show(\"web\")");
      case "integer number too large" ->
          Optional.of("this number is too large: the largest is " + Integer.MAX_VALUE);
      case "illegal character: '\\u201c'", "illegal character: '\\u201d'" ->
          Optional.of("a text stands in straight double quotes, as in show(\"web\")");
      case "')' expected", "')' or ',' expected" ->
          withoutParentheses(verbs).or(() -> Optional.of(BROKEN_WORDS));
      default -> withoutParentheses(verbs);
    };
  }

  private Optional<Matcher> symbol() {
    return message.stream().map(SYMBOL::matcher).filter(Matcher::matches).findFirst();
  }

  private String unknownName(String name, Collection<String> verbs) {
    if (verbs.contains(name)) {
      return withoutParentheses(verbs)
          .orElse(name + " is a verb, and a verb has parentheses: " + help(name));
    }
    if (marked().endsWith("." + name)) {
      return unknownCall(name, verbs);
    }
    if (source.indexOf('(') >= 0 && source.indexOf('(') < from) {
      return name + " is no name in Java: a text stands in double quotes, \"" + name + "\"";
    }
    return LEAVING.contains(name)
        ? "/exit leaves the lab"
        : "there is no '" + name + "'" + nearest(name, verbs);
  }

  private String unknownCall(String name, Collection<String> verbs) {
    return marked().endsWith("." + name)
        ? "there is no '" + name + "' after this dot: TAB there shows what there is"
        : "there is no verb '" + name + "'" + nearest(name, verbs);
  }

  private static String nearest(String name, Collection<String> verbs) {
    return Nearest.to(name, verbs)
        .map(verb -> ", did you mean " + verb + "? " + help(verb))
        .orElse(": help() lists the verbs");
  }

  private static String help(String verb) {
    return "help(\"" + verb + "\") shows how";
  }

  /** A learner writes {@code run 5m} as in a shell. */
  private Optional<String> withoutParentheses(Collection<String> verbs) {
    Matcher line = FIRST_WORD.matcher(source);
    if (!line.matches() || !verbs.contains(line.group(1)) || line.group(2).startsWith("(")) {
      return Optional.empty();
    }
    String word = CharMatcher.anyOf("\"'();").trimFrom(line.group(2));
    boolean isNumber = CharMatcher.inRange('0', '9').matchesAllOf(word);
    String call = line.group(1) + (isNumber ? "(" + word + ")" : "(\"" + word + "\")");
    return Optional.of("a verb has its words in parentheses, and a text in double quotes: " + call);
  }

  private static Optional<String> wanted(String type) {
    return switch (type) {
      case "java.lang.String" -> Optional.of("a text in double quotes");
      case "int", "long" -> Optional.of("a whole number");
      case "double" -> Optional.of("a number");
      default -> Optional.empty();
    };
  }

  private ImmutableList<String> asTheCompilerSays() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (String line : message) {
      lines.addAll(Lines.hanging(PACKAGE.matcher(line).replaceAll(""), Story.WIDTH));
    }
    lines.add(source);
    return lines.add(" ".repeat(from) + "^").build();
  }
}
