package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ZoneRebalancing;

/**
 * A service about to be created: say more of it in the same line.
 *
 * <pre>{@code
 * service("web", 4).minimumHealthyPercent(50).spread("zone")
 * }</pre>
 */
public final class NewService extends Draft<Service> {
  private final Workbench bench;

  NewService(Workbench bench, Service service) {
    super(bench, service);
    this.bench = bench;
  }

  /** Sets what it runs: {@code web:2}, or {@code web} for the latest revision. */
  public NewService taskDefinition(String familyOrRevision) {
    change(service -> service.withTaskDefinition(familyOrRevision));
    return this;
  }

  /** Sets how many tasks are to run. */
  public NewService desiredCount(int count) {
    change(service -> service.withDesiredCount(count));
    return this;
  }

  /** Sets the floor while tasks are replaced, in percent of the desired count. */
  public NewService minimumHealthyPercent(int percent) {
    change(service -> service.withMinimumHealthyPercent(percent));
    return this;
  }

  /** Sets the ceiling while tasks are replaced, in percent of the desired count. */
  public NewService maximumPercent(int percent) {
    change(service -> service.withMaximumPercent(percent));
    return this;
  }

  /** Switches the deployment circuit breaker on, with rollback. */
  public NewService circuitBreaker() {
    return circuitBreaker(true);
  }

  /** Switches the deployment circuit breaker on. */
  public NewService circuitBreaker(boolean rollback) {
    change(service -> service.withCircuitBreaker(breaker(rollback)));
    return this;
  }

  /**
   * Spreads tasks over {@code zone}, {@code instance} or any attribute; a further one comes next.
   */
  public NewService spread(String field) {
    return strategy(PlacementStrategy.spread(spreadField(field)));
  }

  /** Fills instances by {@code cpu} or {@code memory}. */
  public NewService binpack(String resource) {
    return strategy(PlacementStrategy.binpack(resource));
  }

  /** Places tasks at random. */
  public NewService random() {
    return strategy(PlacementStrategy.random());
  }

  private NewService strategy(PlacementStrategy further) {
    change(service -> service.withPlacementStrategy(and(service.placementStrategy(), further)));
    return this;
  }

  /** Puts at most one of its tasks on an instance. */
  public NewService distinctInstance() {
    return constraint(PlacementConstraint.distinctInstance());
  }

  /** Keeps its tasks on instances that match, such as {@code attribute:stack == prod}. */
  public NewService memberOf(String expression) {
    return constraint(PlacementConstraint.memberOf(expression));
  }

  private NewService constraint(PlacementConstraint further) {
    change(
        service ->
            service.withPlacementConstraints(
                ImmutableList.<PlacementConstraint>builder()
                    .addAll(service.placementConstraints())
                    .add(further)
                    .build()
                    .toArray(PlacementConstraint[]::new)));
    return this;
  }

  /** Switches the rebalancing of zones on or off. */
  public NewService availabilityZoneRebalancing(boolean enabled) {
    change(service -> service.withZoneRebalancing(rebalancing(enabled)));
    return this;
  }

  /** Ignores failed health checks so long after a task started, such as {@code 30s}. */
  public NewService healthCheckGracePeriod(String length) {
    change(service -> service.withGracePeriod(seconds(length)));
    return this;
  }

  /** Runs it on Fargate, in the zones a, b and c or in those named. */
  public NewService fargate(String... zones) {
    ImmutableList<String> all =
        zones.length == 0 ? ImmutableList.of("a", "b", "c") : ImmutableList.copyOf(zones);
    String[] subnets = all.stream().map(Zones::subnet).toArray(String[]::new);
    change(service -> service.withLaunchType(LaunchType.FARGATE).inSubnets(subnets));
    return this;
  }

  @Override
  Object make(Service complete) {
    return bench.create(complete);
  }

  @Override
  String tooLate() {
    return "the service is created already: change it with update(\"web\"), in a line of its own";
  }

  static PlacementStrategy[] and(
      ImmutableList<PlacementStrategy> strategies, PlacementStrategy further) {
    return ImmutableList.<PlacementStrategy>builder()
        .addAll(strategies)
        .add(further)
        .build()
        .toArray(PlacementStrategy[]::new);
  }

  static String spreadField(String field) {
    return switch (field) {
      case "zone" -> "attribute:ecs.availability-zone";
      case "instance" -> "instanceId";
      default -> field;
    };
  }

  static CircuitBreaker breaker(boolean rollback) {
    return rollback ? CircuitBreaker.withRollback() : CircuitBreaker.withoutRollback();
  }

  static ZoneRebalancing rebalancing(boolean enabled) {
    return enabled ? ZoneRebalancing.ENABLED : ZoneRebalancing.DISABLED;
  }

  static int seconds(String length) {
    return Ints.saturatedCast(Durations.parse(length).toSeconds());
  }
}
