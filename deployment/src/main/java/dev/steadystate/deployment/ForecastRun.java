package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ServiceCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a change in a fork and watches what comes of it. */
final class ForecastRun {
  private final EcsSimulation ecs;
  private final ServiceUpdate update;
  private final Duration within;
  private final EcsSimulation fork;
  private final ServiceView service;
  private final ServiceCounts counts;
  private final DeploymentView target;
  private final boolean deploys;
  private final Instant start;
  private int lowest;
  private int highest;

  /** What kept the service from going on when it was last kept. */
  private Obstacle obstacle = Obstacle.NONE;

  private String reason = "";

  private enum Obstacle {
    NONE,
    BOUNDS,
    PROTECTION,
    CAPACITY,
    FAILING_TASKS
  }

  ForecastRun(EcsSimulation ecs, ServiceUpdate update, Duration within) {
    this.ecs = ecs;
    this.update = update;
    this.within = within;
    this.fork = ecs.fork();
    this.service = fork.serviceView(update.cluster(), update.service());
    this.counts = fork.counts(update.cluster(), update.service());
    this.start = fork.now();
    this.lowest = service.healthy();
    this.highest = service.occupying();
    int before = service.primary().ordinal();
    fork.updateService(update);
    this.target = service.primary();
    this.deploys = target.ordinal() != before;
  }

  Forecast forecast() {
    RolloutArithmetic sums = sums(RolloutArithmetic.PLENTY);
    if (isPlainRollout() && sums.blockedByBounds()) {
      return Forecast.blocked(
          Forecast.Basis.ARITHMETIC, lowest, highest, sums.obstacle(), proved(sums.remedies()));
    }
    fork.observe(this::read);
    fork.observeInstants(at -> count());
    fork.runUntil(now -> isDecided(), within);
    return result();
  }

  private RolloutArithmetic sums(int free) {
    return RolloutArithmetic.of(
        service.desiredCount(),
        service.configuration().minimumHealthyPercent(),
        service.configuration().maximumPercent(),
        free,
        service.parameters());
  }

  /** Returns whether this rolls out over tasks that are all healthy and may all stop. */
  private boolean isPlainRollout() {
    return deploys
        && service.schedulingStrategy() == SchedulingStrategy.REPLICA
        && service.deployments().size() == 2
        && service.healthy() == service.desiredCount()
        && service.occupying() == service.desiredCount()
        && service.draining().isEmpty()
        && service.protectedTasks().isEmpty();
  }

  private void count() {
    lowest = Math.min(lowest, service.healthy());
    highest = Math.max(highest, service.occupying());
  }

  private void read(JournalEntry entry) {
    if (!entry.subject().service().equals(service.name())) {
      return;
    }
    if (entry.kind() == EntryKind.LAUNCH_REFUSED) {
      meet(Obstacle.CAPACITY, entry.text() + ": " + entry.reason());
    } else if (entry.kind() == EntryKind.LAUNCHES_DELAYED && obstacle != Obstacle.CAPACITY) {
      meet(Obstacle.FAILING_TASKS, entry.reason());
    } else if (entry.kind() == EntryKind.DEPLOYMENT && entry.text().equals("failed")) {
      reason = entry.reason();
    } else if (entry.what() instanceof EventMessage message) {
      switch (message.kind()) {
        case BLOCKED_BY_BOUNDS -> meet(Obstacle.BOUNDS, entry.reason());
        case SCALE_IN_PROTECTED -> meet(Obstacle.PROTECTION, entry.reason());
        case STARTED, STOPPED -> meet(Obstacle.NONE, "");
        default -> {
          // Tells nothing of what is in the way.
        }
      }
    }
  }

  private void meet(Obstacle met, String why) {
    obstacle = met;
    reason = why;
  }

  private boolean isDecided() {
    return deploys ? target.rolloutState() != RolloutState.IN_PROGRESS : counts.isSteady();
  }

  private Forecast result() {
    Optional<Duration> takes = Optional.of(Duration.between(start, fork.now()));
    if (isDecided() && target.rolloutState() != RolloutState.FAILED) {
      return Forecast.finishes(Forecast.Basis.RUN, OptionalInt.empty(), takes, lowest, highest);
    }
    return switch (isDecided() ? Obstacle.NONE : obstacle) {
      case BOUNDS, CAPACITY -> blocked();
      case PROTECTION ->
          Forecast.blocked(Forecast.Basis.RUN, lowest, highest, reason, ImmutableList.of());
      case NONE, FAILING_TASKS ->
          new Forecast(
              isDecided() ? Forecast.Outcome.FAILS : Forecast.Outcome.GOES_ON,
              Forecast.Basis.RUN,
              OptionalInt.empty(),
              isDecided() ? takes : Optional.empty(),
              lowest,
              highest,
              reason,
              ImmutableList.of());
    };
  }

  private Forecast blocked() {
    RolloutArithmetic sums = sums(obstacle == Obstacle.CAPACITY ? 0 : RolloutArithmetic.PLENTY);
    return Forecast.blocked(Forecast.Basis.RUN, lowest, highest, reason, proved(sums.remedies()));
  }

  /** Keeps the remedies after which a fork is no longer blocked. */
  private ImmutableList<Forecast.Remedy> proved(ImmutableList<Forecast.Remedy> remedies) {
    ImmutableList.Builder<Forecast.Remedy> proved = ImmutableList.builder();
    for (Forecast.Remedy remedy : remedies) {
      if (remedy.knob() == Forecast.Knob.CAPACITY || unblocks(remedy)) {
        proved.add(remedy);
      }
    }
    return proved.build();
  }

  private boolean unblocks(Forecast.Remedy remedy) {
    ServiceUpdate changed =
        switch (remedy.knob()) {
          case MINIMUM_HEALTHY_PERCENT -> update.withMinimumHealthyPercent(remedy.to());
          case MAXIMUM_PERCENT -> update.withMaximumPercent(remedy.to());
          case DESIRED_COUNT -> update.withDesiredCount(remedy.to());
          case CAPACITY -> update;
        };
    try {
      ForecastRun run = new ForecastRun(ecs, changed, within);
      if (run.isPlainRollout() && run.sums(RolloutArithmetic.PLENTY).blockedByBounds()) {
        return false;
      }
      run.fork.observe(run::read);
      run.fork.runUntil(now -> run.isDecided(), within);
      return run.isDecided();
    } catch (EcsException refused) {
      return false;
    }
  }
}
