package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.TaskDefinition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestsProperties {
  private static final TaskDefinition WEB =
      TaskDefinition.of(
              "web", ContainerDefinition.of("web", "nginx").withPortMappings(PortMapping.of(1)))
          .withNetworkMode(NetworkMode.AWSVPC);

  private static final ImmutableMap<String, Consumer<Document>> DOORS =
      ImmutableMap.of(
          "RegisterTaskDefinition", it -> Rules.check(Requests.taskDefinition(it)),
          "CreateService", it -> Rules.check(Requests.service(it), WEB, true),
          "UpdateService", RequestsProperties::update,
          "RunTask", it -> Rules.check(Requests.runTask(it), WEB),
          "StartTask", it -> Rules.check(Requests.startTask(it), WEB),
          "RegisterContainerInstance", Requests::containerInstance);

  private static final ImmutableMap<String, Document> SOUND =
      ImmutableMap.of(
          "RegisterTaskDefinition",
          json(
              """
              {'family': 'web', 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '512',
               'requiresCompatibilities': ['EC2'],
               'containerDefinitions': [{'name': 'a', 'image': 'b', 'cpu': 1, 'memory': 9,
                 'dependsOn': [], 'portMappings': [{'containerPort': 80}], 'stopTimeout': 3,
                 'resourceRequirements': [{'type': 'GPU', 'value': '1'}],
                 'healthCheck': {'command': ['x'], 'interval': 9},
                 'restartPolicy': {'enabled': true, 'ignoredExitCodes': [1]}}],
               'tags': [{'key': 'k', 'value': 'v'}]}"""),
          "CreateService",
          json(
              """
              {'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 3,
               'deploymentConfiguration': {'maximumPercent': 150,
                 'deploymentCircuitBreaker': {'enable': true, 'rollback': true,
                   'thresholdConfiguration': {'type': 'COUNT', 'value': 3}},
                 'alarms': {'alarmNames': [], 'enable': false, 'rollback': false}},
               'placementStrategy': [{'type': 'spread', 'field': 'instanceId'}],
               'placementConstraints': [{'type': 'distinctInstance'}],
               'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}},
               'loadBalancers': [{'targetGroupArn': 't', 'containerName': 'web', 'containerPort': 1}],
               'deploymentController': {'type': 'ECS'}}"""),
          "UpdateService",
          json(
              """
              {'service': 'web', 'desiredCount': 1, 'placementStrategy': [],
               'deploymentConfiguration': {'minimumHealthyPercent': 0,
                 'earlySuccessCriteria': {'enable': true, 'healthyPercent': 50,
                   'sourceServiceRevisionCleanup': 'BLOCKING'}}}"""),
          "RunTask",
          json(
              "{'taskDefinition': 'web', 'count': 2, 'startedBy': 'me', 'overrides': {'cpu': '1'}, "
                  + "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}}"),
          "StartTask",
          json(
              "{'taskDefinition': 'web', 'containerInstances': ['i-1'], "
                  + "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}}"),
          "RegisterContainerInstance",
          json(
              """
              {'instanceIdentityDocument': '{}',
               'totalResources': [{'name': 'CPU', 'integerValue': 1},
                 {'name': 'PORTS', 'stringSetValue': ['1']}],
               'attributes': [{'name': 'a', 'value': 'b'}],
               'platformDevices': [{'id': 'x', 'type': 'GPU'}]}"""));

  private static void update(Document request) {
    Service present = Service.of("web", "web:1", 3).inSubnets("s");
    Rules.check(Requests.updated(present, Requests.serviceUpdate(request)), WEB, true);
  }

  @Example
  void takesTheSoundRequests() {
    SOUND.forEach(
        (action, request) -> {
          Schema.check(action, request);
          Optional.ofNullable(DOORS.get(action)).orElseThrow().accept(request);
        });
  }

  /** Whatever is put somewhere into a sound request, it is taken or refused in the API's way. */
  @Property
  void takesAnyRequestOrRefusesIt(
      @ForAll("actions") String action, @ForAll int place, @ForAll("oddities") Object oddity) {
    Document request =
        (Document) replaced(SOUND.getOrDefault(action, Document.empty()), place, oddity);
    try {
      Schema.check(action, request);
      NotSimulated.listedIn(action, request);
      DOORS.getOrDefault(action, it -> {}).accept(request);
    } catch (EcsException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  @Property
  void readsTheTaskDefinitionThatItWrote(@ForAll("taskDefinitions") TaskDefinition definition) {
    Document request = definition.toDocument();

    Schema.check("RegisterTaskDefinition", request);
    TaskDefinition read = Requests.taskDefinition(Json.read(request.toString()));

    assertThat(read.toDocument()).isEqualTo(request);
    assertThat(Json.write(read.toDocument())).isEqualTo(Json.write(request));
    assertThat(read.family()).isEqualTo(definition.family());
    assertThat(read.cpu()).isEqualTo(definition.cpu());
  }

  @Provide
  Arbitrary<String> actions() {
    return Arbitraries.of(SOUND.keySet());
  }

  @Provide
  Arbitrary<Object> oddities() {
    return Arbitraries.of(
        "",
        "x",
        "ü ",
        "x".repeat(300),
        "DAEMON",
        "-1",
        "99999999999",
        0L,
        -1L,
        1L,
        201L,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        new BigDecimal("0.5"),
        true,
        ImmutableList.of(),
        ImmutableList.of("x", "x"),
        ImmutableList.of(1L, Document.empty()),
        Document.empty(),
        Document.of("type", "x"),
        Document.of("odd", 1));
  }

  @Provide
  Arbitrary<TaskDefinition> taskDefinitions() {
    Arbitrary<List<ContainerDefinition>> containers =
        containers().list().ofMinSize(1).ofMaxSize(3).uniqueElements(ContainerDefinition::name);
    return Combinators.combine(
            containers, Arbitraries.of(NetworkMode.class), Arbitraries.integers().between(0, 4096))
        .as(
            (list, mode, cpu) ->
                TaskDefinition.of("web", list.toArray(ContainerDefinition[]::new))
                    .withNetworkMode(mode)
                    .withCpu(cpu));
  }

  private static Arbitrary<ContainerDefinition> containers() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", "d"),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(6, 60),
            Arbitraries.of(true, false))
        .as(
            (name, number, size, flag) -> {
              ContainerDefinition container =
                  ContainerDefinition.of(name, "image:" + number)
                      .withMemory(flag ? size : 0)
                      .withMemoryReservation(flag ? 0 : size)
                      .withGpus(number)
                      .withEssential(flag)
                      .withPortMappings(PortMapping.of(size), PortMapping.of(size + 1, number));
              return flag
                  ? container.withHealthCheck(HealthCheck.standard().withInterval(size))
                  : container
                      .withRestartPolicy(RestartPolicy.standard().withIgnoredExitCodes(number))
                      .withStopTimeout(size);
            });
  }

  /** Returns the value with one of its parts replaced, or another name for one of its members. */
  private static Object replaced(Object value, int place, Object oddity) {
    int choice = Math.floorMod(place, 7);
    int rest = place / 7;
    if (value instanceof Document document && !document.isEmpty()) {
      ImmutableList<String> names = document.members().keySet().asList();
      String name = names.get(Math.floorMod(rest, names.size()));
      if (choice == 0) {
        return document.without(name);
      }
      if (choice == 1) {
        return document.with(name + "x", oddity);
      }
      Object part = document.get(name).orElseThrow();
      return document.with(
          name, choice == 2 ? oddity : replaced(part, rest / names.size(), oddity));
    }
    if (value instanceof ImmutableList<?> list && !list.isEmpty()) {
      Object first = replaced(list.get(0), rest, oddity);
      return choice == 0 ? ImmutableList.of(first, list.get(0)) : ImmutableList.of(first);
    }
    return oddity;
  }
}
