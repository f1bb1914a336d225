package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class LabInTerminalTest {
  @Test
  void completesAnswersForgivesAndLeaves() throws Exception {
    assumeTrue(Terminal80By24.isPossible(), Terminal80By24.WHY_NOT);
    try (Terminal80By24 terminal = Terminal80By24.open()) {
      String greeting = terminal.await("ecs> ");
      assertThat(greeting)
          .contains("floor, desired    2 │")
          .doesNotContain("jshell", "Welcome to JShell");
      assertThat(greeting.lines()).hasSizeLessThanOrEqualTo(24).allMatch(it -> it.length() <= 80);

      // TAB completes a verb, and what can be said of an update.
      terminal.type("upd\t");
      terminal.await("update(");
      terminal.type("\"web\").desired\t");
      terminal.await("desiredCount(");
      terminal.type("4)\r");
      assertThat(terminal.await("ecs> "))
          .contains("web ACTIVE, web:1, desired 4, running 2, pending 0");

      String before = terminal.answer("ecs().digest()");
      assertThat(terminal.answer("show(\"wbe\")"))
          .contains("there is no service 'wbe' in cluster production, did you mean web?\n")
          .doesNotContain("at dev.steadystate", "$");
      assertThat(terminal.answerTo("shwo()"))
          .isEqualTo("there is no verb 'shwo', did you mean show? help(\"show\") shows how\n");
      assertThat(terminal.answerTo("kill web"))
          .isEqualTo(
              "a verb has its words in parentheses, and a text in double quotes: kill(\"web\")\n");
      assertThat(terminal.answer("ecs().service(\"nothing\")"))
          .contains("no service 'nothing' in cluster default\n");
      assertThat(terminal.answer("ecs().digest()")).isEqualTo(before);

      assertThat(terminal.answer("steady()"))
          .contains("web ACTIVE, web:1, desired 4, running 4, pending 0, steady\n");
      assertThat(terminal.answer("int threads = 3")).contains("\n3\n");
      assertThat(terminal.answer("threads")).contains("\n3\n");

      assertThat(terminal.answer("void later() { missing(); }"))
          .containsPattern("later\\(\\) waits until +method missing\\(\\) is declared\n");

      // CTRL-C ends what would never end.
      terminal.type("while (true) { }\r");
      terminal.await("\n");
      Thread.sleep(1000);
      terminal.type("\u0003");
      assertThat(terminal.await("ecs> ")).doesNotContain("at ");
      assertThat(terminal.answer("1 + 1")).contains("\n2\n");

      terminal.type("/exit\r");
      assertThat(terminal.exitCode()).isZero();
    }
  }
}
