package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import java.time.Instant;

/**
 * A scenario set up and not yet begun: the world is there and the script is scheduled ahead, so a
 * caller may watch it, fork it, and let time pass as it likes.
 */
public final class Opening {
  private static final String DEFAULT = "default";

  private Opening() {}

  /** Returns a simulation in which the whole script is scheduled. */
  public static EcsSimulation of(Scenario scenario) {
    return of(scenario, builder(scenario));
  }

  /** Returns the builder of its world, to change before the world is opened. */
  public static EcsSimulation.Builder builder(Scenario scenario) {
    EcsSimulation.Builder builder =
        EcsSimulation.builder()
            .seed(scenario.seed())
            .start(scenario.start())
            .parameters(scenario.parameters())
            .fates(scenario.fates());
    scenario.subnets().forEach(builder::subnet);
    return hasDefaultCluster(scenario) ? builder : builder.withoutDefaultCluster();
  }

  /** Returns whether there is a cluster {@code default}, which has to be named beside others. */
  public static boolean hasDefaultCluster(Scenario scenario) {
    return scenario.clusters().stream().anyMatch(it -> it.clusterName().equals(DEFAULT));
  }

  /** Returns the clusters that have to be created, in order. */
  public static ImmutableList<String> otherClusters(Scenario scenario) {
    return scenario.clusters().stream()
        .map(ClusterGroup::clusterName)
        .filter(name -> !name.equals(DEFAULT))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the simulation of this builder, furnished and with the whole script scheduled.
   *
   * @throws MalformedText if ECS would not have such a world, as with too many instances
   */
  public static EcsSimulation of(Scenario scenario, EcsSimulation.Builder builder) {
    EcsSimulation simulation = builder.build();
    try {
      otherClusters(scenario).forEach(simulation::createCluster);
      scenario.roster().atStart().forEach(simulation::registerContainerInstance);
    } catch (EcsException e) {
      throw (MalformedText) new MalformedText("clusters: " + e.getMessage()).initCause(e);
    }
    schedule(scenario, simulation);
    return simulation;
  }

  /** Returns the instances that are there at the start, with the ids they get, in order. */
  public static ImmutableList<ContainerInstance> instances(Scenario scenario) {
    return scenario.roster().atStart();
  }

  /** Returns the instances that a step registers, with the ids they get. */
  public static ImmutableList<ContainerInstance> instances(Scenario scenario, Step step) {
    return scenario.roster().later().get(scenario.script().indexOf(step));
  }

  private static void schedule(Scenario scenario, EcsSimulation simulation) {
    ImmutableList<Step> script = scenario.script();
    ImmutableListMultimap<Integer, ContainerInstance> later = scenario.roster().later();
    for (int i = 0; i < script.size(); i++) {
      Instant at = scenario.start().plus(script.get(i).time().orElseThrow());
      if (script.get(i) instanceof Step.Call call) {
        simulation.schedule(at, call.action(), call.input());
      } else if (script.get(i) instanceof Step.Mishap mishap) {
        simulation.schedule(at, mishap.fault());
      } else {
        later
            .get(i)
            .forEach(instance -> simulation.schedule(at, new Fault.InstanceRegistered(instance)));
      }
    }
  }
}
