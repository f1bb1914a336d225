package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.deployment.RollingUpdate;
import java.util.stream.Stream;

/** The rolling update with a fault planted into what it plans. */
final class FaultyController implements DeploymentController {
  private final DeploymentController sound = new RollingUpdate();
  private final Planted fault;

  /** Changes what the rolling update plans. */
  interface Planted {
    Stream<Plan.Action> change(ServiceView service, SubStep step, Stream<Plan.Action> actions);
  }

  FaultyController(Planted fault) {
    this.fault = fault;
  }

  @Override
  public String type() {
    return sound.type();
  }

  @Override
  public Plan plan(ServiceView service, SubStep step) {
    Stream<Plan.Action> actions = sound.plan(service, step).actions().stream();
    return new Plan(fault.change(service, step, actions).collect(ImmutableList.toImmutableList()));
  }
}
