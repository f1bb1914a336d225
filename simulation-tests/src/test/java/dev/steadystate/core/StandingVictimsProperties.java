package dev.steadystate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.random.Stream;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Who stops does not depend on whether victims were asked for before. */
class StandingVictimsProperties {
  /**
   * A fork begins without what placement remembers, so it chooses afresh; the other side goes on
   * with the index that it has kept through many scale-ins, crashes and rollouts.
   */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void aForkThatChoosesAfreshChoosesTheSame(@ForAll long seed) {
    Stream chance = Stream.of(seed);
    EcsSimulation ecs = EcsSimulation.create();
    for (int i = 0; i < 20; i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3))
              .withCpu(65_536)
              .withMemory(65_536));
    }
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    Service web = Service.of("web", "web:1", 300).withMinimumHealthyPercent(90);
    ecs.createService(
        switch (chance.nextInt(3)) {
          case 0 -> web;
          case 1 -> web.withPlacementStrategy(PlacementStrategy.binpack("memory"));
          default ->
              web.withPlacementStrategy(
                  PlacementStrategy.spread("attribute:ecs.availability-zone"),
                  PlacementStrategy.binpack("cpu"));
        });
    ecs.runUntilSteady();

    int wanted = 300;
    for (int i = 0; i < 40; i++) {
      EcsSimulation afresh = ecs.fork();
      wanted += chance.nextInt(4) == 0 ? chance.nextInt(4) : -chance.nextInt(5);
      for (EcsSimulation each : new EcsSimulation[] {ecs, afresh}) {
        each.updateService(ServiceUpdate.of("web").withDesiredCount(wanted));
      }
      if (chance.nextInt(15) == 0) {
        int revision = 1 + chance.nextInt(2);
        for (EcsSimulation each : new EcsSimulation[] {ecs, afresh}) {
          each.updateService(ServiceUpdate.of("web").withTaskDefinition("web:" + revision));
        }
      }
      Duration time = Duration.ofSeconds(10L * (1 + chance.nextInt(9)));
      ecs.runFor(time);
      afresh.runFor(time);

      assertThat(ecs.digest()).isEqualTo(afresh.digest());
    }
  }
}
