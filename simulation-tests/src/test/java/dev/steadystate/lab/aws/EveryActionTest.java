package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.api.Schema;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A story in which every action that exists is called, in shorthand and in JSON. */
class EveryActionTest {
  private final EcsSimulation ecs = EcsSimulation.create();
  private final AwsCli cli = new AwsCli(ecs);

  @Test
  void isAnsweredInShorthand() throws Exception {
    play(command -> command);
  }

  @Test
  void isAnsweredInJsonJustAsInShorthand() throws Exception {
    EveryActionTest inShorthand = new EveryActionTest();
    inShorthand.play(command -> command);

    play(EveryActionTest::inJson);

    assertThat(ecs.digest()).isEqualTo(inShorthand.ecs.digest());
    assertThat(ecs.now()).isEqualTo(inShorthand.ecs.now());
  }

  @Test
  void isInTheStory() throws Exception {
    ImmutableSet<String> told =
        ActionStory.commands().stream()
            .filter(command -> !command.contains("ecs wait "))
            .map(command -> Names.ACTIONS.get(Splitter.on(' ').splitToList(command).get(2)))
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

  private void play(UnaryOperator<String> form) throws Exception {
    ActionStory.play(
        command -> {
          Reply reply = cli.run(form.apply(command));
          assertThat(reply.error()).as(command).isEmpty();
          assertThat(reply.exitCode()).as(command).isZero();
          return reply.output();
        });
  }
}
