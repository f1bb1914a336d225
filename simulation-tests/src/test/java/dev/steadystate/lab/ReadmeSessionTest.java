package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sessions of the README are what the program prints: {@code -Dsteadystate.rewrite=true}. */
class ReadmeSessionTest {
  private static final Path README = readme();
  private static final String PROMPT = "ecs> ";
  private static final Pattern SESSION =
      Pattern.compile("(?<=```\n)ecs> .*?(?=```)", Pattern.DOTALL);

  @Test
  void showWhatTheProgramPrints() throws Exception {
    String readme = Files.readString(README);

    StringBuilder printed = new StringBuilder();
    Matcher session = SESSION.matcher(readme);
    int sessions = 0;
    while (session.find()) {
      session.appendReplacement(printed, Matcher.quoteReplacement(played(session.group())));
      sessions++;
    }
    session.appendTail(printed);

    if (Boolean.getBoolean("steadystate.rewrite")) {
      Files.writeString(README, printed);
    }
    assertThat(sessions).isEqualTo(3);
    assertThat(printed)
        .as("the sessions in README.md; -Dsteadystate.rewrite=true takes them from the program")
        .hasToString(readme);
  }

  /** Returns the session as the program answers it. */
  private static String played(String shown) throws IOException, InterruptedException {
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
    return printed.toString();
  }

  private static Path readme() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("src/main/ledger"))
        ? here.resolveSibling("README.md")
        : here.resolve("README.md");
  }
}
