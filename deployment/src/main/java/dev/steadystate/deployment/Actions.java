package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;

/** The actions of a plan while it is being made, and what will be remembered after it. */
final class Actions {
  private final DeploymentView primary;
  private final Rollout before;
  private final ImmutableList.Builder<Plan.Action> actions = ImmutableList.builder();
  private Rollout rollout;
  private boolean empty = true;

  Actions(ServiceView service) {
    this.primary = service.primary();
    this.before = Rollout.of(primary);
    this.rollout = before;
  }

  void add(Plan.Action action) {
    actions.add(action);
    empty = false;
  }

  Rollout rollout() {
    return rollout;
  }

  void remember(Rollout after) {
    rollout = after;
  }

  Plan plan() {
    if (!rollout.equals(before)) {
      add(new Plan.Remember(primary, rollout.equals(Rollout.FRESH) ? null : rollout));
    }
    return empty ? Plan.nothing() : new Plan(actions.build());
  }
}
