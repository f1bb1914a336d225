package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.deployment.Forecast.Basis;
import dev.steadystate.deployment.Forecast.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a change in a fork and watches what comes of it. */
final class ForecastRun {
  /** A remedy has this long, over twice the time until it is needed, to turn out to be none. */
  private static final Duration PROBATION = Duration.ofHours(12);

  private final Duration within;
  private final EcsSimulation fork;
  private final Instant start;
  private final ServiceSnapshot updated;
  private final ServiceView service;
  private final ServiceCounts counts;
  private final DeploymentView target;
  private final boolean rollsOut;
  private final boolean isPlain;
  private int lowest;
  private int highest;

  /** What kept the service from going on when it was last kept. */
  private Obstacle obstacle = Obstacle.NONE;

  /** Since when something has been in the way and nothing was started or stopped. */
  private Instant keptSince;

  private boolean acted;
  private Instant actedLast;
  private String reason = "";
  private String failure = "";

  private enum Obstacle {
    NONE,
    BOUNDS,
    PROTECTION,
    CAPACITY,
    FAILING_TASKS,
    /** What {@link Standstill} knows and no event tells. */
    UNTOLD
  }

  ForecastRun(EcsSimulation ecs, ServiceUpdate update, Duration within) {
    this.within = within;
    this.fork = ecs.fork();
    this.start = fork.now();
    this.keptSince = start;
    this.actedLast = start;
    this.updated = fork.updateService(update);
    ServiceView before = ecs.serviceView(updated.cluster(), updated.name());
    this.service = fork.serviceView(updated.cluster(), updated.name());
    this.counts = fork.counts(updated.cluster(), updated.name());
    this.lowest = before.healthy();
    this.highest = before.occupying();
    this.target = service.primary();
    this.rollsOut = target.rolloutState() == RolloutState.IN_PROGRESS;
    this.isPlain = isPlainRollout(target.ordinal() != before.primary().ordinal());
    fork.observe(this::read);
  }

  /** Returns whether this rolls out over tasks that are all healthy and may all stop. */
  private boolean isPlainRollout(boolean deploys) {
    return deploys
        && service.schedulingStrategy() == SchedulingStrategy.REPLICA
        && service.deployments().size() == 2
        && service.healthy() == service.desiredCount()
        && service.occupying() == service.desiredCount()
        && service.draining().isEmpty()
        && service.protectedTasks().isEmpty();
  }

  /** Returns what comes of the change. */
  Forecast forecast(RemedySearch search) {
    fork.observeInstants(at -> count());
    fork.runUntil(now -> isDecided(), within);
    lookAround();
    return switch (outcome()) {
      case FINISHES -> Forecast.finishes(Basis.RUN, OptionalInt.empty(), takes(), lowest, highest);
      case FAILS -> without(Outcome.FAILS, causeOfFailure());
      case GOES_ON -> without(Outcome.GOES_ON, whatGoesOn());
      case BLOCKS -> blocked(search);
    };
  }

  /**
   * Returns whether the change, with so many places more, keeps the service from being blocked as
   * it would be after so long without it.
   */
  boolean unblocks(int furtherPlaces, Duration blockedAfter) {
    FurtherPlaces.add(furtherPlaces, fork, updated);
    Instant proven = start.plus(blockedAfter.multipliedBy(2)).plus(PROBATION);
    fork.runUntil(now -> isDecided() || (!isKept() && now.now().isAfter(proven)), within);
    lookAround();
    return outcome() != Outcome.BLOCKS;
  }

  private void count() {
    lowest = Math.min(lowest, service.healthy());
    highest = Math.max(highest, service.occupying());
  }

  private void read(JournalEntry entry) {
    if (!entry.subject().service().equals(updated.name())
        || !entry.subject().cluster().equals(updated.cluster())) {
      return;
    }
    if (entry.kind() == EntryKind.LAUNCH_REFUSED) {
      meet(Obstacle.CAPACITY, entry.text() + ": " + entry.reason());
    } else if (entry.kind() == EntryKind.LAUNCHES_DELAYED && obstacle != Obstacle.CAPACITY) {
      meet(Obstacle.FAILING_TASKS, entry.reason());
    } else if (entry.kind() == EntryKind.DEPLOYMENT && entry.text().equals("failed")) {
      failure = entry.reason();
    } else if (entry.what() instanceof EventMessage message) {
      switch (message.kind()) {
        case BLOCKED_BY_BOUNDS -> meet(Obstacle.BOUNDS, entry.reason());
        case SCALE_IN_PROTECTED -> meet(Obstacle.PROTECTION, entry.reason());
        case STARTED, STOPPED -> {
          acted = true;
          actedLast = fork.now();
          meet(Obstacle.NONE, "");
        }
        default -> {
          // Tells nothing of what is in the way.
        }
      }
    }
  }

  private void meet(Obstacle met, String why) {
    if (!isKept()) {
      keptSince = fork.now();
    }
    obstacle = met;
    reason = why;
  }

