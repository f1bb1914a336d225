package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import org.jspecify.annotations.Nullable;

/** The actions of a plan while it is being made, and what will be remembered after it. */
final class Actions {
  private final DeploymentView primary;
  private final Rollout before;
  private Rollout rollout;

  /** Null for as long as there are none, as in most plans. */
  private ImmutableList.@Nullable Builder<Plan.Action> actions;

  Actions(ServiceView service) {
    this.primary = service.primary();
    this.before = Rollout.of(primary);
    this.rollout = before;
  }

  void add(Plan.Action action) {
    if (actions == null) {
      actions = ImmutableList.builder();
    }
    actions.add(action);
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
    return actions == null ? Plan.nothing() : new Plan(actions.build());
  }
}
