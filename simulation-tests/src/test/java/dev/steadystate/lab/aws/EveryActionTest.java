package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.api.Schema;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.lab.aws.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A story in which every action that exists is called, in shorthand and in JSON. */
class EveryActionTest {
  private final EcsSimulation ecs = EcsSimulation.create();
  private final AwsCli cli = new AwsCli(ecs);

  @Test
  void isAnsweredInShorthand() throws IOException {
    play(command -> command);
  }

  @Test
  void isAnsweredInJsonJustAsInShorthand() throws IOException {
    EveryActionTest inShorthand = new EveryActionTest();
    inShorthand.play(command -> command);

    play(EveryActionTest::inJson);

    assertThat(ecs.digest()).isEqualTo(inShorthand.ecs.digest());
    assertThat(ecs.now()).isEqualTo(inShorthand.ecs.now());
  }

  @Test
  void isInTheStory() throws IOException {
    ImmutableSet<String> told =
        lines().stream()
            .filter(line -> line.startsWith("$ aws ecs ") && !line.contains("ecs wait "))
            .map(line -> Names.ACTIONS.get(Splitter.on(' ').splitToList(line).get(3)))
            .map(Objects::requireNonNull)
            .collect(toImmutableSet());

    assertThat(told).containsAll(answered());
  }

  private static ImmutableSet<String> answered() {
    EcsSimulation empty = EcsSimulation.create();
    return Schema.actions().stream()
        .filter(action -> isAnswered(empty, action))
        .collect(toImmutableSet());
  }

  private static boolean isAnswered(EcsSimulation ecs, String action) {
    try {
      Document unused = ecs.call(action, Document.empty());
      return true;
    } catch (EcsException e) {
      return !e.errorType().equals("UnsupportedFeatureException");
    }
  }

  /** Returns the command with its request in JSON. */
  private static String inJson(String command) {
    ImmutableList<String> words = ShellWords.commands(command).get(0);
    if (words.get(2).equals("wait") || words.contains("--max-items")) {
      return command;
    }
    Shape request = Schema.request(Objects.requireNonNull(Names.ACTIONS.get(words.get(2))));
    Options options = Options.of(request, false);
    Document input =
        AwsCli.input(request, options, CommandLine.of(options, words.subList(3, words.size())));
    return "aws ecs " + words.get(2) + " --cli-input-json '" + input + "'";
  }

  private void play(UnaryOperator<String> form) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Reply latest = Reply.output("");
    for (String line : lines()) {
      if (line.startsWith("$ ")) {
        latest = cli.run(form.apply(filled(line.substring(2), found)));
        assertThat(latest.error()).as(line).isEmpty();
        assertThat(latest.exitCode()).as(line).isZero();
        // Nothing that anybody looked for is missing.
        assertThat(latest.output()).as(line).doesNotContain("\"reason\": \"MISSING\"");
      } else if (line.contains(" <- ")) {
        ImmutableList<String> parts = ImmutableList.copyOf(Splitter.on(" <- ").split(line));
        Object value = Query.of(parts.get(1)).in(Query.plain(Values.json(latest.output())));
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

  private static ImmutableList<String> lines() throws IOException {
    String text =
        Resources.toString(
            Resources.getResource("dev/steadystate/lab/aws/every-action.txt"),
            StandardCharsets.UTF_8);
    return Splitter.on('\n').splitToStream(text).collect(toImmutableList());
  }
}
