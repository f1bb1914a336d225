package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plays the lessons, and the AWS CLI, as a learner does who types at a terminal. */
class LessonsInTerminalTest {
  private static Terminal80By24 terminal;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(Terminal80By24.isPossible(), Terminal80By24.WHY_NOT);
    terminal = Terminal80By24.open();
    String unused = terminal.await("ecs> ");
  }

  @AfterAll
  static void close() {
    if (terminal != null) {
      terminal.close();
    }
  }

  @Test
  void explainsEachOfTheTenWhereItGoesWrongAndPraisesItsSolution() throws Exception {
    for (int i = 1; i <= LessonScripts.COUNT; i++) {
      String begin = "lesson(" + i + ")";
      assertThat(answer(begin)).startsWith("Lesson " + i + " of 10: ").contains("Task: ");
      assertThat(answer(LessonScripts.wrong(i)))
          .doesNotStartWith("Right")
          .endsWith("hint() tells where to look, " + begin + " begins again.\n");
      assertThat(answer("hint()")).isNotBlank();

      String again = answer(begin);
      ImmutableList<String> solution = LessonScripts.solution(i);
      assertThat(answer("solution()")).isEqualTo(String.join("\n", solution) + "\n");
      String verdict = again;
      for (String line : solution) {
        verdict = answer(line);
      }
      assertThat(verdict).as(begin).startsWith("Right: ");
    }
    assertThat(answer("lessons()").lines())
        .hasSize(10)
        .allMatch(line -> line.startsWith(" ✓ lesson("));
  }

  /** Types a line and returns what is printed, which fits the terminal and is no stack trace. */
  private static String answer(String line) throws IOException, InterruptedException {
    String answer = terminal.answerTo(line);
    assertThat(answer.lines()).as(line).allMatch(it -> it.length() <= 80);
    assertThat(answer).as(line).doesNotContain("\tat ", "Exception");
    return answer;
  }
}
