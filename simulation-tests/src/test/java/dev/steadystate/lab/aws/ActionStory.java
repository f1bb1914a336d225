package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import dev.steadystate.lab.aws.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A story in which every action that exists is called: {@code every-action.txt}. */
public final class ActionStory {
  private ActionStory() {}

  /** Runs a command and returns what it printed. */
  @FunctionalInterface
  public interface Player {
    String run(String command) throws IOException, InterruptedException;
  }

  /** Plays it; no call is to be refused, and nothing that is looked for is to be missing. */
  public static void play(Player player) throws IOException, InterruptedException {
    Map<String, String> found = new TreeMap<>();
    String latest = "";
    for (String line : lines()) {
      if (line.startsWith("$ ")) {
        latest = player.run(filled(line.substring(2), found));
        assertThat(latest).as(line).doesNotContain("\"reason\": \"MISSING\"", "rror");
      } else if (line.contains(" <- ")) {
        ImmutableList<String> parts = ImmutableList.copyOf(Splitter.on(" <- ").split(line));
        Object value = Query.of(parts.get(1)).in(Query.plain(Values.json(latest)));
        assertThat(value).as(line).isInstanceOf(String.class);
        found.put("{" + parts.get(0) + "}", (String) value);
      }
    }
  }

  private static String filled(String command, Map<String, String> found) {
    String filled = command;
    for (Map.Entry<String, String> entry : found.entrySet()) {
      filled = filled.replace(entry.getKey(), entry.getValue());
    }
    return filled;
  }

  static ImmutableList<String> commands() throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith("$ "))
        .map(line -> line.substring(2))
        .collect(toImmutableList());
  }

  private static ImmutableList<String> lines() throws IOException {
    String text =
        Resources.toString(
            Resources.getResource("dev/steadystate/lab/aws/every-action.txt"),
            StandardCharsets.UTF_8);
    return Splitter.on('\n').splitToStream(text).collect(toImmutableList());
  }
}
