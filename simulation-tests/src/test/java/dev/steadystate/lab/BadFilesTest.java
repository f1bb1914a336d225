package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.random.Stream;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Scenarios;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoils the shipped scenarios at random: the runner always answers in its own words. */
class BadFilesTest {
  private static final int FILES = Boolean.getBoolean("steadystate.swarm") ? 20_000 : 400;

  private static final ImmutableList<String> ODD_VALUES =
      ImmutableList.of(
          "-1",
          "0",
          "1e999",
          "99999999999999999999",
          "0x7fffffff",
          ".5",
          "-0",
          "''",
          "null",
          "~",
          "[]",
          "{}",
          "[[]]",
          "{a: {b: []}}",
          "true",
          "&a x",
          "*a",
          "!!str x",
          "|",
          "7d",
          "1h90m",
          "99999999d",
          "-5s",
          "PT",
          "P1Y",
          "web:0",
          "web:-1",
          "i-1",
          "\"\\u0000\"",
          "é",
          "<<",
          "2026-02-30T00:00:00Z",
          "{uniform: [9s, 1s]}",
          "{normal: []}",
          "1-0",
          "0-0",
          "3-1",
          "?");

  @TempDir Path directory;

  @Test
  void saysWhatIsWrongInOneSentenceAndNothingElse() throws IOException {
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Stream chance = Stream.of(Keys.of(i, "bad files"));
      String name = Scenarios.NAMES.get(chance.nextInt(Scenarios.NAMES.size()));
      byte[] text = spoilt(shipped(name, chance), chance);
      refused += answer(name + " " + i, text) == Main.WRONG ? 1 : 0;
    }
    assertThat(refused).isBetween(FILES / 4, FILES - 1);
  }

  /** Returns the exit code, when it is borne out by what was written. */
  private int answer(String what, byte[] text) throws IOException {
    if (isLong(text)) {
      return Main.MET;
    }
    Path file = Files.write(directory.resolve("bad.yaml"), text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            new String[] {"run", file.toString(), "--format", "json"},
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));

    String told = what + "\n" + new String(text, StandardCharsets.UTF_8);
    if (code == Main.WRONG) {
      assertThat(out.size()).as(told).isZero();
      assertThat(err.toString(StandardCharsets.UTF_8))
          .as(told)
          .startsWith(file + ": ")
          .hasLineCount(1);
    } else {
      assertThat(err.size()).as(told).isZero();
      assertThat(out.size()).as(told).isPositive();
    }
    return code;
  }

  /** Some are right by chance, and would only take their time. */
  private static boolean isLong(byte[] text) {
    try {
      Scenario scenario = Scenario.parse(text);
      return scenario.until().length().orElse(Duration.ZERO).toDays() > 0
          || scenario.clusters().stream()
              .flatMap(cluster -> cluster.containerInstances().stream())
              .anyMatch(group -> group.count() > 1000);
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  // Spoiling.

  private static String shipped(String name, Stream chance) throws IOException {
    String yaml =
        Resources.toString(
            Resources.getResource("dev/steadystate/scenarios/" + name + ".yaml"),
            StandardCharsets.UTF_8);
    return chance.nextInt(3) == 0 ? Scenario.parse(yaml).document().toString() : yaml;
  }

  private static byte[] spoilt(String text, Stream chance) {
    String spoilt = text;
    int times = 1 + chance.nextInt(3);
    for (int i = 0; i < times; i++) {
      spoilt =
          switch (chance.nextInt(6)) {
            case 0 -> withOddValue(spoilt, chance);
            case 1 -> withoutSome(spoilt, chance, 1 + chance.nextInt(12));
            case 2 -> withAnother(spoilt, chance);
            case 3 -> withLinesSwapped(spoilt, chance);
            case 4 -> spoilt.substring(0, chance.nextInt(spoilt.length() + 1));
            default -> withALetterDoubled(spoilt, chance);
          };
    }
    byte[] bytes = spoilt.getBytes(StandardCharsets.UTF_8);
    if (chance.nextInt(10) == 0 && bytes.length > 0) {
      bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
    }
    return bytes;
  }

  /** Puts an odd value after a colon. */
  private static String withOddValue(String text, Stream chance) {
    int colon = text.indexOf(':', chance.nextInt(Math.max(1, text.length())));
    if (colon < 0) {
      return text;
    }
    int end = colon + 1;
    while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String value = ODD_VALUES.get(chance.nextInt(ODD_VALUES.size()));
    return text.substring(0, colon + 1) + " " + value + text.substring(end);
  }

  private static String withoutSome(String text, Stream chance, int length) {
    int from = chance.nextInt(text.length() + 1);
    return text.substring(0, from) + text.substring(Math.min(text.length(), from + length));
  }

  private static String withAnother(String text, Stream chance) {
    int at = chance.nextInt(text.length() + 1);
    String odd = "{}[]:,-#&*!|>'\"%@`\t\n \u0007\u2028";
    return text.substring(0, at) + odd.charAt(chance.nextInt(odd.length())) + text.substring(at);
  }

  private static String withLinesSwapped(String text, Stream chance) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    String line = lines.remove(chance.nextInt(lines.size()));
    lines.add(chance.nextInt(lines.size() + 1), line);
    return String.join("\n", lines);
  }

  private static String withALetterDoubled(String text, Stream chance) {
    if (text.isEmpty()) {
      return text;
    }
    int at = chance.nextInt(text.length());
    return text.substring(0, at) + text.charAt(at) + text.substring(at);
  }
}
