package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a cluster, and the way to those on its parts. */
public final class ClusterAssert extends AbstractAssert<ClusterAssert, EcsSimulation> {
  private final String name;

  ClusterAssert(EcsSimulation simulation, String name) {
    super(simulation, ClusterAssert.class);
    this.name = name;
  }

  public ServiceAssert service(String service) {
    return new ServiceAssert(actual, name, service);
  }

  public TaskAssert task(String task) {
    return new TaskAssert(actual, actual.task(name, task));
  }

  /** Goes on with an instance by its EC2 id. */
  public InstanceAssert instance(String instance) {
    return new InstanceAssert(
        actual,
        name,
        actual.instances(name).stream()
            .filter(each -> each.ec2InstanceId().equals(instance) || each.arn().equals(instance))
            .reduce((first, second) -> second)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no container instance '" + instance + "' in cluster " + name)));
  }

  /** Every service of it is in steady state now, or will be within so long: lets that time pass. */
  public ClusterAssert reachedSteadyStateWithin(Duration atMost) {
    boolean steady =
        actual.runUntil(
            it -> it.isSteady() && it.services(name).stream().allMatch(each -> each.steady()),
            atMost);
    if (!steady) {
      String restless =
          actual.services(name).stream()
              .filter(service -> !service.steady())
              .findFirst()
              .map(service -> service + " is not")
              .orElse("something was called for just now");
      throw failure(
          "%s",
          Story.of(
              actual,
              "",
              "expected cluster " + name + " to be steady within " + atMost + ", but " + restless));
    }
    return this;
  }

  /** So many tasks run in it, of services and others. */
  public ClusterAssert runsTasks(int count) {
    int found =
        actual.clusters().stream()
            .filter(cluster -> cluster.name().equals(name))
            .mapToInt(cluster -> cluster.runningTasksCount())
            .sum();
    if (found != count) {
      throw failure(
          "%s",
          Story.of(
              actual,
              "",
              "expected cluster " + name + " to run " + count + " tasks, but it runs " + found));
    }
    return this;
  }
}
