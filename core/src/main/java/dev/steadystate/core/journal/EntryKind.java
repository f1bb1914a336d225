package dev.steadystate.core.journal;

/** What a journal entry records. */
public enum EntryKind {
  SIMULATION_STARTED("SimulationStarted"),
  CALL("Call"),
  FAULT("Fault"),
  TASK_STARTED("TaskStarted"),
  TASK_STATUS("TaskStatus"),
  TASK_HEALTH("TaskHealth"),
  TASK_STOPPING("TaskStopping"),
  TASK_STOPPED("TaskStopped"),
  TASK_PROTECTION("TaskProtection"),
  CONTAINER_EXITED("ContainerExited"),
  CONTAINER_RESTARTED("ContainerRestarted"),
  INSTANCE_STATUS("InstanceStatus"),
  AGENT("AgentConnection"),
  DEPLOYMENT("Deployment"),
  FAILURE_COUNTED("FailureCounted"),
  LAUNCH_REFUSED("LaunchRefused"),
  LAUNCHES_DELAYED("LaunchesDelayed"),
  CONSTRAINT_VIOLATED("ConstraintViolated"),
  SERVICE_STATUS("ServiceStatus"),
  DESIRED_COUNT("DesiredCount"),
  SERVICE_EVENT("ServiceEvent"),
  ALARM("Alarm");

  private final String label;

  EntryKind(String label) {
    this.label = label;
  }

  /** Returns the word that reports use, such as {@code ServiceEvent}. */
  public String label() {
    return label;
  }
}
