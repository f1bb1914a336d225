package dev.steadystate.api;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import java.time.Duration;

/** A simulation that is called with JSON, in which ' stands for ". */
final class Account {
  final EcsSimulation ecs;

  private Account(EcsSimulation ecs) {
    this.ecs = ecs;
  }

  static Account empty() {
    return new Account(EcsSimulation.create());
  }

  static Account with(FateSource fates) {
    return new Account(EcsSimulation.builder().fates(fates).build());
  }

  /** Returns an account that keeps for reports what ECS forgets. */
  static Account keepingStoppedTasks() {
    return new Account(EcsSimulation.builder().keepStoppedTasks(true).build());
  }

  /** Returns an account with instances i-1 to i-n, by turns in zones a and b. */
  static Account withInstances(int count) {
    return empty().addInstances(count);
  }

  Account addInstances(int count) {
    for (int i = 1; i <= count; i++) {
      String zone = "us-east-1" + (i % 2 == 1 ? "a" : "b");
      ecs.registerContainerInstance(ContainerInstance.of("i-" + i, zone));
    }
    return this;
  }

  /** Registers a family of one container on EC2, with a port of the host's choice. */
  Account withFamily(String family) {
    call(
        "RegisterTaskDefinition",
        "{'family':'"
            + family
            + "','containerDefinitions':[{'name':'app','image':'"
            + family
            + ":1','cpu':128,'memory':256,'portMappings':[{'containerPort':80}]}]}");
    return this;
  }

  /** Registers a family of one container for Fargate. */
  Account withFargateFamily(String family) {
    call(
        "RegisterTaskDefinition",
        "{'family':'"
            + family
            + "','networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],"
            + "'cpu':'256','memory':'512','containerDefinitions':[{'name':'app','image':'"
            + family
            + ":1','portMappings':[{'containerPort':80}]}]}");
    return this;
  }

  /** Creates a service of web:1 and lets it come up. */
  Account withService(int desiredCount) {
    return withServiceNow(desiredCount).runFor(Duration.ofMinutes(2));
  }

  /** Creates a service of web:1. */
  Account withServiceNow(int desiredCount) {
    call(
        "CreateService",
        "{'serviceName':'web','taskDefinition':'web:1','desiredCount':" + desiredCount + "}");
    return this;
  }

  Account runFor(Duration duration) {
    ecs.runFor(duration);
    return this;
  }

  Document call(String action, String request) {
    return ecs.call(action, Json.read(request.replace('\'', '"')));
  }

  /** Makes a call that must be refused, and returns type and message of the refusal. */
  String refusal(String action, String request) {
    EcsException refused = catchThrowableOfType(EcsException.class, () -> call(action, request));
    if (refused == null) {
      throw new AssertionError(action + " was not refused: " + request);
    }
    return refused.toString();
  }

  /** Returns the only document of a list in an answer. */
  static Document only(Document answer, String list) {
    if (answer.documents(list).size() != 1) {
      throw new AssertionError("expected one of " + list + " but found " + answer);
    }
    return answer.documents(list).get(0);
  }

  /** Writes an answer with ids that are drawn put out of sight. */
  static String blurred(Document answer) {
    return answer
        .toPrettyString()
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID")
        .replaceAll("sha256:[0-9a-f]{64}", "DIGEST")
        .replaceAll("[0-9a-f]{64}", "RUNTIME")
        .replaceAll("\\b[0-9a-f]{32}\\b", "ID")
        .replaceAll("\\b[0-9]{19}\\b", "NUMBER")
        .replaceAll("(service-deployment/[^/]*/[^/]*/)[A-Za-z0-9_-]{21}", "$1SHORT")
        .replaceAll("eni-0[0-9a-f]{16}", "ENI")
        .replaceAll("0a(:[0-9a-f]{2}){5}", "MAC")
        .replaceAll("10\\.0\\.[0-9]+\\.[0-9]+", "ADDRESS")
        .replaceAll("ip-10-0-[0-9]+-[0-9]+", "HOST");
  }
}
