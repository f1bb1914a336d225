package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plays the lessons, and the AWS CLI, through the real program. */
class LessonsByPipeTest {
  @Test
  void solvesAllTenAsTheirSolutionsSay() throws Exception {
    List<String> lines = new ArrayList<>();
    List<Integer> verdicts = new ArrayList<>();
    for (int i = 1; i <= LessonScripts.COUNT; i++) {
      lines.add("lesson(" + i + ")");
      lines.addAll(LessonScripts.solution(i));
      verdicts.add(lines.size() - 1);
    }
    lines.add("lessons()");

    LabProgram.Session session = LabProgram.session(lines);

    assertThat(session.exitCode()).isZero();
    assertThat(session.errorOutput()).isEmpty();
    for (int verdict : verdicts) {
      assertThat(session.answers().get(verdict)).as(lines.get(verdict)).startsWith("Right: ");
    }
    assertThat(session.answers().get(lines.size() - 1).lines())
        .hasSize(10)
        .allMatch(line -> line.startsWith(" ✓ lesson("));
  }

  @Test
  void explainsAllTenWhereTheyGoWrong() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= LessonScripts.COUNT; i++) {
      lines.add("lesson(" + i + ")");
      lines.add(LessonScripts.wrong(i));
      lines.add("hint()");
    }
    lines.add("answer()");
    lines.add("lesson(12)");

    LabProgram.Session session = LabProgram.session(lines);

    assertThat(session.errorOutput()).isEmpty();
    for (int i = 0; i < LessonScripts.COUNT; i++) {
      assertThat(session.answers().get(3 * i)).startsWith("Lesson " + (i + 1) + " of 10: ");
      assertThat(session.answers().get(3 * i + 1))
          .as(LessonScripts.wrong(i + 1))
          .doesNotStartWith("Right")
          .endsWith("lesson(" + (i + 1) + ") begins again.\n");
      assertThat(session.answers().get(3 * i + 1).lines())
          .as(LessonScripts.wrong(i + 1))
          .hasSizeGreaterThan(4)
          .allMatch(line -> line.length() <= 80);
      assertThat(session.answers().get(3 * i + 2)).isNotBlank();
    }
    assertThat(session.answers().get(lines.size() - 2)).startsWith("This task wants a strategy");
    assertThat(session.answers().get(lines.size() - 1))
        .isEqualTo("there are lessons 1 to 10, but no 12\n");
  }

  @Test
  void speaksTheWordsOfTheAwsCli() throws Exception {
    LabProgram.Session session =
        LabProgram.session(
            List.of(
                "aws(\"aws ecs list-services --cluster production --query serviceArns[0]\")",
                "aws(\"ecs update-service --cluster production --service web --desired-count 4"
                    + " --query service.desiredCount\")",
                "aws(\"ecs wait services-stable --cluster production --services web\")",
                "tasks(\"web\").size()",
                "aws(\"ecs create-servic --cluster production\")",
                "aws(\"ecs stop-task --cluster production --task nope\")",
                "aws(\"ecs stop-task --cluster $CLUSTER\")"));

    assertThat(session.errorOutput()).isEmpty();
    assertThat(session.answers())
        .containsExactly(
            "\"arn:aws:ecs:us-east-1:123456789012:service/production/web\"\n",
            "4\n",
            "(15 s of virtual time went by: it is 2026-01-01T00:04:15Z)\n",
            "4\n",
            "aws: error: argument operation: Invalid choice: 'create-servic', maybe you meant:"
                + " create-service\n",
            "An error occurred (InvalidParameterException) when calling the StopTask operation:"
                + " The referenced task was not found.\n",
            "the lab knows no shell variables: write the value of $CLUSTER in its place\n");
  }
}
