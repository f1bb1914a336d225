package dev.steadystate.core.spi;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EventMessage;
import org.jspecify.annotations.Nullable;

/** What a decider wants done, as data: actions in order, each with its reason. */
public record Plan(ImmutableList<Action> actions) {
  private static final Plan NOTHING = new Plan(ImmutableList.of());

  public static Plan nothing() {
    return NOTHING;
  }

  public static Plan of(Action... actions) {
    return new Plan(ImmutableList.copyOf(actions));
  }

  public boolean isEmpty() {
    return actions.isEmpty();
  }

  /** One thing to do. */
  public sealed interface Action {
    /** Shows this action to a visitor, who must know every kind. */
    void accept(Visitor visitor);
  }

  /** Who does, or tells, each kind of action. */
  public interface Visitor {
    void visit(Launch action);

    void visit(LaunchOn action);

    void visit(LaunchInZone action);

    void visit(Stop action);

    void visit(StopSome action);

    void visit(Want action);

    void visit(CountFailures action);

    void visit(Fail action);

    void visit(RollBack action);

    void visit(Complete action);

    void visit(Emit action);

    void visit(WakeAt action);

    void visit(Unpair action);

    void visit(Remember action);

    void visit(RememberRebalancing action);

    void visit(Monitor action);
  }

  /**
   * Starts tasks of a deployment, one by one as placement finds room.
   *
   * @param count how many
   * @param replaces the unhealthy tasks that the first of them replace, in order; the event is EV-2
   */
  public record Launch(
      DeploymentView deployment, int count, ImmutableList<TaskView> replaces, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Starts one task on each of these instances: daemons. */
  public record LaunchOn(DeploymentView deployment, ImmutableList<Integer> instances, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Starts tasks in one zone to rebalance; a refusal there is EV-35 and feeds nothing (SS-90). */
  public record LaunchInZone(DeploymentView deployment, int count, String zone, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Stops these tasks. */
  public record Stop(ImmutableList<? extends TaskView> tasks, StopReason reason, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Stops some tasks, chosen group by group in the order given and within a group by SS-64:
   * unprotected ones only, those on DRAINING instances first, then as placement says.
   */
  public record StopSome(int count, ImmutableList<Candidates> among, StopReason reason, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Says what DescribeServices shows as the deployment's desiredCount (DEP-19). */
  public record Want(DeploymentView deployment, int desiredCount) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Sets the failure count and says why; the task is the one counted, if one was. */
  public record CountFailures(
      DeploymentView deployment, int failedTasks, @Nullable TaskView task, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Ends a deployment as FAILED; its event is an action of its own, before this one. */
  public record Fail(
      DeploymentView deployment,
      String rolloutStateReason,
      Aftermath aftermath,
      String statusReason,
      Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** What becomes of the service deployment when its deployment has failed (DEP-149). */
  public enum Aftermath {
    /** It was not to be rolled back: STOP_REQUESTED, then STOPPED (DEP-98). */
    STOPPED,
    /** A RollBack follows: ROLLBACK_IN_PROGRESS (DEP-94). */
    ROLLS_BACK,
    /** There is nothing to roll back to, or this was the rollback: ROLLBACK_FAILED (DEP-97). */
    ROLLBACK_FAILED
  }

  /**
   * Makes an older deployment the PRIMARY again, under its own id, IN_PROGRESS and with no failures
   * (DEP-94, DEP-101). Without a Fail before it, the user asked for it (DEP-153).
   */
  public record RollBack(DeploymentView to, String rolloutStateReason, String statusReason, Why why)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Ends the primary's rollout as COMPLETED; the core emits EV-8. */
  public record Complete(DeploymentView deployment, Why why) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Emits a service event, unless EG-8 suppresses it. */
  public record Emit(EventMessage message, Why why) implements Action {
    public Emit(EventMessage message) {
      this(message, Why.of(""));
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Asks for a pass at the first tick at or after this instant. */
  public record WakeAt(long at) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Lets these replacements, and the tasks that they replace, be tasks like all others: nothing is
   * too many, so neither has to stop for the other (SS-39).
   */
  public record Unpair(ImmutableList<TaskView> replacements) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Stores a value with the deployment; a null forgets it. */
  public record Remember(DeploymentView deployment, @Nullable Object memory) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Stores the memory of zone rebalancing; a null forgets it. */
  public record RememberRebalancing(@Nullable Object memory) implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }
  }

  /** Says what the circuit breaker and the alarms of the running service deployment show. */
  public record Monitor(
      String breakerStatus, int threshold, String alarmStatus, ImmutableList<String> triggered)
      implements Action {
    @Override
    public void accept(Visitor visitor) {
      visitor.visit(this);
    }

    // Written out: every deployment compares what it shows with what it showed.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Monitor monitor
          && breakerStatus.equals(monitor.breakerStatus)
          && threshold == monitor.threshold
          && alarmStatus.equals(monitor.alarmStatus)
          && triggered.equals(monitor.triggered);
    }

    @Override
    public int hashCode() {
      int hash = 31 * breakerStatus.hashCode() + threshold;
      return 31 * (31 * hash + alarmStatus.hashCode()) + triggered.hashCode();
    }
  }
}
