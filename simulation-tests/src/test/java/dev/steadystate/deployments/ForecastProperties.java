package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.deployment.Forecast;
import dev.steadystate.deployment.Forecast.Outcome;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A forecast agrees with what then happens. */
class ForecastProperties {
  private static final int CPU = 256;
  private static final Duration LONG = Duration.ofHours(2);
  private static final ServiceUpdate DEPLOY = Web.update().withTaskDefinition("web:2");

  /** Returns a steady service on one instance with so many places to spare. */
  private static EcsSimulation steady(int desired, int minimum, int maximum, int free) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .parameters(Web.BRISK)
            .withoutJournal()
            .fates(
                Fates.of(
                    Fates.rule().container(Fates.container("web").shutdown(Duration.ofSeconds(1)))))
            .build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a")
            .withCpu(CPU * (desired + free) + CPU / 2)
            .withMemory(1_000_000));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:2"));
    ecs.createService(Web.service(desired, minimum, maximum));
    ecs.runUntilSteady();
    return ecs;
  }

  @Test
  void sumsAgreeWithEverySmallRollout() {
    int blocked = 0;
    for (int desired = 0; desired <= 6; desired++) {
      for (int minimum = 0; minimum <= 100; minimum += 10) {
        for (int maximum = 100; maximum <= 200; maximum += 10) {
          for (int free = 0; free <= 4; free++) {
            blocked += assertAgrees(desired, minimum, maximum, free) ? 1 : 0;
          }
        }
      }
    }
    assertThat(blocked).as("some are blocked").isGreaterThan(100);
  }

  /** Returns whether it was blocked. */
  private static boolean assertAgrees(int desired, int minimum, int maximum, int free) {
    EcsSimulation ecs = steady(desired, minimum, maximum, free);
    Forecast forecast = Forecast.ofRollout(desired, minimum, maximum, free, Web.BRISK);

    Watch watch = new Watch(ecs);
    ecs.updateService(DEPLOY);
    boolean finished = watch.runUntilDecided();

    String what =
        desired + " at " + minimum + "/" + maximum + " with " + free + " free\n" + forecast;
    assertThat(finished).as(what).isEqualTo(forecast.outcome() == Outcome.FINISHES);
    assertThat(watch.lowest).as(what).isEqualTo(forecast.lowestHealthy());
    assertThat(watch.highest).as(what).isEqualTo(forecast.highestTasks());
    if (finished) {
      assertThat(watch.seconds / 10).as(what).isEqualTo(forecast.rounds().orElseThrow());
    }
    return !finished;
  }

  @Test
  void remediesOfSumsUnblockAndAreTheSmallest() {
    for (int desired = 1; desired <= 6; desired++) {
      for (int minimum = 0; minimum <= 100; minimum += 10) {
        for (int maximum = 100; maximum <= 200; maximum += 10) {
          for (int free : new int[] {0, 1}) {
            Forecast forecast = Forecast.ofRollout(desired, minimum, maximum, free, Web.BRISK);
            for (Forecast.Remedy remedy : forecast.remedies()) {
              int nearer = remedy.to() + Integer.signum(remedy.from() - remedy.to());
              assertUnblocks(desired, minimum, maximum, free, remedy, remedy.to(), true);
              if (nearer != remedy.from()) {
                assertUnblocks(desired, minimum, maximum, free, remedy, nearer, false);
              }
            }
          }
        }
      }
    }
  }

  private static void assertUnblocks(
      int desired, int minimum, int maximum, int free, Forecast.Remedy remedy, int to, boolean is) {
    EcsSimulation ecs =
        steady(desired, minimum, maximum, remedy.knob() == Forecast.Knob.CAPACITY ? to : free);
    ecs.updateService(DEPLOY);
    Watch watch = new Watch(ecs);
    ecs.runFor(Duration.ofSeconds(30));
    ServiceUpdate update = Web.update();
    ecs.updateService(
        switch (remedy.knob()) {
          case MINIMUM_HEALTHY_PERCENT -> update.withMinimumHealthyPercent(to);
          case MAXIMUM_PERCENT -> update.withMaximumPercent(to);
          case DESIRED_COUNT -> update.withDesiredCount(to);
          case CAPACITY -> update;
        });

    assertThat(watch.runUntilDecided())
        .as("%s at %s/%s, %s free: %s, %s", desired, minimum, maximum, free, remedy, to)
        .isEqualTo(is);
  }

  /** What can become of the tasks of the new revision. */
  enum Luck {
    GOOD,
    SLOW,
    NEVER_STARTS,
    EVERY_THIRD_FAILS,
    CRASHES,
    SICK
  }

  private static FateRule fate(Luck luck) {
    FateRule fresh = Fates.rule().family("web").revision(2);
    return switch (luck) {
      case GOOD -> fresh;
      case SLOW -> fresh.pull(Fates.uniform(Duration.ofSeconds(1), Duration.ofMinutes(3)));
      case NEVER_STARTS -> fresh.failsIn(StartFailure.Stage.PULL, "no such image");
      case EVERY_THIRD_FAILS ->
          fresh.share("0.33").failsIn(StartFailure.Stage.PULL, "no such image");
      case CRASHES -> fresh.container(Fates.container("web").exits(Duration.ofSeconds(5), 1));
      case SICK ->
          fresh.container(Fates.container("web").health(Duration.ofSeconds(5), Behaviour.FAILING));
    };
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void agreesWithWhatThenHappens(
      @ForAll @IntRange(max = 12) int desired,
      @ForAll @IntRange(max = 100) int minimum,
      @ForAll @IntRange(min = 100, max = 200) int maximum,
      @ForAll @IntRange(max = 6) int free,
      @ForAll Luck luck,
      @ForAll boolean breaker) {
    EcsSimulation ecs =
        EcsSimulation.builder()
            .parameters(Web.COMMON)
            .fates(Fates.of(fate(luck)))
            .seed(desired * 31L + free)
            .build();
    ecs.registerContainerInstance(
        ContainerInstance.of("i-1", "us-east-1a")
            .withCpu(CPU * (desired + free) + CPU / 2)
            .withMemory(1_000_000));
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(
        luck == Luck.SICK ? Web.checked() : TaskDefinition.of("web", "web:2"));
    ecs.createService(
        Web.service(desired, minimum, maximum)
            .withCircuitBreaker(breaker ? CircuitBreaker.withRollback() : CircuitBreaker.off()));
    ecs.runUntilSteady();
    Forecast forecast = Forecast.of(ecs, DEPLOY, LONG);

    Watch watch = new Watch(ecs);
    ecs.updateService(DEPLOY);
    boolean finished = watch.runUntilDecided();

    assertThat(finished).as(forecast.toString()).isEqualTo(forecast.outcome() == Outcome.FINISHES);
    assertThat(watch.target.rolloutState() == RolloutState.FAILED)
        .as(forecast.toString())
        .isEqualTo(forecast.outcome() == Outcome.FAILS);
    assertThat(forecast.lowestHealthy()).isEqualTo(watch.lowest);
    assertThat(forecast.highestTasks()).isEqualTo(watch.highest);
    forecast.takes().ifPresent(time -> assertThat(time.toSeconds()).isEqualTo(watch.seconds));
  }

  /** Follows a deployment to its end. */
  private static final class Watch {
    private final EcsSimulation ecs;
    private final ServiceView service;
    private final long start;
    private DeploymentView target;
    private int lowest;
    private int highest;
    private long seconds;

    Watch(EcsSimulation ecs) {
      this.ecs = ecs;
      this.service = ecs.serviceView("default", "web");
      this.target = service.primary();
      this.start = ecs.now().getEpochSecond();
      this.lowest = service.healthy();
      this.highest = service.occupying();
      ecs.observeInstants(
          at -> {
            lowest = Math.min(lowest, service.healthy());
            highest = Math.max(highest, service.occupying());
          });
    }

    boolean runUntilDecided() {
      target = service.primary();
      ecs.runUntil(now -> target.rolloutState() != RolloutState.IN_PROGRESS, LONG);
      seconds = ecs.now().getEpochSecond() - start;
      return target.rolloutState() == RolloutState.COMPLETED;
    }
  }
}
