package dev.steadystate.ledger;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multimap;
import com.google.common.collect.TreeMultimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tests bear {@code @Rule}, read from their sources: those of every module are there however
 * the build was started, class files are not.
 */
final class RuleUses {
  /** Comments and texts first, so that nothing inside them is taken for an annotation. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*"
              + "|/\\*(?s:.*?)\\*/"
              + "|\"\"\"(?s:.*?)(?<!\\\\)\"\"\""
              + "|\"(?:[^\"\\\\\\n]|\\\\.)*\""
              + "|'(?:[^'\\\\\\n]|\\\\.)*'"
              + "|[A-Za-z_$][A-Za-z0-9_$]*"
              + "|[^\\s]");

  private static final ImmutableSet<String> TYPES =
      ImmutableSet.of("class", "record", "interface", "enum");

  private final TreeMultimap<String, String> testsByRule = TreeMultimap.create();

  private RuleUses() {}

  /** Reads the tests of these modules. */
  static RuleUses in(Path root, ImmutableList<String> modules) throws IOException {
    RuleUses uses = new RuleUses();
    for (String module : modules) {
      Path sources = root.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> files = Files.walk(sources)) {
          for (Path file : files.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
            uses.read(file.getFileName().toString().replace(".java", ""), Files.readString(file));
          }
        }
      }
    }
    return uses;
  }

  /** Reads one source. */
  static RuleUses of(String className, String source) {
    RuleUses uses = new RuleUses();
    uses.read(className, source);
    return uses;
  }

  /** Returns the tests, such as {@code ServiceTest.starts}, by rule; a whole class by its name. */
  Multimap<String, String> testsByRule() {
    return testsByRule;
  }

  ImmutableSortedSet<String> tests(Iterable<String> rules) {
    ImmutableSortedSet.Builder<String> tests = ImmutableSortedSet.naturalOrder();
    for (String rule : rules) {
      tests.addAll(testsByRule.get(rule));
    }
    return tests.build();
  }

  private void read(String className, String source) {
    List<String> tokens = tokens(source);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).equals("@")
          && tokens.get(i + 1).equals("Rule")
          && tokens.get(i + 2).equals("(")) {
        int end = closing(tokens, i + 2);
        String test = declared(className, tokens, end + 1);
        for (String token : tokens.subList(i + 2, end)) {
          if (token.startsWith("\"")) {
            testsByRule.put(token.substring(1, token.length() - 1), test);
          }
        }
      }
    }
  }

  private static List<String> tokens(String source) {
    Matcher matcher = TOKEN.matcher(source);
    return matcher
        .results()
        .map(match -> match.group())
        .filter(token -> !token.startsWith("//") && !token.startsWith("/*"))
        .collect(toImmutableList());
  }

  private static int closing(List<String> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).equals("(") ? 1 : tokens.get(i).equals(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a parenthesis is never closed");
  }

  /** What is declared after an annotation: a type, or the first name before a parenthesis. */
  private static String declared(String className, List<String> tokens, int from) {
    List<String> seen = new ArrayList<>();
    for (int i = from; i < tokens.size(); i++) {
      String token = tokens.get(i);
      seen.add(token);
      if (token.equals("@")) {
        // Past the name of another annotation, which may be followed by its members.
        i++;
        if (i + 1 < tokens.size() && tokens.get(i + 1).equals("(")) {
          i = closing(tokens, i + 1);
        }
      } else if (TYPES.contains(token)) {
        return tokens.get(i + 1).equals(className)
            ? className
            : className + "." + tokens.get(i + 1);
      } else if (token.equals("(")) {
        return className + "." + tokens.get(i - 1);
      }
    }
    throw new IllegalArgumentException(className + ": nothing is declared after " + seen);
  }
}
