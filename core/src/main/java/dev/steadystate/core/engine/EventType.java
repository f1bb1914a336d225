package dev.steadystate.core.engine;

/** What can fall due for a task, or for an alarm. */
enum EventType {
  /** The present stage of the task is over. */
  STAGE(true),
  /** The task was told to stop and now goes on its way down. */
  STOP_PROCEEDS(true),
  /** The deregistration delay of its targets has passed (TK-11). */
  DEREGISTERED(false),
  /** A container exits by itself, as its fate says. */
  CONTAINER_EXIT(true),
  /** The first essential container exits by hand, with a code. */
  EXIT_BY_HAND(true),
  /** A container obeys SIGTERM. */
  CONTAINER_OBEYS(true),
  /** A container that did not obey gets SIGKILL. */
  CONTAINER_KILLED(true),
  /** The verdict of a health check changes. */
  VERDICT(true),
  /** Those that wait for a container to come up give up (TK-46). */
  START_TIMEOUT(true),
  /** RUNNING long enough to count as healthy without a check (SS-6). */
  SETTLED(false),
  /** The grace period no longer hides the verdict (SS-44). */
  GRACE_END(false),
  /** Scale-in protection runs out (SS-61). */
  PROTECTION_END(false),
  /** A task that never came up is given up (TK-48). */
  PENDING_TIMEOUT(false),
  /** A stopped task has been visible long enough (TK-15). */
  FORGET(false),
  /** An alarm looks at the data points of its metric (SCL-64). */
  ALARM_EVALUATION(false);

  static final EventType[] ALL = values();

  /** Whether the agent reports it, so that it waits while the agent is disconnected (SS-109). */
  final boolean fromAgent;

  EventType(boolean fromAgent) {
    this.fromAgent = fromAgent;
  }

  /** Returns what the agenda keeps of the evaluation of an alarm. */
  static long evaluationOf(int alarm) {
    return ((long) ALARM_EVALUATION.ordinal() << 56) | alarm;
  }

  /** Returns whether this is the first word of something that falls due for an alarm. */
  static boolean isOfAlarm(long word) {
    return (int) (word >>> 56) == ALARM_EVALUATION.ordinal();
  }
}
