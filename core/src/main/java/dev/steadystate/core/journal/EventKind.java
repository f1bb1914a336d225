package dev.steadystate.core.journal;

import com.google.common.collect.ImmutableList;

/** The service events of file 4, in the words of the API. */
public enum EventKind {
  /** EV-1. */
  STARTED("has started {n} tasks: {tasks}."),
  /** EV-2. */
  STARTED_REPLACEMENTS(
      "has started {n} tasks: {tasks}. Amazon ECS replaced {n} tasks due to an unhealthy status."),
  /** EV-3. */
  STOPPED("has stopped {n} running tasks: {tasks}."),
  /** EV-4. */
  STOPPED_PENDING("stopped {n} pending tasks."),
  /** EV-5. */
  REGISTERED("registered {n} targets in (target-group {0})"),
  /** EV-6. */
  DEREGISTERED("deregistered {n} targets in (target-group {0})"),
  /** EV-7. */
  DRAINING("has begun draining connections on {n} tasks."),
  /** EV-8. */
  DEPLOYMENT_COMPLETED("(deployment {0}) deployment completed."),
  /** EV-9. */
  STEADY("has reached a steady state."),
  /** EV-10 to EV-18: the blank is the reason sentence. */
  UNPLACED(
      "was unable to place a task because no container instance met all of its requirements. {0}"
          + " For more information, see the Troubleshooting section of the Amazon ECS Developer"
          + " Guide."),
  /** EV-20. */
  LAUNCHES_LIMITED("operations are being throttled. Will try again later."),
  /** EV-21. */
  BLOCKED_BY_BOUNDS(
      "was unable to stop or start tasks during a deployment because of the service deployment"
          + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
          + " again."),
  /** EV-24: deployment id, then the reason sentence. */
  COULD_NOT_LAUNCH("could not launch {n} tasks for deployment {0}. {1}"),
  /** EV-25. */
  THROTTLED(
      "is unable to consistently start tasks successfully. For more information, see the"
          + " Troubleshooting section of the Amazon ECS Developer Guide."),
  /** EV-26: the blank is the task id. */
  FAILED_CONTAINER_HEALTH("(task {0}) failed container health checks."),
  /** EV-31. */
  DEPLOYMENT_FAILED("(deployment {0}) deployment failed: tasks failed to start."),
  /** EV-31 for alarms (DEP-92). */
  DEPLOYMENT_FAILED_BY_ALARM("(deployment {0}) deployment failed: alarm detected."),
  /** EV-32. */
  ROLLING_BACK("rolling back to deployment {0}."),
  /** EV-33: the blank is the list of zones and counts. */
  NOT_AZ_BALANCED("is not AZ balanced with {0}. AZ Rebalancing in progress."),
  /** EV-34: the blank is the zone. */
  STARTED_TO_REBALANCE("has started {n} tasks in {0} to AZ Rebalance: {tasks}."),
  /** EV-35 on EC2: the blank is the zone. */
  UNPLACED_IN_ZONE(
      "is unable to place a task in {0} because no container instance met all of its"
          + " requirements."),
  /** EV-35 on Fargate: the blank is the zone. */
  UNPLACED_IN_FARGATE_ZONE("is unable to place a task in {0}."),
  /** EV-36: the blank is the zone. */
  STOPPED_TO_REBALANCE("has stopped {n} running tasks in {0} due to AZ rebalancing: {tasks}."),
  /** EV-37: the blank is the deployment id. */
  REBALANCE_PROTECTED(
      "was unable to AZ Rebalance because (taskSet {0}) was unable to scale in due to (reason {n}"
          + " tasks under protection)"),
  /** EV-38. */
  REBALANCE_STOPPED("stopped AZ Rebalancing."),
  /** EV-39: the blank is the list of zones and counts. */
  AZ_BALANCED("is AZ balanced with {0}."),
  /** EV-40: the blank is the deployment id. */
  SCALE_IN_PROTECTED(
      "was unable to reach steady state because (taskSet {0}) was unable to scale in due to"
          + " (reason {n} tasks under protection)");

  private final String template;

  EventKind(String template) {
    this.template = template;
  }

  String text(String service, EventMessage message) {
    ImmutableList<String> texts = message.texts();
    StringBuilder text = new StringBuilder(template.length() + 64);
    // EV-7 names the deployment beside the service: (service web, taskSet ecs-svc/1).
    text.append("(service ").append(service);
    if (this == DRAINING) {
      text.append(", taskSet ").append(texts.get(0));
    }
    text.append(") ");
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      text.append(template, from, open);
      int close = template.indexOf('}', open);
      switch (template.substring(open + 1, close)) {
        case "n" -> text.append(message.number());
        case "tasks" -> appendTasks(text, message.tasks());
        case "0" -> text.append(texts.get(0));
        case "1" -> text.append(texts.get(1));
        default -> throw new IllegalStateException("no such blank in " + template);
      }
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString();
  }

  private static void appendTasks(StringBuilder text, TaskIds tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      text.append(i == 0 ? "(task " : " (task ").append(tasks.id(i)).append(')');
    }
  }
}
