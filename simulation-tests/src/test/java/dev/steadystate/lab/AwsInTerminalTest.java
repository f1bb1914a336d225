package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.lab.aws.ActionStory;
import dev.steadystate.lab.aws.AwsCli;
import dev.steadystate.lab.aws.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the AWS CLI's commands as somebody does who pastes them at a terminal. */
class AwsInTerminalTest {
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

  @BeforeEach
  void beginAnew() throws Exception {
    String unused = terminal.answerTo("reset()");
  }

  @Test
  void answersEveryActionAsItDoesWithoutATerminal() throws Exception {
    EcsSimulation elsewhere = new Workbench().ecs();
    AwsCli cli = new AwsCli(elsewhere);

    ActionStory.play(
        command -> {
          Reply reply = cli.run(command);
          assertThat(terminal.answerToLines("aws(\"\"\"", command, "\"\"\")"))
              .as(command)
              .isEqualTo(Printed.line(reply.toString()));
          return reply.output();
        });

    assertThat(terminal.answerTo("ecs().digest()")).isEqualTo(elsewhere.digest() + "\n");
  }

  @Test
  void takesWhatIsPastedFromATutorialWithBackslashesAtTheEndsOfItsLines() throws Exception {
    String pasted =
        terminal.answerToLines(
            "aws(\"\"\"",
            "aws ecs register-task-definition \\",
            "    --family sleep360 \\",
            "    --container-definitions"
                + " '[{\"name\":\"sleep\",\"image\":\"busybox\",\"memory\":10}]' \\",
            "    --query 'taskDefinition.[family, revision]' --output text",
            "aws ecs create-service --service-name sleep --task-definition sleep360 \\",
            "    --desired-count 1 --query service.status",
            "\"\"\")");

    assertThat(pasted).isEqualTo("sleep360\t1\n\"ACTIVE\"\n");
  }

  @Test
  void saysWhatIsWrongAsTheCliDoesAndLeavesAllAsItWas() throws Exception {
    String before = terminal.answerTo("ecs().digest()");

    assertThat(terminal.answerTo("aws(\"ecs stop-task --task nope --cluster default\")"))
        .isEqualTo(
            "An error occurred (InvalidParameterException) when calling the StopTask operation: The"
                + " referenced task was not found.\n");
    assertThat(terminal.answerTo("aws(\"aws ecs create-servic --cluster default\")"))
        .contains("Invalid choice: 'create-servic', maybe you meant: create-service");
    assertThat(terminal.answerTo("aws(\"aws ecs create-service --desired-count 3\")"))
        .contains("the following arguments are required: --service-name");
    assertThat(terminal.answerTo("aws(\"aws ecs create-service --service-name 'a\")")).isNotBlank();
    assertThat(terminal.answerTo("aws(\"aws s3 ls\")")).contains("no other service");
    assertThat(terminal.answerTo("ecs().digest()")).isEqualTo(before);
  }
}
