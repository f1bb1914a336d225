package dev.steadystate.core.spi;

import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.StopCode;
import org.jspecify.annotations.Nullable;

/** A task as deciders see it. Valid only during the call in which it was handed out. */
public interface TaskView {
  /** Stands for "not yet" in every time. */
  long NEVER = -1;

  /** Returns the number that names this task inside the simulation while it is remembered. */
  int handle();

  /** Returns the 32 hex digits. */
  String id();

  /** Returns the launch number within its service, from 1, over all deployments. */
  int launchNumber();

  Condition condition();

  LastStatus lastStatus();

  /** Returns the deployment it belongs to, as {@link DeploymentView#ordinal()}. */
  int deployment();

  /** Returns the index of its container instance in its cluster, or -1 on Fargate. */
  int instance();

  String zone();

  /** Returns what it takes of its instance: victims of different revisions free different room. */
  Needs needs();

  long createdAt();

  /** Returns when it became RUNNING, or {@link #NEVER}. */
  long startedAt();

  /** Returns since when it has been unhealthy, grace period ignored, or {@link #NEVER}. */
  long unhealthySince();

  /** Returns whether it counted as healthy at any time. */
  boolean wasEverHealthy();

  boolean isOnDrainingInstance();

  /** Returns whether scale-in protection holds now (SS-61). */
  boolean isProtected();

  @Nullable StopCode stopCode();

  /**
   * Returns the task that this one was started to replace as unhealthy, while that one is live,
   * recovered or not.
   */
  @Nullable TaskView replaces();

  /** Returns the live task that was started to replace this one, if any. */
  @Nullable TaskView replacedBy();
}
