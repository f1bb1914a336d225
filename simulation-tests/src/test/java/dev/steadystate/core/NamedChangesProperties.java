package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceExplanation;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The smallest change that an explanation names is made in a fork, and the task is placed. */
class NamedChangesProperties {
  private static final ImmutableList<PlacementConstraint> CONSTRAINTS =
      ImmutableList.of(
          PlacementConstraint.memberOf("attribute:disk == ssd"),
          PlacementConstraint.memberOf("attribute:rack =~ 'r[0-3]'"),
          PlacementConstraint.distinctInstance());

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void theNextLaunchAttemptAfterTheNamedChangePlacesATask(@ForAll long seed) {
    tryOne(seed);
  }

  /** The search is worth something: it meets changes of several kinds. */
  @Example
  void changesOfSeveralKindsAreMade() {
    long kinds =
        LongStream.range(0, 200)
            .mapToObj(NamedChangesProperties::tryOne)
            .flatMap(Optional::stream)
            .map(change -> change.getClass().getSimpleName())
            .distinct()
            .count();

    assertThat(kinds).isGreaterThan(3);
  }

  /** Returns the change that was named and made, if there was one that a call can make. */
  private static Optional<PlacementExplanation.Change> tryOne(long seed) {
    Stream chance = Stream.of(seed);
    EcsSimulation ecs = world(chance);
    ServiceExplanation explanation = ecs.explain("web");
    Optional<PlacementExplanation.Change> change =
        explanation.lacks().stream()
            .flatMap(lack -> lack.placement().stream())
            .flatMap(placement -> placement.smallestChange().stream())
            .findFirst();
    EcsSimulation fork = ecs.fork();
    if (change.isEmpty() || !make(fork, change.get())) {
      return Optional.empty();
    }
    int launched = fork.serviceView("default", "web").launched();

    Instant attempt = fork.nextLaunchAttempt("web").orElse(fork.now());
    fork.runUntil(attempt.isAfter(fork.now()) ? attempt : fork.now());
    fork.runFor(Duration.ofSeconds(10));

    assertThat(fork.serviceView("default", "web").launched())
        .as("%s after %s", change.get(), explanation)
        .isGreaterThan(launched);
    return change;
  }

  private static EcsSimulation world(Stream chance) {
    EcsSimulation ecs = EcsSimulation.create();
    register(ecs, "filler", 64, 128);
    register(ecs, "web", 128 * (1 + chance.nextInt(6)), 256 * (1 + chance.nextInt(8)));
    int instances = chance.nextInt(4);
    for (int i = 0; i < instances; i++) {
      ContainerInstance instance =
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3))
              .withCpu(1024)
              .withMemory(2048)
              .withAttribute("rack", "r" + chance.nextInt(6));
      ecs.registerContainerInstance(
          chance.nextInt(3) == 0 ? instance.withAttribute("disk", "ssd") : instance);
      for (int filler = chance.nextInt(16); filler > 0; filler--) {
        ecs.runTask(
            RunTask.of("filler")
                .withPlacementConstraints(PlacementConstraint.memberOf("ec2InstanceId == i-" + i)));
      }
      switch (chance.nextInt(6)) {
        case 0 -> ecs.drain("i-" + i);
        case 1 -> ecs.inject(new Fault.AgentDisconnected("i-" + i));
        default -> {}
      }
    }
    Service web = Service.of("web", "web:1", 1 + chance.nextInt(4));
    ecs.createService(
        chance.nextInt(2) == 0
            ? web
            : web.withPlacementConstraints(CONSTRAINTS.get(chance.nextInt(CONSTRAINTS.size()))));
    ecs.runFor(Duration.ofSeconds(30L + chance.nextInt(200)));
    return ecs;
  }

  private static void register(EcsSimulation ecs, String family, int cpu, int memory) {
    ecs.call(
        "RegisterTaskDefinition",
        Json.read(
            """
            {"family": "%s",
             "containerDefinitions": [{"name": "a", "image": "a", "cpu": %d, "memory": %d}]}
            """
                .formatted(family, cpu, memory)));
  }

  /** Makes the change by what the API offers, if it offers a way. */
  private static boolean make(EcsSimulation ecs, PlacementExplanation.Change change) {
    if (change instanceof PlacementExplanation.Activated activated) {
      ecs.activate(activated.name());
    } else if (change instanceof PlacementExplanation.AgentConnected connected) {
      ecs.inject(new Fault.AgentConnected(connected.name()));
    } else if (change instanceof PlacementExplanation.WithoutConstraint) {
      ecs.call("UpdateService", Json.read("{\"service\": \"web\", \"placementConstraints\": []}"));
    } else if (change instanceof PlacementExplanation.AnotherLike another) {
      registerLike(ecs, ecs.instance(another.name()));
    } else if (change instanceof PlacementExplanation.MoreRoom more) {
      return stopFillers(ecs, more);
    } else {
      return false;
    }
    return true;
  }

  private static void registerLike(EcsSimulation ecs, InstanceSnapshot model) {
    ContainerInstance like =
        ContainerInstance.of("i-new", model.availabilityZone()).withCpu(1024).withMemory(2048);
    for (Map.Entry<String, String> attribute : model.attributes().entrySet()) {
      if (!attribute.getKey().startsWith("ecs.")) {
        like = like.withAttribute(attribute.getKey(), attribute.getValue());
      }
    }
    ecs.registerContainerInstance(like);
  }

  /** Room on an instance is made by stopping what fills it, where that is enough. */
  private static boolean stopFillers(EcsSimulation ecs, PlacementExplanation.MoreRoom more) {
    long missing = more.amount();
    for (TaskSnapshot task : ecs.tasks()) {
      if (missing > 0
          && task.isLive()
          && task.service().isEmpty()
          && task.ec2InstanceId().equals(more.name())) {
        ecs.stopTask(task.id());
        missing -= more.resource().name().equals("CPU") ? task.cpu() : task.memory();
      }
    }
    return missing <= 0;
  }
}
