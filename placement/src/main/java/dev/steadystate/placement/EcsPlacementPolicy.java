package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import org.jspecify.annotations.Nullable;

/** Constraints and strategies, read and checked. */
final class EcsPlacementPolicy implements PlacementPolicy {
  private static final PlacementStrategy OVER_ZONES =
      PlacementStrategy.spread("attribute:" + Spread.ZONE);

  private final PlacementRegistry registry;
  private final PolicyRequest request;
  private final ImmutableList<Rule> rules;
  private final Chain chain;
  private final boolean looksBeyondInstances;
  private final boolean looksAtTasks;
  private final boolean allowsZoneRebalancing;
  private final int hash;

  EcsPlacementPolicy(
      PlacementRegistry registry, PolicyRequest request, ImmutableList<Rule> rules, Chain chain) {
    this.registry = registry;
    this.request = request;
    this.rules = rules;
    this.chain = chain;
    this.looksBeyondInstances = Iterables.any(rules, Rule::needsScan);
    this.looksAtTasks = Iterables.any(rules, Rule::looksAtTasks);
    this.allowsZoneRebalancing =
        !request.daemon()
            && request.launchType() != LaunchType.EXTERNAL
            && (request.strategies().isEmpty() || request.strategies().get(0).equals(OVER_ZONES))
            && !Iterables.any(rules, rule -> rule.constraint().uses(Spread.ZONE));
    this.hash = request.hashCode();
  }

  /** Returns what it was read from. */
  PolicyRequest request() {
    return request;
  }

  /** Returns the constraints in the order in which PL-26 checks them. */
  ImmutableList<Rule> rules() {
    return rules;
  }

  /** Returns the strategies in order, the default ones when none was named. */
  Chain chain() {
    return chain;
  }

  /** Returns whether it places on Fargate, where only zones count (PL-5). */
  boolean isForFargate() {
    return request.launchType() == LaunchType.FARGATE;
  }

  /** Returns whether something in it depends on more than an index can follow. */
  boolean scans() {
    return looksBeyondInstances || chain.scans();
  }

  @Override
  public boolean allowsZoneRebalancing() {
    return allowsZoneRebalancing;
  }

  @Override
  public boolean looksBeyondInstances() {
    return looksBeyondInstances;
  }

  @Override
  public boolean looksAtTasks() {
    return looksAtTasks;
  }

  /** Two policies are equal when they were asked for alike: then one index serves both. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (other == this) {
      return true;
    }
    return other instanceof EcsPlacementPolicy policy
        && policy.hash == hash
        && policy.registry == registry
        && policy.request.equals(request);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "strategies " + chain + ", constraints " + rules;
  }

  /**
   * A constraint of a policy.
   *
   * @param text as ECS writes it
   */
  record Rule(String text, Refusal.Check check, Constraint constraint) {
    boolean needsScan() {
      return switch (constraint.basis().kind()) {
        case ATTRIBUTES, INSTANCE -> false;
        case TASKS_PER_VALUE, CHANCE, ANYTHING -> true;
      };
    }

    boolean looksAtTasks() {
      return !constraint.basis().is(Basis.Kind.ATTRIBUTES) && !constraint.countsOwnTasks();
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
