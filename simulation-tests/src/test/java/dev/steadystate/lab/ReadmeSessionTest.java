package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session of the README is what the program prints: {@code -Dsteadystate.rewrite=true}. */
class ReadmeSessionTest {
  private static final Path README = readme();
  private static final String PROMPT = "ecs> ";
  private static final String FENCE = "```";

  @Test
  void showsWhatTheProgramPrints() throws Exception {
    String readme = Files.readString(README);
    int from = readme.indexOf(FENCE + "\n" + PROMPT) + FENCE.length() + 1;
    int to = readme.indexOf(FENCE, from);
    String shown = readme.substring(from, to);
    List<String> typed =
        shown
            .lines()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .toList();

    LabProgram.Session session = LabProgram.session(typed);

    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < typed.size(); i++) {
      printed.append(PROMPT).append(typed.get(i)).append('\n').append(session.answers().get(i));
    }
    if (Boolean.getBoolean("steadystate.rewrite")) {
      Files.writeString(README, readme.substring(0, from) + printed + readme.substring(to));
    }
    assertThat(printed)
        .as("the session in README.md; -Dsteadystate.rewrite=true takes it from the program")
        .hasToString(shown);
  }

  private static Path readme() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("src/main/ledger"))
        ? here.resolveSibling("README.md")
        : here.resolve("README.md");
  }
}
