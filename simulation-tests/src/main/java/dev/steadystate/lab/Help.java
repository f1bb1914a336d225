package dev.steadystate.lab;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.testkit.report.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the lab says of its verbs, read from a text: a line of {@code # Group}, and for each verb a
 * paragraph that begins with the line of the overview and ends with an example.
 */
record Help(String opening, ImmutableList<Entry> entries) {
  private static final int CALL = 30;

  /**
   * One verb.
   *
   * @param call how it is usually written
   * @param sentence what it does, in one line
   * @param more what else there is to know, may be empty
   * @param example lines that run in a lab that was just opened
   */
  record Entry(
      String group,
      String verb,
      String call,
      String sentence,
      ImmutableList<String> more,
      ImmutableList<String> example) {
    /** Some verbs are explained beside another, as connect is beside disconnect. */
    boolean mentions(String other) {
      Pattern said = Pattern.compile("\\b" + Pattern.quote(other) + "\\(");
      return Stream.concat(Stream.of(call, sentence), more.stream())
          .anyMatch(line -> said.matcher(line).find());
    }
  }

  static Help read() {
    try {
      return parse(
          Resources.toString(
              Resources.getResource("dev/steadystate/lab/help.txt"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Help parse(String text) {
    List<String> paragraphs = Splitter.on("\n\n").trimResults().splitToList(text);
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    String group = "";
    for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
      if (paragraph.startsWith("# ")) {
        group = paragraph.substring(2);
      } else {
        entries.add(entry(group, paragraph.lines().toList()));
      }
    }
    return new Help(paragraphs.get(0), entries.build());
  }

  private static Entry entry(String group, List<String> lines) {
    List<String> heading = Splitter.on(" | ").splitToList(lines.get(0));
    String call = heading.get(0);
    return new Entry(
        group,
        call.substring(0, call.indexOf('(')),
        call,
        heading.get(1),
        lines.stream()
            .skip(1)
            .filter(line -> !line.startsWith("> "))
            .collect(ImmutableList.toImmutableList()),
        lines.stream()
            .filter(line -> line.startsWith("> "))
            .map(line -> line.substring(2))
            .collect(ImmutableList.toImmutableList()));
  }

  Text overview() {
    List<String> lines = new ArrayList<>(opening.lines().toList());
    String group = "";
    for (Entry entry : entries) {
      if (!entry.group().equals(group)) {
        group = entry.group();
        lines.add("");
        lines.add(group);
      }
      lines.add("  " + Lines.fit(entry.call(), CALL) + " " + entry.sentence());
    }
    return Text.of(lines);
  }

  Text on(String name) {
    String verb = name.contains("(") ? name.substring(0, name.indexOf('(')) : name;
    List<String> verbs = entries.stream().map(Entry::verb).toList();
    Entry entry =
        entries.stream()
            .filter(it -> it.verb().equals(verb))
            .findFirst()
            .or(() -> entries.stream().filter(it -> it.mentions(verb)).findFirst())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no verb '"
                            + verb
                            + "'"
                            + Nearest.to(verb, verbs)
                                .map(it -> ", did you mean " + it + "?")
                                .orElse(": help() lists them")));
    List<String> lines = new ArrayList<>();
    lines.add(entry.call() + "   " + entry.sentence());
    entry.more().forEach(line -> lines.addAll(Lines.wrap(line, Story.WIDTH)));
    lines.add("For example:");
    entry.example().forEach(line -> lines.add("  " + line));
    return Text.of(lines);
  }
}
