package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.TaskDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTaskRulesTest {
  private static final TaskDefinition BATCH = TaskDefinition.of("batch", "busybox");
  private static final TaskDefinition FARGATE = BATCH.onFargate(256, 512);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bridge  | {'count': 0}                          | count should be between 1 and 10 but was 0
          bridge  | {'count': 11}                         | count should be between 1 and 10 but was 11
          bridge  | {'startedBy': 'a b'}                  | startedBy should be at most 128 letters, digits, hyphens, underscores and slashes but was "a b"
          bridge  | {'group': ''}                         | group should be 1 to 255 characters but was ""
          bridge  | {'launchType': 'FARGATE'}             | Task definition does not support launch_type FARGATE.
          fargate | {}                                    | Network Configuration must be provided when networkMode 'awsvpc' is specified.
          fargate | {'launchType': 'FARGATE', 'placementStrategy': [{'type': 'random'}]} | Placement strategies are not supported with FARGATE launch type
          fargate | {'launchType': 'FARGATE', 'placementConstraints': [{'type': 'distinctInstance'}]} | Placement constraints are not supported with FARGATE launch type
          bridge  | {'platformVersion': 'LATEST'}         | The platform version must be null when specifying an EC2 launch type
          bridge  | {'propagateTags': 'SERVICE'}          | propagateTags SERVICE is only supported for services
          bridge  | {'overrides': {'containerOverrides': [{'name': 'migrate'}]}} | Override for container named migrate is not a container in the TaskDefinition.
          bridge  | {'clientToken': 'ü'}                  | clientToken should be at most 64 visible ASCII characters but was "ü"
          bridge  | {'capacityProviderStrategy': [{'capacityProvider': 'a'}]} | There are no capacity providers in the capacity provider strategy with a weight value greater than zero
          """)
  void refusesARun(String definition, String change, String sentence) {
    Document request = json("{'taskDefinition': 'batch'}").with(json(change));
    Schema.check("RunTask", request);

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Rules.check(
                    Requests.runTask(request), definition.equals("bridge") ? BATCH : FARGATE))
        .withMessage(sentence)
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("InvalidParameterException"));
  }

  @Test
  void refusesLongNames() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(RunTask.of("batch").withGroup("x".repeat(256)), BATCH));
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(RunTask.of("batch").withStartedBy("x".repeat(129)), BATCH));
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Rules.check(
                    RunTask.of("batch").onInstances("i-1").withStartedBy("x".repeat(37)), BATCH));
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Rules.check(
                    RunTask.of("batch")
                        .withOther(Document.of("overrides", Document.of("cpu", "9".repeat(8192)))),
                    BATCH))
        .withMessage("overrides can have at most 8192 characters but had 8202");
  }

  @Test
  void startsTasksOnOneToTenInstances() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () -> Requests.startTask(json("{'taskDefinition': 'batch', 'containerInstances': []}")))
        .withMessage("Container Instances cannot be empty.")
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("ClientException"));
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Rules.check(
                    RunTask.of("batch")
                        .onInstances("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
                    BATCH))
        .withMessage("containerInstances can have at most 10 items but had 11");
    assertThat(
            Requests.startTask(
                    json("{'taskDefinition': 'batch', 'containerInstances': ['i-1', 'i-2']}"))
                .count())
        .isEqualTo(2);
  }

  @Test
  void acceptsWhatEcsAccepts() {
    assertThatCode(
            () -> {
              Rules.check(RunTask.of("batch").withCount(10).withStartedBy("cron/7_a-b"), BATCH);
              Rules.check(RunTask.of("batch").onInstances("i-1"), BATCH);
              Rules.check(
                  RunTask.of("batch").withLaunchType(LaunchType.FARGATE).inSubnets("subnet-1"),
                  FARGATE);
            })
        .doesNotThrowAnyException();
  }
}
