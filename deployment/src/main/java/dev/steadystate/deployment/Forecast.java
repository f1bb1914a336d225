package dev.steadystate.deployment;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.ServiceUpdate;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What will come of a change to a service, before it is made.
 *
 * <pre>{@code
 * Forecast.of(ecs, ServiceUpdate.of("web").withTaskDefinition("web:2"))
 * }</pre>
 *
 * @param basis how it is known
 * @param rounds of the scheduler until it completes, where arithmetic tells: round 0 is the first
 * @param takes how long until it completes or fails, where a run tells
 * @param lowestHealthy the fewest healthy tasks at any time
 * @param highestTasks the most tasks that count against the ceiling at any time
 * @param obstacle the inequality, the missing capacity or the failure; empty when it finishes
 * @param remedies the smallest changes, each of which alone would unblock it
 */
public record Forecast(
    Outcome outcome,
    Basis basis,
    OptionalInt rounds,
    Optional<Duration> takes,
    int lowestHealthy,
    int highestTasks,
    String obstacle,
    ImmutableList<Remedy> remedies) {
  /** How it ends. */
  public enum Outcome {
    /** The deployment completes, or the service becomes steady when there is none. */
    FINISHES,
    /** It cannot go on: bounds, protection, capacity or an instance forbid it. */
    BLOCKS,
    /**
     * The circuit breaker or an alarm fails it, or another deployment takes its place; without a
     * deployment of its own, it ends with a PRIMARY that has FAILED. So it does when the service is
     * deleted.
     */
    FAILS,
    /** It still goes on when the time given is over. */
    GOES_ON
  }

  /** How an answer is known. */
  public enum Basis {
    /** By sums: alone where no simulation is given, else borne out by a run of a fork. */
    ARITHMETIC,
    /** By a run of a fork, with the fates that hold. */
    RUN
  }

  /** What can be turned to unblock a deployment. */
  public enum Knob {
    MINIMUM_HEALTHY_PERCENT("minimumHealthyPercent"),
    MAXIMUM_PERCENT("maximumPercent"),
    DESIRED_COUNT("desiredCount"),
    /** Places for further tasks: in a run those beside the ones there are. */
    CAPACITY("free places");

    private final String label;

    Knob(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** One change that would unblock it. */
  public record Remedy(Knob knob, int from, int to) {
    /** Returns {@code maximumPercent 125 -> 134}. */
    @Override
    public String toString() {
      return knob + " " + from + " -> " + to;
    }
  }

  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * Returns what would come of this update within seven days. Nothing changes but a fork.
   *
   * @throws dev.steadystate.core.model.EcsException when ECS would refuse the update
   */
  public static Forecast of(EcsSimulation ecs, ServiceUpdate update) {
    return of(ecs, update, LONGEST);
  }

  /** Returns what would come of this update within so much time. */
  public static Forecast of(EcsSimulation ecs, ServiceUpdate update, Duration within) {
    return new ForecastRun(ecs, update, within).forecast(new RemedySearch(ecs, update, within));
  }

  /**
   * Returns what comes of rolling a new revision of a steady REPLICA service out, when all goes
   * well and each round waits for the one before: by sums, in the time of some sums.
   *
   * @param freePlaces how many more tasks find a place now
   */
  public static Forecast ofRollout(
      int desiredCount,
      int minimumHealthyPercent,
      int maximumPercent,
      int freePlaces,
      Parameters parameters) {
    return RolloutArithmetic.of(
            desiredCount, minimumHealthyPercent, maximumPercent, freePlaces, parameters)
        .forecast();
  }

  static Forecast finishes(
      Basis basis, OptionalInt rounds, Optional<Duration> takes, int lowest, int highest) {
    return new Forecast(
        Outcome.FINISHES, basis, rounds, takes, lowest, highest, "", ImmutableList.of());
  }

  static Forecast blocked(
      Basis basis, int lowest, int highest, String obstacle, ImmutableList<Remedy> remedies) {
    return new Forecast(
        Outcome.BLOCKS,
        basis,
        OptionalInt.empty(),
        Optional.empty(),
        lowest,
        highest,
        obstacle,
        remedies);
  }

  static Forecast withoutRemedy(
      Outcome outcome, Optional<Duration> takes, int lowest, int highest, String obstacle) {
    return new Forecast(
        outcome,
        Basis.RUN,
        OptionalInt.empty(),
        takes,
        lowest,
        highest,
        obstacle,
        ImmutableList.of());
  }

  /** Prints what a person would ask, on one screen. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    rounds.ifPresent(count -> text.append(" in round ").append(count));
    takes.ifPresent(time -> text.append(" after ").append(time));
    text.append(basis == Basis.ARITHMETIC ? " (by arithmetic)" : " (by a run of a fork)");
    text.append("\n  lowest healthy count ").append(lowestHealthy);
    text.append(", highest task count ").append(highestTasks);
    if (!obstacle.isEmpty()) {
      text.append("\n  because ").append(obstacle);
    }
    for (Remedy remedy : remedies) {
      text.append("\n  would do: ").append(remedy);
    }
    return text.toString();
  }
}
