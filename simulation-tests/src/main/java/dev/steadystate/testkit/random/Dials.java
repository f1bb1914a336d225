package dev.steadystate.testkit.random;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How big and how wild random scripts are.
 *
 * <pre>{@code
 * Dials.standard().withSteps(200).without(Feature.ZONES).withPercents(new Dials.Percents(50, 100))
 * }</pre>
 *
 * @param instances at most this many at the start
 * @param services at most this many
 * @param tasks at most this many wanted of one service
 * @param steps at most this many, besides those that make and mend the world
 * @param chaos how long things go wrong
 * @param recovery how long they have to recover then; zero for scripts that only run wild
 * @param features what scripts may contain
 * @param percents pairs of minimumHealthyPercent and maximumPercent to choose from
 * @param swarm whether each script goes without a random half of the features
 */
public record Dials(
    int instances,
    int services,
    int tasks,
    int steps,
    Duration chaos,
    Duration recovery,
    ImmutableSet<Feature> features,
    ImmutableList<Percents> percents,
    boolean swarm) {

  private static final Dials STANDARD =
      new Dials(
          6,
          3,
          6,
          50,
          Duration.ofMinutes(30),
          Duration.ofMinutes(75),
          Sets.immutableEnumSet(EnumSet.allOf(Feature.class)),
          ImmutableList.of(
              new Percents(100, 200),
              new Percents(50, 100),
              new Percents(50, 200),
              new Percents(0, 100),
              new Percents(100, 150),
              new Percents(100, 125),
              new Percents(75, 133),
              new Percents(33, 110),
              new Percents(0, 200),
              new Percents(100, 100)),
          true);

  /** Refuses what makes no script. */
  public Dials {
    checkArgument(instances >= 1, "instances must be at least 1, but was %s", instances);
    checkArgument(services >= 1, "services must be at least 1, but was %s", services);
    checkArgument(tasks >= 0, "tasks must not be negative, but was %s", tasks);
    checkArgument(steps >= 0, "steps must not be negative, but was %s", steps);
    checkArgument(!percents.isEmpty(), "percents must not be empty");
  }

  /** minimumHealthyPercent and maximumPercent of a service. */
  public record Percents(int minimumHealthy, int maximum) {}

  /** Returns the dials for scripts of up to 50 steps in half an hour, on up to six instances. */
  public static Dials standard() {
    return STANDARD;
  }

  /** Returns the dials for scripts of a few steps, to begin with. */
  public static Dials small() {
    return STANDARD.withSize(3, 1, 3).withSteps(10);
  }

  public Dials withSize(int mostInstances, int mostServices, int mostTasks) {
    return new Dials(
        mostInstances, mostServices, mostTasks, steps, chaos, recovery, features, percents, swarm);
  }

  public Dials withSteps(int most) {
    return new Dials(instances, services, tasks, most, chaos, recovery, features, percents, swarm);
  }

  /** Returns these dials with so much time for things to go wrong, and for recovery then. */
  public Dials withPhases(Duration chaosLength, Duration recoveryLength) {
    return new Dials(
        instances, services, tasks, steps, chaosLength, recoveryLength, features, percents, swarm);
  }

  public Dials with(Feature... only) {
    return withFeatures(ImmutableSet.copyOf(only));
  }

  public Dials without(Feature... others) {
    return withFeatures(Sets.difference(features, ImmutableSet.copyOf(others)));
  }

  private Dials withFeatures(Set<Feature> some) {
    return new Dials(
        instances,
        services,
        tasks,
        steps,
        chaos,
        recovery,
        Sets.immutableEnumSet(some),
        percents,
        swarm);
  }

  public Dials withPercents(Percents... pairs) {
    return new Dials(
        instances,
        services,
        tasks,
        steps,
        chaos,
        recovery,
        features,
        ImmutableList.copyOf(pairs),
        swarm);
  }

  /** Returns these dials with every feature in every script, or with swarm. */
  public Dials withSwarm(boolean on) {
    return new Dials(instances, services, tasks, steps, chaos, recovery, features, percents, on);
  }
}
