package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.ContainerDependency.Condition;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.NetworkMode;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.PortMapping;
import dev.steadystate.core.model.RestartPolicy;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.model.ZoneRebalancing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
  @Test
  void givesATaskDefinitionTheDefaultsOfEcs() {
    Document request =
        json(
            "{'family': 'web', 'containerDefinitions': [{'name': 'app', 'image': 'nginx', 'memory': 128,"
                + " 'portMappings': [{'containerPort': 80}], 'healthCheck': {'command': ['x']},"
                + " 'restartPolicy': {'enabled': true}}]}");

    TaskDefinition web = Requests.taskDefinition(request);

    assertThat(web.networkMode()).isEqualTo(NetworkMode.BRIDGE);
    assertThat(web.cpu()).isEmpty();
    assertThat(web.document()).isEqualTo(request);
    ContainerDefinition app = web.containers().get(0);
    assertThat(app.essential()).isTrue();
    assertThat(app.cpu()).isZero();
    assertThat(app.portMappings()).containsExactly(PortMapping.of(80));
    assertThat(app.healthCheck()).contains(HealthCheck.standard());
    assertThat(app.restartPolicy()).contains(RestartPolicy.standard());
  }

  @Test
  void readsAllOfATaskDefinition() {
    TaskDefinition web =
        Requests.taskDefinition(
            json(
                """
                {'family': 'web', 'networkMode': 'host', 'cpu': '1 vCPU', 'memory': '0.5GB',
                 'requiresCompatibilities': ['EC2'],
                 'runtimePlatform': {'operatingSystemFamily': 'LINUX', 'cpuArchitecture': 'ARM64'},
                 'placementConstraints': [{'type': 'memberOf', 'expression': 'attribute:a exists'}],
                 'containerDefinitions': [
                   {'name': 'app', 'image': 'nginx', 'cpu': 10, 'memory': 20, 'memoryReservation': 15,
                    'essential': false, 'startTimeout': 5, 'stopTimeout': 6,
                    'portMappings': [{'containerPort': 53, 'protocol': 'udp', 'name': 'dns'}],
                    'dependsOn': [{'containerName': 'db', 'condition': 'HEALTHY'}],
                    'resourceRequirements': [{'type': 'GPU', 'value': '2'}],
                    'healthCheck': {'command': ['x'], 'interval': 6, 'timeout': 7, 'retries': 8, 'startPeriod': 9},
                    'restartPolicy': {'enabled': true, 'ignoredExitCodes': [0, 3], 'restartAttemptPeriod': 60}}]}"""));

    assertThat(web.networkMode()).isEqualTo(NetworkMode.HOST);
    assertThat(web.cpu()).hasValue(1024);
    assertThat(web.memory()).hasValue(512);
    assertThat(web.requiresCompatibilities()).containsExactly("EC2");
    assertThat(web.requiredAttributes())
        .containsExactly(
            new Attribute("ecs.os-family", "LINUX"),
            new Attribute("ecs.cpu-architecture", "arm64"));
    assertThat(web.placementConstraints())
        .containsExactly(PlacementConstraint.memberOf("attribute:a exists"));
    assertThat(web.containers())
        .containsExactly(
            ContainerDefinition.of("app", "nginx")
                .withCpu(10)
                .withMemory(20)
                .withMemoryReservation(15)
                .withGpus(2)
                .withEssential(false)
                .withStartTimeout(5)
                .withStopTimeout(6)
                .withPortMappings(new PortMapping(53, 0, "udp", "dns"))
                .withDependsOn("db", Condition.HEALTHY)
                .withHealthCheck(new HealthCheck(6, 7, 8, 9))
                .withRestartPolicy(new RestartPolicy(true, ImmutableList.of(0, 3), 60)));
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "1 vCPU, 1024",
    ".25 vcpu, 256",
    "0.5VCPU, 512",
    "16 vCPU, 16384",
    "' 256 ', 256"
  })
  void readsCpuInUnitsAndInVcpus(String text, int units) {
    assertThat(Sizes.cpu(text)).hasValue(units);
  }

  @ParameterizedTest
  @CsvSource({"512, 512", "1GB, 1024", "0.5 GB, 512", "30 gb, 30720"})
  void readsMemoryInMebibytesAndInGigabytes(String text, int mebibytes) {
    assertThat(Sizes.memory(text)).hasValue(mebibytes);
  }

  @ParameterizedTest
  @CsvSource({"''", "-1", "1.5", "1e3", "1 GB", "0.0001 vCPU", "9999999999", "999999 vCPU x"})
  void refusesOtherCpu(String text) {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Sizes.cpu(text))
        .withMessage("Invalid 'cpu' setting for task.");
  }

  @Test
  void givesAServiceTheDefaultsOfEcs() {
    Service service =
        Requests.service(
            json("{'serviceName': 'web', 'taskDefinition': 'web:1', 'desiredCount': 3}"));

    assertThat(service.cluster()).isEqualTo("default");
    assertThat(service.launchType()).isEmpty();
    assertThat(service.schedulingStrategy()).isEqualTo(SchedulingStrategy.REPLICA);
    assertThat(service.deploymentConfiguration()).isEqualTo(DeploymentConfiguration.replica());
    assertThat(service.zoneRebalancing()).isEmpty();
    assertThat(service.deploymentController()).isEqualTo("ECS");
    assertThat(service.toDocument()).isEqualTo(Service.of("web", "web:1", 3).toDocument());
  }

  @Rule("DEP-35")
  @Test
  void givesADaemonItsOwnPercentages() {
    Service agent =
        Requests.service(
            json("{'serviceName': 'a', 'taskDefinition': 'a', 'schedulingStrategy': 'DAEMON'}"));

    assertThat(agent.deploymentConfiguration()).isEqualTo(DeploymentConfiguration.daemon());
    assertThat(agent.desiredCount()).isEmpty();
    assertThat(agent.toDocument()).isEqualTo(Service.daemon("a", "a").toDocument());
  }

  @Test
  void readsAllOfAService() {
    Document request =
        json(
            """
            {'cluster': 'c', 'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 3,
             'launchType': 'EC2', 'availabilityZoneRebalancing': 'DISABLED',
             'deploymentConfiguration': {
               'minimumHealthyPercent': 50, 'maximumPercent': 150, 'bakeTimeInMinutes': 5,
               'deploymentCircuitBreaker': {'enable': true, 'rollback': false,
                 'resetOnHealthyTask': false,
                 'thresholdConfiguration': {'type': 'COUNT', 'value': 7}},
               'alarms': {'alarmNames': ['a'], 'enable': true, 'rollback': true}},
             'placementConstraints': [{'type': 'distinctInstance'}],
             'placementStrategy': [{'type': 'spread', 'field': 'instanceId'}],
             'healthCheckGracePeriodSeconds': 60,
             'networkConfiguration': {'awsvpcConfiguration':
               {'subnets': ['s-1', 's-2'], 'securityGroups': ['g']}},
             'loadBalancers': [{'targetGroupArn': 't', 'containerName': 'app', 'containerPort': 80}],
             'deploymentController': {'type': 'mine'},
             'propagateTags': 'SERVICE'}""");

    Service service = Requests.service(request);

    Service same =
        Service.of("web", "web", 3)
            .withCluster("c")
            .withLaunchType(LaunchType.EC2)
            .withZoneRebalancing(ZoneRebalancing.DISABLED)
            .withMinimumHealthyPercent(50)
            .withMaximumPercent(150)
            .withCircuitBreaker(
                CircuitBreaker.withoutRollback()
                    .withResetOnHealthyTask(false)
                    .withThreshold(CircuitBreaker.Threshold.COUNT, 7))
            .withAlarms(DeploymentAlarms.withRollback("a"))
            .withPlacementConstraints(PlacementConstraint.distinctInstance())
            .withPlacementStrategy(PlacementStrategy.spread("instanceId"))
            .withGracePeriod(60)
            .inSubnets("s-1", "s-2")
            .withTargetGroup("t", "app", 80)
            .withDeploymentController("mine");
    assertThat(service)
        .usingRecursiveComparison()
        .ignoringFields("document", "deploymentConfiguration")
        .isEqualTo(same);
    assertThat(service.deploymentConfiguration().bakeTimeInMinutes()).isEqualTo(5);
    assertThat(service.deploymentConfiguration().circuitBreaker())
        .isEqualTo(same.deploymentConfiguration().circuitBreaker());
    assertThat(service.document()).isEqualTo(request);
    assertThat(service.toDocument().string("propagateTags")).contains("SERVICE");
    assertThat(service.toDocument().document("networkConfiguration"))
        .isEqualTo(request.document("networkConfiguration"));
    assertThat(service.toDocument().list("loadBalancers")).isEqualTo(request.list("loadBalancers"));
  }

  @Rule("OWN-14")
  @Test
  void keepsWhatIsNotSimulatedWhileTheRestChanges() {
    Service service =
        Requests.service(
                json(
                    """
                    {'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 3,
                     'networkConfiguration': {'awsvpcConfiguration':
                       {'subnets': ['s-1'], 'securityGroups': ['g']}},
                     'loadBalancers': [{'targetGroupArn': 't', 'containerName': 'app'}],
                     'tags': [{'key': 'a', 'value': 'b'}]}"""))
            .withDesiredCount(5)
            .inSubnets("s-2")
            .withTargetGroup("u", "app", 80);

    assertThat(service.toDocument())
        .isEqualTo(
            Service.of("web", "web", 5)
                .toDocument()
                .with(
                    json(
                        """
                        {'networkConfiguration': {'awsvpcConfiguration':
                           {'subnets': ['s-2'], 'securityGroups': ['g']}},
                         'loadBalancers': [{'targetGroupArn': 't', 'containerName': 'app'},
                           {'targetGroupArn': 'u', 'containerName': 'app',
                            'containerPort': 80}],
                         'tags': [{'key': 'a', 'value': 'b'}]}""")));
  }

  @Test
  void runsOnFargateWhereAStrategyNamesIt() {
    Service service =
        Requests.service(
            json(
                "{'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 3,"
                    + " 'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]}"));

    assertThat(service.launchType()).contains(LaunchType.FARGATE);
    assertThat(service.toDocument().has("launchType")).isFalse();
  }

  @Test
  void changesOnlyWhatAnUpdateNames() {
    Service present =
        Service.of("web", "web:1", 3)
            .withPlacementStrategy(PlacementStrategy.random())
            .withPlacementConstraints(PlacementConstraint.distinctInstance())
            .withMinimumHealthyPercent(50)
            .withOther(json("{'tags': [{'key': 'a', 'value': 'b'}]}"));
    ServiceUpdate update =
        Requests.serviceUpdate(
            json(
                """
                {'service': 'web', 'taskDefinition': 'web:2', 'placementStrategy': [],
                 'deploymentConfiguration': {'maximumPercent': 150},
                 'healthCheckGracePeriodSeconds': 9, 'propagateTags': 'SERVICE',
                 'forceNewDeployment': true}"""));

    Service updated = Requests.updated(present, update);

    assertThat(update.forceNewDeployment()).isTrue();
    assertThat(update.placementConstraints()).isEmpty();
    assertThat(updated.taskDefinition()).isEqualTo("web:2");
    assertThat(updated.desiredCount()).hasValue(3);
    assertThat(updated.placementStrategy()).isEmpty();
    assertThat(updated.placementConstraints())
        .containsExactly(PlacementConstraint.distinctInstance());
    assertThat(updated.deploymentConfiguration().minimumHealthyPercent()).isEqualTo(50);
    assertThat(updated.deploymentConfiguration().maximumPercent()).isEqualTo(150);
    assertThat(updated.healthCheckGracePeriodSeconds()).isEqualTo(9);
    assertThat(updated.toDocument().members().keySet())
        .contains("tags", "propagateTags")
        .doesNotContain("forceNewDeployment", "service");
  }

  @Test
  void readsAnUpdateLikeOneBuiltByHand() {
    ServiceUpdate byHand =
        ServiceUpdate.of("web")
            .withCluster("c")
            .withDesiredCount(2)
            .withTaskDefinition("web:2")
            .withForceNewDeployment()
            .withMinimumHealthyPercent(0)
            .withMaximumPercent(150)
            .withCircuitBreaker(CircuitBreaker.withRollback())
            .withAlarms(DeploymentAlarms.withoutRollback("a"))
            .withPlacementConstraints()
            .withPlacementStrategy(PlacementStrategy.binpack("cpu"))
            .withZoneRebalancing(ZoneRebalancing.ENABLED)
            .withGracePeriod(1)
            .inSubnets("s")
            .withTargetGroup("t", "app", 80);
    Document request = byHand.toDocument();

    Schema.check("UpdateService", request);

    assertThat(Requests.serviceUpdate(request))
        .usingRecursiveComparison()
        .ignoringFields("document")
        .isEqualTo(byHand);
    assertThat(Requests.serviceUpdate(request).toDocument()).isEqualTo(request);
  }

  @Test
  void readsARunLikeOneBuiltByHand() {
    RunTask run =
        RunTask.of("batch")
            .withCluster("c")
            .withCount(2)
            .withLaunchType(LaunchType.EC2)
            .withGroup("g")
            .withStartedBy("me")
            .withPlacementConstraints(PlacementConstraint.memberOf("attribute:a exists"))
            .withPlacementStrategy(PlacementStrategy.random())
            .inSubnets("s");
    RunTask start = RunTask.of("batch").onInstances("i-1", "i-2");

    Schema.check("RunTask", run.toDocument());
    Schema.check("StartTask", start.toDocument());

    assertThat(Requests.runTask(run.toDocument()))
        .usingRecursiveComparison()
        .ignoringFields("document")
        .isEqualTo(run);
    assertThat(Requests.startTask(start.toDocument()))
        .usingRecursiveComparison()
        .ignoringFields("document")
        .isEqualTo(start);
  }

  @Test
  void readsAContainerInstanceAsTheAgentSendsIt() {
    ContainerInstance instance =
        Requests.containerInstance(
            json(
                """
                {'cluster': 'c',
                 'totalResources': [
                   {'name': 'CPU', 'type': 'INTEGER', 'integerValue': 4096},
                   {'name': 'MEMORY', 'type': 'INTEGER', 'integerValue': 8000},
                   {'name': 'PORTS', 'type': 'STRINGSET',
                    'stringSetValue': ['22', '2375', '2376', '51678', '51679', '8080']},
                   {'name': 'PORTS_UDP', 'type': 'STRINGSET', 'stringSetValue': ['53']}],
                 'attributes': [{'name': 'ecs.availability-zone', 'value': 'us-east-1c'},
                   {'name': 'ecs.capability.task-eni'}, {'name': 'ecs.os-type', 'value': 'linux'},
                   {'name': 'ecs.cpu-architecture', 'value': 'arm64'}],
                 'platformDevices': [{'id': 'GPU-1', 'type': 'GPU'}]}"""));

    assertThat(instance.cpu()).isEqualTo(4096);
    assertThat(instance.memory()).isEqualTo(8000);
    assertThat(instance.availabilityZone()).isEqualTo("us-east-1c");
    assertThat(instance.reservedPorts()).containsExactly(8080);
    assertThat(instance.reservedUdpPorts()).containsExactly(53);
    assertThat(instance.gpus()).isEqualTo(1);
    assertThat(instance.networkInterfaces()).isEqualTo(ContainerInstance.UNLIMITED);
    assertThat(instance.attributes())
        .containsExactly(
            new Attribute("ecs.availability-zone", "us-east-1c"),
            new Attribute("ecs.capability.task-eni", ""),
            new Attribute("ecs.os-type", "linux"),
            new Attribute("ecs.cpu-architecture", "arm64"));
  }

  @Test
  void readsAContainerInstanceLikeOneBuiltByHand() {
    ContainerInstance byHand =
        ContainerInstance.of("i-a1", "us-east-1a")
            .withCluster("c")
            .withCpu(1024)
            .withMemory(2000)
            .withGpus(2)
            .withNetworkInterfaces(3)
            .withReservedPorts(8080, 9090)
            .withReservedUdpPorts(53)
            .withInstanceType("c5.large")
            .withAttribute("stack", "prod");

    Schema.check("RegisterContainerInstance", byHand.toDocument());

    assertThat(Requests.containerInstance(byHand.toDocument())).isEqualTo(byHand);
    assertThat(byHand).hasToString("i-a1 in us-east-1a (1024 CPU, 2000 MiB)");
  }

  @Test
  void refusesAnInstanceThatCannotBe() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () ->
                Requests.containerInstance(
                    json("{'totalResources': [{'name': 'PORTS', 'stringSetValue': ['ssh']}]}")))
        .withMessage("PORTS should hold numbers but held \"ssh\"");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () -> Requests.containerInstance(json("{'instanceIdentityDocument': 'not json'}")))
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("SerializationException"));
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> ContainerInstance.of("i-1", "a").withCpu(-1))
        .withMessage("cpu cannot be a negative number.");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> ContainerInstance.of("i-1", "a").withAttribute("größe", ""))
        .withMessageStartingWith("the name of an attribute should be");
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> ContainerInstance.of("i-1", "a").withAttribute("size", " big"))
        .withMessageStartingWith("the value of an attribute should be");
  }

  @Test
  void startsWithAContainerOfTheName() {
    TaskDefinition web = TaskDefinition.of("web", "nginx");

    assertThat(web.containers()).containsExactly(ContainerDefinition.of("web", "nginx"));
    assertThat(web.onFargate(256, 512).requiresCompatibilities())
        .isEqualTo(ImmutableSet.of("FARGATE"));
    assertThat(web)
        .hasToString(
            "{\"family\":\"web\",\"networkMode\":\"bridge\",\"containerDefinitions\":[{\"name\":\"web\","
                + "\"image\":\"nginx\",\"cpu\":256,\"memory\":512,\"portMappings\":[],\"essential\":true}]}");
  }
}
