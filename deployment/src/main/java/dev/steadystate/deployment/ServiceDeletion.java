package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.Why;

/** Stops all tasks of a deleted service, protected ones too (SS-125, SS-126, TRF-107). */
final class ServiceDeletion {
  private static final Why DELETED = Why.of("the service was deleted");

  private ServiceDeletion() {}

  static Plan plan(ServiceView service, SubStep step) {
    if (step != SubStep.SCALE_IN || service.live() == 0) {
      return Plan.nothing();
    }
    ImmutableList.Builder<TaskView> tasks = ImmutableList.builder();
    for (DeploymentView deployment : service.deployments()) {
      for (Condition condition : Condition.values()) {
        if (condition.isLive()) {
          tasks.addAll(deployment.tasks(condition));
        }
      }
    }
    return Plan.of(new Plan.Stop(tasks.build(), StopReason.SCALING, DELETED));
  }
}
