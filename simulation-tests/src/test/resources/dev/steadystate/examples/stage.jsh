import dev.steadystate.core.*;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.*;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.*;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.view.*;
import dev.steadystate.deployment.*;
import dev.steadystate.placement.*;
import dev.steadystate.placement.query.*;
import dev.steadystate.testkit.compare.*;
import dev.steadystate.testkit.junit.*;
import dev.steadystate.testkit.law.*;
import dev.steadystate.testkit.random.*;
import dev.steadystate.testkit.scenario.*;
import java.time.*;
import java.util.*;
import java.util.stream.*;
import net.jqwik.api.*;
import static dev.steadystate.core.fate.StartFailure.Stage.PULL;
import static dev.steadystate.testkit.assertions.SimulationAssertions.assertThat;
import static java.time.Duration.ofMinutes;

String text = """
    name: a rollout
    clusters:
      - clusterName: default
        containerInstances: [{count: 3, cpu: 4096, memory: 8192}]
    steps:
      - at: 0s
        RegisterTaskDefinition: {family: web, containerDefinitions: [{name: app, image: nginx, memory: 256}]}
      - {at: 0s, CreateService: {serviceName: web, taskDefinition: web, desiredCount: 2}}
    until: 5m
    """;
Scenario scenario = Scenario.parse(text);
Experiment experiment = Experiment.of(scenario).overSeeds(1, 2);
EcsSimulation ecs;

/** Any place that a query may be asked about. */
QueryTarget instance =
    new QueryTarget() {
      public String attribute(String name) { return "t2.small"; }
      public boolean agentConnected() { return true; }
      public String agentVersion() { return "1.80.0"; }
      public String ec2InstanceId() { return "i-a1"; }
      public Instant registeredAt() { return Instant.EPOCH; }
      public int runningTasksCount() { return 0; }
      public boolean anyTaskGroup(java.util.function.Predicate<String> test) { return false; }
    };

/** Two instances in two zones, two revisions of web, and a service that is about to start. */
void onStage() {
  ecs = EcsSimulation.create();
  ecs.registerContainerInstance("i-a1", "us-east-1a");
  ecs.registerContainerInstance("i-b1", "us-east-1b");
  ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
  ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
  ecs.createService(Service.of("web", "web:1", 2));
}
