package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency.Condition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.TaskDefinition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskDefinitionRulesTest {
  private static final Document WEB =
      json(
          "{'family': 'web', 'containerDefinitions': [{'name': 'app', 'image': 'nginx', 'memory': 128}]}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'containerDefinitions': []}                                           | Container list cannot be empty.
          {'containerDefinitions': [{'image': 'a', 'memory': 9}]}                | Container.name should not be null or empty.
          {'containerDefinitions': [{'name': 'a', 'memory': 9}]}                 | Container.image should not be null or empty.
          {'containerDefinitions': [{'name': 'a b', 'image': 'a', 'memory': 9}]} | Container.name should be 1 to 255 letters, digits, hyphens and underscores but was "a b"
          {'containerDefinitions': [{'name': 'a', 'image': 'a'}]}                | Invalid setting for container 'a'. At least one of 'memory' or 'memoryReservation' must be specified.
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 5}]}   | Invalid setting for container 'a'. 'memory' must be at least 6 but was 5.
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'memoryReservation': 10}]} | 'memory' must be greater than or equal to 'memoryReservation'
          {'memory': '100'}                                                      | The 'memory' setting for container 'app' is greater than for the task
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'essential': false}]} | Task definition doesn't have any essential container
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9}, {'name': 'a', 'image': 'a', 'memory': 9}]} | Container names must be unique within a task definition
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'cpu': -1}]} | cpu of container 'a' should be at least 0 but was -1
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'portMappings': [{'containerPort': 65536}]}]} | containerPort should be between 0 and 65535 but was 65536
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'healthCheck': {'command': [], 'interval': 4}}]} | interval of a health check should be between 5 and 300 but was 4
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'healthCheck': {'command': [], 'timeout': 61}}]} | timeout of a health check should be between 2 and 60 but was 61
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'healthCheck': {'command': [], 'retries': 0}}]} | retries of a health check should be between 1 and 10 but was 0
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'healthCheck': {'command': [], 'startPeriod': 301}}]} | startPeriod of a health check should be between 0 and 300 but was 301
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'restartPolicy': {'enabled': true, 'restartAttemptPeriod': 59}}]} | restartAttemptPeriod should be between 60 and 1800 but was 59
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'resourceRequirements': [{'type': 'GPU', 'value': 'x'}]}]} | the value of a GPU requirement should be a whole number but was "x"
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'secrets': [{'name': 's', 'valueFrom': 'v'}]}]} | When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.
          {'networkMode': 'awsvpc', 'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'portMappings': [{'containerPort': 80, 'hostPort': 81}]}]} | When networkMode=awsvpc, the host ports and container ports in port mappings must match.
          {'networkMode': 'none', 'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'portMappings': [{'containerPort': 80}]}]} | Port mappings are not supported with networkMode=none.
          {'family': 'web app'}                                                  | family should be 1 to 255 letters, digits, hyphens and underscores but was "web app"
          {'cpu': 'many'}                                                        | Invalid 'cpu' setting for task.
          {'cpu': '0.0001 vCPU'}                                                 | Invalid 'cpu' setting for task.
          {'cpu': '127'}                                                         | Invalid 'cpu' setting for task.
          {'cpu': '196609'}                                                      | Invalid 'cpu' setting for task.
          {'memory': '1 TB'}                                                     | Invalid 'memory' setting for task.
          {'memory': '999999999999 GB'}                                          | Invalid 'memory' setting for task.
          {'requiresCompatibilities': ['FARGATE']}                               | Fargate only supports network mode ‘awsvpc’.
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc'}      | Fargate requires that 'cpu' be defined at the task level.
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '256'} | Fargate requires that 'memory' be defined at the task level.
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '4096'} | No Fargate configuration exists for given values.
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '512', 'placementConstraints': [{'type': 'memberOf', 'expression': 'attribute:a exists'}]} | Fargate compatible task definitions do not support constraints
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '512', 'ephemeralStorage': {'sizeInGiB': 20}} | EphemeralStorage size should be at least 21
          {'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '512', 'containerDefinitions': [{'name': 'a', 'image': 'a', 'stopTimeout': 121}]} | Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'dependsOn': [{'containerName': 'b', 'condition': 'START'}]}]} | Cannot depend on container b because it does not exist
          {'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'dependsOn': [{'containerName': 'a', 'condition': 'START'}]}]} | container 'a' waits for itself in a circle
          """)
  void refusesWithAClientException(String change, String sentence) {
    Document request = WEB.with(json(change));
    Schema.check("RegisterTaskDefinition", request);

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(Requests.taskDefinition(request)))
        .withMessage(sentence)
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("ClientException"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'networkMode': 'host', 'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'portMappings': [{'containerPort': 80, 'hostPort': 80}]}]}",
        "{'containerDefinitions': [{'name': 'a', 'image': 'a', 'memory': 9, 'memoryReservation': 9}]}",
        "{'memory': '128', 'cpu': '.125 vCPU'}",
        "{'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc', 'cpu': '0.25 vCPU', 'memory': '0.5GB'}"
      })
  void acceptsWhatEcsAccepts(String change) {
    Document request = WEB.with(json(change));
    Schema.check("RegisterTaskDefinition", request);

    assertThatCode(() -> Rules.check(Requests.taskDefinition(request))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "256, 512, true",
    "256, 1024, true",
    "256, 2048, true",
    "256, 1536, false",
    "256, 3072, false",
    "512, 1024, true",
    "512, 512, false",
    "512, 4096, true",
    "512, 5120, false",
    "1024, 2048, true",
    "1024, 8192, true",
    "1024, 1024, false",
    "1024, 2049, false",
    "2048, 4096, true",
    "2048, 16384, true",
    "2048, 17408, false",
    "4096, 8192, true",
    "4096, 30720, true",
    "4096, 31744, false",
    "8192, 16384, true",
    "8192, 61440, true",
    "8192, 17408, false",
    "16384, 32768, true",
    "16384, 122880, true",
    "16384, 36864, false",
    "300, 1024, false"
  })
  void knowsTheSizesOfFargate(int cpu, int memory, boolean exists) {
    assertThat(Fargate.hasSize(cpu, memory)).isEqualTo(exists);
  }

  @Rule("TK-30")
  @Test
  void allowsTenContainers() {
    assertThatCode(() -> Rules.check(TaskDefinition.of("web", containers(10))))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(TaskDefinition.of("web", containers(11))))
        .withMessage("a task definition can have at most 10 containers but had 11");
  }

  @Rule("TK-40")
  @Test
  void seesWhoeverWaitsInACircle() {
    TaskDefinition circle =
        TaskDefinition.of(
            "web",
            ContainerDefinition.of("a", "a"),
            ContainerDefinition.of("b", "b").withDependsOn("c", Condition.START),
            ContainerDefinition.of("c", "c")
                .withDependsOn("a", Condition.START)
                .withDependsOn("b", Condition.START));

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(circle))
        .withMessage("container 'b' waits for itself in a circle");
  }

  @Rule({"TK-42", "TK-43"})
  @Test
  void knowsOnWhatAContainerMayDepend() {
    ContainerDefinition database = ContainerDefinition.of("db", "db");

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(waitingFor(database, Condition.SUCCESS)))
        .withMessage(
            "A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
                + " container");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(waitingFor(database, Condition.HEALTHY)))
        .withMessage(
            "A dependency container with HEALTHY condition must have health check configured");
    assertThatCode(
            () -> {
              Rules.check(waitingFor(database, Condition.START));
              Rules.check(waitingFor(database.withEssential(false), Condition.COMPLETE));
              Rules.check(
                  waitingFor(database.withHealthCheck(HealthCheck.standard()), Condition.HEALTHY));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void allowsSixtyFourKibibytes() {
    TaskDefinition huge =
        TaskDefinition.of("web", "nginx").withOther(Document.of("taskRoleArn", "x".repeat(65536)));

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Rules.check(huge))
        .withMessage("Actual length: '65554'. Max allowed length is '65536' bytes.");
  }

  private static TaskDefinition waitingFor(ContainerDefinition other, Condition condition) {
    return TaskDefinition.of(
        "web", ContainerDefinition.of("web", "nginx").withDependsOn("db", condition), other);
  }

  private static ContainerDefinition[] containers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ContainerDefinition.of("c" + i, "nginx"))
        .toArray(ContainerDefinition[]::new);
  }
}
