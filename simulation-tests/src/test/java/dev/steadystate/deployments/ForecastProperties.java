package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.EarlySuccessCriteria.Cleanup;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
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
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
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
    Forecast run = Forecast.of(ecs, DEPLOY, Duration.ofMinutes(10));

    Watch watch = new Watch(ecs);
    ecs.updateService(DEPLOY);
    boolean finished = watch.runUntilDecided();

    String what =
        desired + " at " + minimum + "/" + maximum + " with " + free + " free\n" + forecast;
    assertThat(finished).as(what).isEqualTo(forecast.outcome() == Outcome.FINISHES);
    assertThat(watch.lowest).as(what).isEqualTo(forecast.lowestHealthy());
    assertThat(watch.highest).as(what).isEqualTo(forecast.highestTasks());
    assertThat(run.outcome()).as(what).isEqualTo(forecast.outcome());
    assertThat(run.lowestHealthy()).as(what).isEqualTo(forecast.lowestHealthy());
    assertThat(run.highestTasks()).as(what).isEqualTo(forecast.highestTasks());
    assertThat(run.remedies()).as(what).isEqualTo(forecast.remedies());
    if (finished) {
      assertThat(run.takes().orElseThrow().toSeconds()).as(what).isEqualTo(watch.seconds);
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

  /** What is the matter with the service, or around it, when the forecast is asked for. */
  enum Trouble {
    NONE,
    ALARM_ALREADY,
    ALARM_SOON,
    ALARM_NEVER,
    EARLY_SUCCESS,
    EARLY_SUCCESS_AND_CLEAN_UP_LATER,
    PROTECTED,
    PROTECTED_FOR_A_WHILE,
    DRAINING,
    UNDER_WAY,
    RIVAL,
    PERCENTS_CHANGE_LATER,
    ANOTHER_DEPLOYMENT_LATER
  }

  private static DeploymentConfiguration configuration(
      int minimum, int maximum, boolean breaker, Trouble trouble) {
    DeploymentConfiguration plain =
        DeploymentConfiguration.replica()
            .withMinimumHealthyPercent(minimum)
            .withMaximumPercent(maximum)
            .withCircuitBreaker(breaker ? CircuitBreaker.withoutRollback() : CircuitBreaker.off());
    int early = Math.max(1, (minimum + 100) / 2);
    return switch (trouble) {
      case ALARM_ALREADY, ALARM_SOON, ALARM_NEVER ->
          plain.withAlarms(DeploymentAlarms.withRollback("errors"));
      case EARLY_SUCCESS ->
          plain.withEarlySuccess(EarlySuccessCriteria.at(early, Cleanup.BLOCKING));
      case EARLY_SUCCESS_AND_CLEAN_UP_LATER ->
          plain.withEarlySuccess(EarlySuccessCriteria.at(early, Cleanup.DEFERRED));
      case NONE,
          PROTECTED,
          PROTECTED_FOR_A_WHILE,
          DRAINING,
          UNDER_WAY,
          RIVAL,
          PERCENTS_CHANGE_LATER,
          ANOTHER_DEPLOYMENT_LATER ->
          plain;
    };
  }

  private static void bring(Trouble trouble, EcsSimulation ecs) {
    switch (trouble) {
      case ALARM_ALREADY -> ecs.inject(new Fault.AlarmChanges("errors", AlarmState.ALARM));
      case ALARM_SOON ->
          ecs.schedule(
              ecs.now().plusSeconds(45), new Fault.AlarmChanges("errors", AlarmState.ALARM));
      case ALARM_NEVER -> ecs.inject(new Fault.AlarmChanges("errors", AlarmState.OK));
      case PROTECTED -> protectAll(ecs, Duration.ofHours(24));
      case PROTECTED_FOR_A_WHILE -> protectAll(ecs, Duration.ofMinutes(20));
      case DRAINING -> ecs.drain("i-1");
      case UNDER_WAY -> {
        ecs.updateService(Web.update().withForceNewDeployment());
        ecs.runFor(Duration.ofSeconds(35));
      }
      case RIVAL -> ecs.createService(Service.of("rival", "web:1", 2));
      case PERCENTS_CHANGE_LATER ->
          updateLater(
              "deploymentConfiguration",
              Document.of("maximumPercent", 200).with("minimumHealthyPercent", 0),
              ecs);
      case ANOTHER_DEPLOYMENT_LATER -> updateLater("forceNewDeployment", true, ecs);
      case NONE, EARLY_SUCCESS, EARLY_SUCCESS_AND_CLEAN_UP_LATER -> {
        // The configuration says it all.
      }
    }
  }

  private static void protectAll(EcsSimulation ecs, Duration length) {
    ecs.tasks().forEach(task -> ecs.protectTask(task.name(), length));
  }

  private static void updateLater(String member, Object value, EcsSimulation ecs) {
    ecs.schedule(
        ecs.now().plusSeconds(45),
        "UpdateService",
        Document.of("service", "web").with(member, value));
  }

  /** What is asked for. */
  enum Change {
    REVISION,
    COUNT,
    PERCENTS,
    REVISION_AND_COUNT,
    FORCE
  }

  private static ServiceUpdate update(Change change, int count) {
    return switch (change) {
      case REVISION -> DEPLOY;
      case COUNT -> Web.update().withDesiredCount(count);
      case PERCENTS -> Web.update().withMinimumHealthyPercent(0).withMaximumPercent(150);
      case REVISION_AND_COUNT -> DEPLOY.withDesiredCount(count);
      case FORCE -> Web.update().withForceNewDeployment();
    };
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void agreesInTroubleToo(
      @ForAll @IntRange(max = 6) int desired,
      @ForAll @IntRange(max = 100) int minimum,
      @ForAll @IntRange(min = 100, max = 200) int maximum,
      @ForAll @IntRange(max = 4) int free,
      @ForAll Luck luck,
      @ForAll boolean breaker,
      @ForAll Trouble trouble,
      @ForAll Change change,
      @ForAll @IntRange(max = 8) int count) {
    EcsSimulation ecs =
        EcsSimulation.builder().parameters(Web.COMMON).fates(Fates.of(fate(luck))).build();
    for (int instance = 1; instance <= 2; instance++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + instance, "us-east-1a")
              .withCpu(CPU * ((desired + free + 1) / 2))
              .withMemory(1_000_000));
    }
    ecs.registerTaskDefinition(TaskDefinition.of("web", "web:1"));
    ecs.registerTaskDefinition(
        luck == Luck.SICK ? Web.checked() : TaskDefinition.of("web", "web:2"));
    ecs.putAlarm("errors", Duration.ofMinutes(1), 3);
    ecs.createService(
        Service.of("web", "web:1", desired)
            .withDeploymentConfiguration(configuration(minimum, maximum, breaker, trouble)));
    ecs.runUntilSteady();
    bring(trouble, ecs);
    ServiceUpdate update = update(change, count);
    String digest = ecs.digest();

    Forecast forecast = Forecast.of(ecs, update, LONG);

    assertThat(ecs.digest()).isEqualTo(digest);
    forecast.remedies().forEach(remedy -> assertUnblocksAtLast(remedy, ecs, update));
    Watch watch = new Watch(ecs);
    ecs.updateService(update);
    Outcome outcome = watch.outcome();
    String what = forecast + "\n" + ecs.explain("web");
    assertThat(forecast.outcome()).as(what).isEqualTo(outcome);
    assertThat(forecast.lowestHealthy()).as(what).isEqualTo(watch.lowest);
    assertThat(forecast.highestTasks()).as(what).isEqualTo(watch.highest);
    forecast
        .takes()
        .ifPresent(time -> assertThat(time.toSeconds()).as(what).isEqualTo(watch.seconds));
    assertThat(forecast.obstacle().isEmpty()).as(what).isEqualTo(outcome == Outcome.FINISHES);
    Statistics.collect(outcome);
    Statistics.coverage(
        seen -> {
          for (Outcome each : Outcome.values()) {
            seen.check(each).count(times -> times > 0);
          }
        });
  }

  /** Makes the change with and without its last bit. */
  private static void assertUnblocksAtLast(
      Forecast.Remedy remedy, EcsSimulation ecs, ServiceUpdate update) {
    int nearer = remedy.to() + Integer.signum(remedy.from() - remedy.to());
    assertThat(outcomeAfter(remedy, remedy.to(), ecs, update))
        .as("%s of %s", remedy, update)
        .isNotEqualTo(Outcome.BLOCKS);
    assertThat(outcomeAfter(remedy, nearer, ecs, update))
        .as("%s of %s, but only %s", remedy, update, nearer)
        .isEqualTo(Outcome.BLOCKS);
  }

  private static Outcome outcomeAfter(
      Forecast.Remedy remedy, int to, EcsSimulation ecs, ServiceUpdate update) {
    EcsSimulation fork = ecs.fork();
    Watch watch = new Watch(fork);
    fork.updateService(
        switch (remedy.knob()) {
          case MINIMUM_HEALTHY_PERCENT -> update.withMinimumHealthyPercent(to);
          case MAXIMUM_PERCENT -> update.withMaximumPercent(to);
          case DESIRED_COUNT -> update.withDesiredCount(to);
          case CAPACITY -> update;
        });
    if (remedy.knob() == Forecast.Knob.CAPACITY) {
      for (int place = 0; place < to; place++) {
        fork.registerContainerInstance(
            ContainerInstance.of("i-further-" + place, "us-east-1a").withCpu(CPU));
      }
    }
    return watch.outcome();
  }

  /** Follows a service to the end of its deployment, or else until it is steady. */
  private static final class Watch {
    private final EcsSimulation ecs;
    private final ServiceView service;
    private final long start;
    private DeploymentView target;
    private int lowest;
    private int highest;
    private long seconds;
    private long lastMove;

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
      ecs.observe(
          entry -> {
            if (entry.subject().service().equals("web")
                && entry.what() instanceof EventMessage event
                && (event.kind() == EventKind.STARTED || event.kind() == EventKind.STOPPED)) {
              lastMove = entry.at() / 1000 - start;
            }
          });
    }

    boolean runUntilDecided() {
      target = service.primary();
      ecs.runUntil(now -> target.rolloutState() != RolloutState.IN_PROGRESS, LONG);
      seconds = ecs.now().getEpochSecond() - start;
      return target.rolloutState() == RolloutState.COMPLETED;
    }

    /** What moves at least every 54 minutes, twice the longest wait of the throttle, goes on. */
    Outcome outcome() {
      target = service.primary();
      boolean rollsOut = target.rolloutState() == RolloutState.IN_PROGRESS;
      boolean decided =
          ecs.runUntil(
              now ->
                  rollsOut
                      ? target.rolloutState() != RolloutState.IN_PROGRESS
                          || target.status() != DeploymentStatus.PRIMARY
                      : ecs.service("web").steady(),
              LONG);
      seconds = ecs.now().getEpochSecond() - start;
      if (decided) {
        return !rollsOut || target.rolloutState() == RolloutState.COMPLETED
            ? Outcome.FINISHES
            : Outcome.FAILS;
      }
      if (service.primary().rolloutState() == RolloutState.FAILED) {
        return Outcome.FAILS; // It launches nothing any more (DEP-15).
      }
      return seconds - lastMove < 2 * 27 * 60 ? Outcome.GOES_ON : Outcome.BLOCKS;
    }
  }
}
