package dev.steadystate.testkit.scenario;

import dev.steadystate.core.fate.ContainerFate;
import dev.steadystate.core.model.AlarmState;
import java.time.Duration;
import java.util.Optional;

/** What may befall the world of a scenario, as the file states it. */
public sealed interface ScenarioFault {
  /** The instance terminates (TK-93). */
  record InstanceLost(String ec2InstanceId) implements ScenarioFault {}

  /** More instances register. */
  record InstanceRegistered(String cluster, InstanceGroup group) implements ScenarioFault {}

  /** The agent of the instance falls silent (SS-109). */
  record AgentDisconnected(String ec2InstanceId) implements ScenarioFault {}

  /** The agent of the instance is back. */
  record AgentConnected(String ec2InstanceId) implements ScenarioFault {}

  /** Every instance there terminates, in all clusters. */
  record ZoneLost(String availabilityZone) implements ScenarioFault {}

  /** The zone is usable again. */
  record ZoneRestored(String availabilityZone) implements ScenarioFault {}

  /** The essential containers of these tasks exit. */
  record TaskExits(Target target, int code) implements ScenarioFault {}

  /** From now on the health checks of these tasks end so. */
  record TaskHealth(Target target, ContainerFate.Behaviour is) implements ScenarioFault {}

  /** The scheduler does nothing for so long. */
  record SchedulerPaused(Duration length) implements ScenarioFault {}

  /** A CloudWatch alarm changes its state. */
  record Alarm(String name, AlarmState state) implements ScenarioFault {}

  /**
   * One task, or all tasks of a service.
   *
   * @param cluster of the service
   * @param task an id, an ARN, or {@code web/3} for launch 3 of service web
   */
  record Target(Optional<String> cluster, Optional<String> task, Optional<String> service) {}
}
