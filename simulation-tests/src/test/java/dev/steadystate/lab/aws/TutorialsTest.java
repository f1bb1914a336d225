package dev.steadystate.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.api.Schema;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the AWS CLI sends for a command is what the lab calls. */
class TutorialsTest {
  static Stream<Arguments> cases() throws IOException {
    return Cases.of("tutorials.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsWhatTheCliSends(String command, String expected) {
    assertThat(request(command)).isEqualTo(canonical(expected));
  }

  private static Object request(String command) {
    List<String> words = ShellWords.commands(command).get(0);
    ImmutableList<String> rest =
        CommandLine.of(Options.global(), words.subList(1, words.size())).rest();
    String action = Objects.requireNonNull(Names.ACTIONS.get(rest.get(1)));
    Shape request = Schema.request(action);
    Options options = Options.of(request, Paging.isOf(action));
    try {
      CommandLine line = CommandLine.of(options, rest.subList(2, rest.size()));
      return ImmutableList.of(action, AwsCli.input(request, options, line));
    } catch (UsageException e) {
      return String.valueOf(e.getMessage())
          .replaceAll("\nDid you mean[^\n]*", "")
          .replace("\n", "\\n");
    }
  }

  private static Object canonical(String expected) {
    String text = expected.substring(2);
    int blank = text.indexOf(' ');
    return expected.startsWith("!")
        ? text
        : ImmutableList.of(text.substring(0, blank), Json.read(text.substring(blank)));
  }
}
