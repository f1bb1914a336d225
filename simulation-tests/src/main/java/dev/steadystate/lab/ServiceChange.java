package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.ServiceUpdate;
import java.util.Optional;

/**
 * An update of a service about to be made: all that one line says is one call.
 *
 * <pre>{@code
 * update("web").image("nginx:1.28").maximumPercent(150)
 * }</pre>
 */
public final class ServiceChange extends Draft<ServiceUpdate> {
  private final Workbench bench;
  private Optional<String> image = Optional.empty();

  ServiceChange(Workbench bench, ServiceUpdate update) {
    super(bench, update);
    this.bench = bench;
  }

  /** Releases a revision: {@code web:2}, or {@code web} for the latest. */
  public ServiceChange taskDefinition(String familyOrRevision) {
    change(update -> update.withTaskDefinition(familyOrRevision));
    return this;
  }

  /** Registers the next revision, with another image, and releases it. */
  public ServiceChange image(String name) {
    change(update -> update);
    image = Optional.of(name);
    return this;
  }

  /** Sets how many tasks are to run. */
  public ServiceChange desiredCount(int count) {
    change(update -> update.withDesiredCount(count));
    return this;
  }

  /** Sets the floor while tasks are replaced, in percent of the desired count. */
  public ServiceChange minimumHealthyPercent(int percent) {
    change(update -> update.withMinimumHealthyPercent(percent));
    return this;
  }

  /** Sets the ceiling while tasks are replaced, in percent of the desired count. */
  public ServiceChange maximumPercent(int percent) {
    change(update -> update.withMaximumPercent(percent));
    return this;
  }

  /** Replaces every task, though nothing else changes. */
  public ServiceChange forceNewDeployment() {
    change(ServiceUpdate::withForceNewDeployment);
    return this;
  }

  /** Switches the deployment circuit breaker on, with rollback. */
  public ServiceChange circuitBreaker() {
    return circuitBreaker(true);
  }

  /** Switches the deployment circuit breaker on. */
  public ServiceChange circuitBreaker(boolean rollback) {
    change(update -> update.withCircuitBreaker(NewService.breaker(rollback)));
    return this;
  }

  /** Switches the deployment circuit breaker off. */
  public ServiceChange noCircuitBreaker() {
    change(update -> update.withCircuitBreaker(CircuitBreaker.off()));
    return this;
  }

  /**
   * Spreads tasks over {@code zone}, {@code instance} or any attribute; a further one comes next.
   */
  public ServiceChange spread(String field) {
    return strategy(PlacementStrategy.spread(NewService.spreadField(field)));
  }

  /** Fills instances by {@code cpu} or {@code memory}. */
  public ServiceChange binpack(String resource) {
    return strategy(PlacementStrategy.binpack(resource));
  }

  /** Places tasks at random. */
  public ServiceChange random() {
    return strategy(PlacementStrategy.random());
  }

  private ServiceChange strategy(PlacementStrategy further) {
    change(
        update ->
            update.withPlacementStrategy(
                NewService.and(update.placementStrategy().orElse(ImmutableList.of()), further)));
    return this;
  }

  /** Puts at most one of its tasks on an instance. */
  public ServiceChange distinctInstance() {
    change(update -> update.withPlacementConstraints(PlacementConstraint.distinctInstance()));
    return this;
  }

  /** Keeps its tasks on instances that match, such as {@code attribute:stack == prod}. */
  public ServiceChange memberOf(String expression) {
    change(update -> update.withPlacementConstraints(PlacementConstraint.memberOf(expression)));
    return this;
  }

  /** Takes all placement constraints away. */
  public ServiceChange noPlacementConstraints() {
    change(update -> update.withPlacementConstraints());
    return this;
  }

  /** Takes all placement strategies away. */
  public ServiceChange noPlacementStrategy() {
    change(update -> update.withPlacementStrategy());
    return this;
  }

  /** Switches the rebalancing of zones on or off. */
  public ServiceChange availabilityZoneRebalancing(boolean enabled) {
    change(update -> update.withZoneRebalancing(NewService.rebalancing(enabled)));
    return this;
  }

  /** Ignores failed health checks so long after a task started, such as {@code 30s}. */
  public ServiceChange healthCheckGracePeriod(String length) {
    change(update -> update.withGracePeriod(NewService.seconds(length)));
    return this;
  }

  @Override
  Object make(ServiceUpdate complete) {
    return bench.update(complete, image);
  }

  @Override
  String tooLate() {
    return "the update is made already: begin another with update(…), in a line of its own";
  }
}
