package dev.steadystate.core.model;

/** Why a task stopped, as the API's {@code TaskStopCode}. */
public enum StopCode {
  TASK_FAILED_TO_START("TaskFailedToStart"),
  ESSENTIAL_CONTAINER_EXITED("EssentialContainerExited"),
  USER_INITIATED("UserInitiated"),
  SERVICE_SCHEDULER_INITIATED("ServiceSchedulerInitiated"),
  SPOT_INTERRUPTION("SpotInterruption"),
  TERMINATION_NOTICE("TerminationNotice"),
  INFRASTRUCTURE_HEALTH("InfrastructureHealth");

  private final String apiName;

  StopCode(String apiName) {
    this.apiName = apiName;
  }

  /** Returns the word that the API uses, such as {@code TaskFailedToStart}. */
  public String apiName() {
    return apiName;
  }
}
