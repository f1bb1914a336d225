package dev.steadystate.examples;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of Java in a text for readers.
 *
 * @param where the file and the line at which it begins
 * @param fails whether the text says that it fails
 * @param prints what the text says that it prints
 */
record Example(
    String where,
    ImmutableList<String> code,
    boolean fails,
    Optional<ImmutableList<String>> prints) {
  private static final String INDENT = "    ";

  /** Returns the fenced blocks of a language in a page, with the indented output that follows. */
  static ImmutableList<Example> ofPage(Path page, String language) {
    List<String> lines = lines(page);
    ImmutableList.Builder<Example> examples = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```" + language)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        examples.add(
            new Example(
                page.getFileName() + ":" + (i + 2),
                ImmutableList.copyOf(lines.subList(i + 1, end)),
                sentenceAfter(end, lines).contains("fails and prints"),
                printed(lines.subList(end + 1, lines.size()))));
        i = end;
      }
    }
    return examples.build();
  }

  private static String sentenceAfter(int end, List<String> lines) {
    return lines.subList(end + 1, Math.min(end + 4, lines.size())).stream()
        .takeWhile(line -> !line.startsWith("```") && !line.startsWith("#"))
        .collect(Collectors.joining(" "));
  }

  /** Returns the indented lines after a sentence about what is printed, if there is one. */
  private static Optional<ImmutableList<String>> printed(List<String> after) {
    boolean said = false;
    ImmutableList.Builder<String> printed = ImmutableList.builder();
    boolean any = false;
    for (String line : after) {
      if (line.startsWith("```") || line.startsWith("#")) {
        break;
      }
      said |= line.contains("print");
      if (said && line.startsWith(INDENT)) {
        printed.add(line.substring(INDENT.length()));
        any = true;
      } else if (any && !line.isEmpty()) {
        break;
      }
    }
    return any ? Optional.of(printed.build()) : Optional.empty();
  }

  /** Returns the examples in the Javadoc of every source under a directory. */
  static ImmutableList<Example> ofSources(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(Example::ofSource)
          .flatMap(List::stream)
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImmutableList<Example> ofSource(Path source) {
    List<String> lines = lines(source);
    ImmutableList.Builder<Example> examples = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("* <pre>{@code")) {
        List<String> code = new ArrayList<>();
        int from = i + 2;
        for (i++; !lines.get(i).strip().equals("* }</pre>"); i++) {
          code.add(lines.get(i).replaceFirst("^ *\\* ?", ""));
        }
        examples.add(
            new Example(
                source.getFileName() + ":" + from,
                ImmutableList.copyOf(code),
                false,
                Optional.empty()));
      }
    }
    return examples.build();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether it is a file of its own, such as a test class. */
  boolean isFile() {
    return code.stream().anyMatch(line -> line.startsWith("class "));
  }

  /** Returns the pieces that a reader types one after another: what is indented belongs on. */
  ImmutableList<String> pieces() {
    List<List<String>> pieces = new ArrayList<>();
    boolean goesOn = false;
    for (String line : code) {
      boolean belongsOn = goesOn || line.isEmpty() || " })".indexOf(line.charAt(0)) >= 0;
      if (pieces.isEmpty() || !belongsOn) {
        pieces.add(new ArrayList<>());
      }
      pieces.get(pieces.size() - 1).add(line);
      goesOn = line.startsWith("@");
    }
    return pieces.stream()
        .map(lines -> String.join("\n", lines))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public String toString() {
    return where;
  }
}
