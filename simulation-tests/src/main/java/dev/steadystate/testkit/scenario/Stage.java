package dev.steadystate.testkit.scenario;

import dev.steadystate.core.EcsSimulation;

/** Sets up the world in which a scenario is played. */
final class Stage {
  private Stage() {}

  static EcsSimulation.Builder builder(Scenario scenario) {
    EcsSimulation.Builder builder =
        EcsSimulation.builder()
            .seed(scenario.seed())
            .start(scenario.start())
            .parameters(scenario.parameters())
            .fates(scenario.fates())
            .keepStoppedTasks(true);
    scenario.subnets().forEach(builder::subnet);
    boolean hasDefault =
        scenario.clusters().stream().anyMatch(cluster -> cluster.clusterName().equals("default"));
    return hasDefault ? builder : builder.withoutDefaultCluster();
  }

  /** Makes the clusters and registers the instances that are there from the start. */
  static void furnish(EcsSimulation simulation, Scenario scenario) {
    scenario.clusters().stream()
        .map(ClusterGroup::clusterName)
        .filter(name -> !name.equals("default"))
        .forEach(simulation::createCluster);
    scenario.roster().atStart().forEach(simulation::registerContainerInstance);
  }
}