  /** Looks for what is in the way although nothing has told of it in this run. */
  private void lookAround() {
    if (isDecided() || obstacle != Obstacle.NONE) {
      return;
    }
    if (!acted) {
      rememberWhatWasSaidBefore();
    }
    if (obstacle == Obstacle.NONE) {
      Standstill.of(fork, updated.cluster(), service).ifPresent(why -> meet(Obstacle.UNTOLD, why));
      keptSince = actedLast;
    }
  }

  /** What was in the way before and still is need not be said again for hours (EG-8). */
  private void rememberWhatWasSaidBefore() {
    for (String said : fork.explain(updated.cluster(), updated.name()).obstacles()) {
      if (EventMessage.of(EventKind.BLOCKED_BY_BOUNDS).text(updated.name()).endsWith(said)) {
        meet(Obstacle.BOUNDS, StuckDeployment.bounds(service).toString());
      } else if (said.endsWith("tasks under protection)")) {
        int protectedTasks = service.protectedTasks().size();
        meet(Obstacle.PROTECTION, StuckDeployment.protection(protectedTasks).toString());
      }
    }
    keptSince = start;
  }

  /** Returns whether something is in the way, if only for a moment. */
  private boolean isKept() {
    return switch (obstacle) {
      case BOUNDS, PROTECTION, CAPACITY, UNTOLD -> true;
      case NONE, FAILING_TASKS -> false;
    };
  }

  private boolean isDecided() {
    return isDeleted() || (rollsOut ? !isRollingOut() : counts.isSteady());
  }

  private boolean isDeleted() {
    return service.status() != ServiceStatus.ACTIVE;
  }

  private boolean isRollingOut() {
    return target.rolloutState() == RolloutState.IN_PROGRESS
        && target.status() == DeploymentStatus.PRIMARY;
  }

  // What came of it.

  private Outcome outcome() {
    if (rollsOut ? target.rolloutState() == RolloutState.COMPLETED : counts.isSteady()) {
      return Outcome.FINISHES;
    }
    if (isDecided() || service.primary().rolloutState() == RolloutState.FAILED) {
      return Outcome.FAILS;
    }
    return isBlocked() ? Outcome.BLOCKS : Outcome.GOES_ON;
  }

  /**
   * Returns whether it was kept for so long that it is no pause: for longer than the throttle ever
   * waits, or half of the time.
   */
  private boolean isBlocked() {
    Duration pause = Duration.ofMillis(2 * service.parameters().throttle().maxDelay());
    Duration half = within.dividedBy(2);
    return isKept()
        && Duration.between(keptSince, fork.now())
                .compareTo(half.compareTo(pause) < 0 ? half : pause)
            >= 0;
  }

  private Optional<Duration> takes() {
    return isDecided() ? Optional.of(Duration.between(start, fork.now())) : Optional.empty();
  }

  private Forecast without(Outcome outcome, String cause) {
    return Forecast.withoutRemedy(outcome, takes(), lowest, highest, cause);
  }

  private String causeOfFailure() {
    if (isDeleted()) {
      return "the service is deleted";
    }
    if (rollsOut) {
      return failure.isEmpty() ? "another deployment takes its place" : failure;
    }
    return failure.isEmpty()
        ? "its deployment has failed before and launches nothing any more"
        : "a later deployment fails and launches nothing any more: " + failure;
  }

  private String whatGoesOn() {
    return obstacle == Obstacle.FAILING_TASKS
        ? reason
        : service.healthy()
            + " of "
            + service.desiredCount()
            + " tasks are healthy in the end, and "
            + service.primary().failedTasks()
            + " failed tasks count";
  }

  private Forecast blocked(RemedySearch search) {
    Duration after = Duration.between(start, keptSince);
    return switch (obstacle) {
      case BOUNDS -> blockedByBounds(search.forBounds(service, after));
      case CAPACITY ->
          Forecast.blocked(
              Basis.RUN,
              lowest,
              highest,
              reason,
              search.forCapacity(service, updated.cluster(), after));
      case PROTECTION, UNTOLD, NONE, FAILING_TASKS -> without(Outcome.BLOCKS, reason);
    };
  }

  private Forecast blockedByBounds(ImmutableList<Forecast.Remedy> remedies) {
    return areSumsRight()
        ? Forecast.blocked(Basis.ARITHMETIC, lowest, highest, sums().obstacle(), remedies)
        : Forecast.blocked(Basis.RUN, lowest, highest, reason, remedies);
  }

  /** Returns whether all that happened is what the sums tell: nothing else came in between. */
  private boolean areSumsRight() {
    return isPlain
        && sums().blockedByBounds()
        && lowest == service.desiredCount()
        && highest == service.desiredCount();
  }

  private RolloutArithmetic sums() {
    return RolloutArithmetic.of(
        service.desiredCount(),
        service.configuration().minimumHealthyPercent(),
        service.configuration().maximumPercent(),
        RolloutArithmetic.PLENTY,
        service.parameters());
  }
}
