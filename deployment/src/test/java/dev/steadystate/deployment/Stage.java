package dev.steadystate.deployment;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.CircuitBreaker;
import dev.steadystate.core.model.DeploymentAlarms;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EarlySuccessCriteria;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.spi.Candidates;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.DeploymentView;
import dev.steadystate.core.spi.News;
import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.StopReason;
import dev.steadystate.core.spi.SubStep;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One service on a rehearsal stage: applies plans to tasks that do what a test says, and holds
 * every pass against the laws. There is no time but the passes, ten seconds apart.
 */
final class Stage implements ServiceView {
  static final long TICK = 10_000;

  final DeploymentController controller = new RollingUpdate();
  final List<FakeTask> tasks = new ArrayList<>();
  final List<FakeDeployment> deployments = new ArrayList<>();
  final TreeMap<String, AlarmState> alarms = new TreeMap<>();

  /** What happened, in words: starts, stops and events of the passes. */
  final List<String> happenings = new ArrayList<>();

  final List<Plan.Action> actions = new ArrayList<>();
  FakeDeployment primary;
  long now;
  int desiredCount;
  SchedulingStrategy strategy = SchedulingStrategy.REPLICA;
  ServiceStatus status = ServiceStatus.ACTIVE;
  DeploymentConfiguration configuration;
  int places = Integer.MAX_VALUE;
  long alarmBakeTime = 60_000;
  boolean rollbackRequested;
  boolean acted;
  long nextWake = Long.MAX_VALUE;
  @Nullable Object rebalancingMemory;
  final TreeMap<Integer, Boolean> slots = new TreeMap<>();
  final List<Integer> replicasOn = new ArrayList<>();
  private final List<News> news = new ArrayList<>();
  private List<News> newsOfPass = new ArrayList<>();
  private @Nullable FakeDeployment lastCompleted;
  private int launches;

  Stage(int desiredCount, int minimumHealthyPercent, int maximumPercent) {
    this.desiredCount = desiredCount;
    this.configuration =
        new DeploymentConfiguration(
            minimumHealthyPercent,
            maximumPercent,
            CircuitBreaker.off(),
            DeploymentAlarms.none(),
            EarlySuccessCriteria.off(),
            "ROLLING",
            0,
            Document.empty());
    this.primary = new FakeDeployment(this, 1, 0);
    primary.desiredCountAtStart = desiredCount;
    deployments.add(primary);
  }

  /** Returns a service whose deployment A has completed. */
  static Stage steady(int desiredCount, int minimumHealthyPercent, int maximumPercent) {
    Stage stage = new Stage(desiredCount, minimumHealthyPercent, maximumPercent);
    stage.runUntilQuiet();
    checkState(stage.primary.rolloutState == RolloutState.COMPLETED, "not steady: %s", stage);
    stage.happenings.clear();
    stage.actions.clear();
    return stage;
  }

  // What a test may do.

  void percents(int minimumHealthyPercent, int maximumPercent) {
    DeploymentConfiguration old = configuration;
    configuration =
        new DeploymentConfiguration(
            minimumHealthyPercent,
            maximumPercent,
            old.circuitBreaker(),
            old.alarms(),
            old.earlySuccess(),
            old.strategy(),
            old.bakeTimeInMinutes(),
            old.document());
  }

  void breaker(CircuitBreaker breaker) {
    DeploymentConfiguration old = configuration;
    configuration =
        new DeploymentConfiguration(
            old.minimumHealthyPercent(),
            old.maximumPercent(),
            breaker,
            old.alarms(),
            old.earlySuccess(),
            old.strategy(),
            old.bakeTimeInMinutes(),
            old.document());
  }

  void alarms(int bakeTimeInMinutes, DeploymentAlarms deploymentAlarms) {
    DeploymentConfiguration old = configuration;
    configuration =
        new DeploymentConfiguration(
            old.minimumHealthyPercent(),
            old.maximumPercent(),
            old.circuitBreaker(),
            deploymentAlarms,
            old.earlySuccess(),
            old.strategy(),
            bakeTimeInMinutes,
            old.document());
  }

  void earlySuccess(EarlySuccessCriteria criteria) {
    DeploymentConfiguration old = configuration;
    configuration =
        new DeploymentConfiguration(
            old.minimumHealthyPercent(),
            old.maximumPercent(),
            old.circuitBreaker(),
            old.alarms(),
            criteria,
            old.strategy(),
            old.bakeTimeInMinutes(),
            old.document());
  }

  FakeDeployment deploy() {
    countRunning();
    primary = new FakeDeployment(this, deployments.size() + 1, now);
    primary.desiredCountAtStart = desiredCount;
    primary.startedInAlarm = configuration.alarms().alarmNames().stream().anyMatch(this::isInAlarm);
    deployments.add(primary);
    return primary;
  }

  private void countRunning() {
    for (FakeDeployment source : deployments) {
      source.runningWhenOvertaken = source.live() - source.count(Condition.STARTING);
    }
  }

  /** Adds so many tasks of a deployment as if they had been there for long. */
  void given(FakeDeployment deployment, int count, Condition condition) {
    for (int i = 0; i < count; i++) {
      become(start(deployment), condition);
    }
  }

  FakeTask task(int launchNumber) {
    return tasks.get(launchNumber - 1);
  }

  /** Puts a task into a condition as the world would, with the news of it. */
  void become(FakeTask task, Condition condition) {
    task.condition = condition;
    if (condition != Condition.STARTING && task.startedAt == TaskView.NEVER) {
      task.startedAt = now;
      task.lastStatus = LastStatus.RUNNING;
      task.deployment.hasRun = true;
    }
    if (condition == Condition.HEALTHY) {
      task.everHealthy = true;
      task.unhealthySince = TaskView.NEVER;
      news.add(new News(News.Kind.HEALTHY, task, now));
    } else if (condition == Condition.UNHEALTHY) {
      task.unhealthySince = now;
    }
  }

  /** Ends a task at once: told to stop before, or by itself with this code. */
  void stopped(FakeTask task, StopCode code) {
    task.condition = Condition.GONE;
    task.lastStatus = LastStatus.STOPPED;
    task.stopCode = task.stopCode == null ? code : task.stopCode;
    news.add(new News(News.Kind.STOPPED, task, now));
  }

  void crash(FakeTask task) {
    stopped(task, StopCode.ESSENTIAL_CONTAINER_EXITED);
  }

  void failToStart(FakeTask task) {
    stopped(task, StopCode.TASK_FAILED_TO_START);
  }

  /** Ten seconds later these tasks have failed to start. */
  void crashOnStart(int... launchNumbers) {
    now += TICK;
    for (int launchNumber : launchNumbers) {
      failToStart(task(launchNumber));
    }
  }

  /** Lets every new task fail until the breaker has tripped. */
  void trip() {
    FakeDeployment failing = primary;
    while (failing.rolloutState == RolloutState.IN_PROGRESS) {
      pass();
      now += TICK;
      failing.tasks(Condition.STARTING).forEach(this::failToStart);
      if (failing.failedTasks >= 3) {
        pass();
      }
    }
  }

  /** Runs the first sub-step only. */
  ImmutableList<String> noteFinished() {
    int before = happenings.size();
    newsOfPass = new ArrayList<>(news);
    news.clear();
    controller.plan(this, SubStep.NOTE_FINISHED).actions().forEach(this::apply);
    return ImmutableList.copyOf(happenings.subList(before, happenings.size()));
  }

  /** Between two rounds every pending task becomes healthy and every leaving one disappears. */
  void everythingMoves() {
    now += TICK;
    for (FakeTask task : ImmutableList.copyOf(tasks)) {
      if (task.condition == Condition.STARTING || task.condition == Condition.SETTLING) {
        become(task, Condition.HEALTHY);
      }
    }
    everythingLeaves();
  }

  void everythingLeaves() {
    for (FakeTask task : ImmutableList.copyOf(tasks)) {
      if (task.condition == Condition.LEAVING) {
        stopped(task, StopCode.SERVICE_SCHEDULER_INITIATED);
      }
    }
  }

  void runUntilQuiet() {
    for (int round = 0; round < 200; round++) {
      pass();
      if (!acted && moving() == 0) {
        return;
      }
      everythingMoves();
    }
    throw new IllegalStateException("never quiet: " + this);
  }

  private int moving() {
    return count(Condition.STARTING) + count(Condition.SETTLING) + count(Condition.LEAVING);
  }

  int count(Condition condition) {
    return deployments.stream().mapToInt(deployment -> deployment.count(condition)).sum();
  }

  // The pass.

  /** Runs all sub-steps, holds the laws, and returns what happened in it. */
  ImmutableList<String> pass() {
    RoundLaws laws = RoundLaws.before(this);
    int before = happenings.size();
    newsOfPass = new ArrayList<>(news);
    news.clear();
    acted = false;
    deployments.forEach(deployment -> deployment.refused = 0);
    nextWake = Long.MAX_VALUE;
    for (SubStep step : SubStep.values()) {
      controller.plan(this, step).actions().forEach(this::apply);
    }
    deployments.forEach(it -> it.retired = it != primary && it.notStopped() == 0);
    boolean didAct = acted;
    ImmutableList<String> happened =
        ImmutableList.copyOf(happenings.subList(before, happenings.size()));
    assertRepeatedPassDoesNothing();
    acted = didAct;
    laws.check();
    forgetCompletelyReplaced();
    return happened;
  }

  private void assertRepeatedPassDoesNothing() {
    newsOfPass = new ArrayList<>();
    for (SubStep step : SubStep.values()) {
      if (step == SubStep.NOTE_FINISHED || step == SubStep.COMPLETION) {
        continue; // What was counted in this pass is judged in the next.
      }
      for (Plan.Action action : controller.plan(this, step).actions()) {
        boolean repeated =
            action instanceof Plan.Emit
                || action instanceof Plan.WakeAt
                || action instanceof Plan.Want
                || (action instanceof Plan.Launch launch
                    && refuses((FakeDeployment) launch.deployment()));
        checkState(repeated, "a repeated pass does %s in %s after %s", action, this, happenings);
      }
    }
  }

  private boolean refuses(FakeDeployment deployment) {
    return deployment.refused > 0;
  }

  private void forgetCompletelyReplaced() {
    deployments.stream()
        .filter(deployment -> deployment.rolloutState == RolloutState.COMPLETED)
        .filter(deployment -> deployment == primary)
        .forEach(deployment -> lastCompleted = deployment);
  }

  private void apply(Plan.Action action) {
    actions.add(action);
    if (action instanceof Plan.Launch launch) {
      launch(launch);
    } else if (action instanceof Plan.LaunchOn launch) {
      launch.instances().forEach(at -> start((FakeDeployment) launch.deployment()).instance = at);
      say("start " + launch.instances().size() + " " + launch.deployment().id());
    } else if (action instanceof Plan.Stop stop) {
      stop(ImmutableList.copyOf(stop.tasks()), stop.reason());
    } else if (action instanceof Plan.StopSome stop) {
      stop(victims(stop), stop.reason());
    } else if (action instanceof Plan.Want want) {
      ((FakeDeployment) want.deployment()).desiredCount = want.desiredCount();
    } else if (action instanceof Plan.CountFailures failures) {
      ((FakeDeployment) failures.deployment()).failedTasks = failures.failedTasks();
    } else if (action instanceof Plan.Fail fail) {
      ((FakeDeployment) fail.deployment()).rolloutState = RolloutState.FAILED;
      ((FakeDeployment) fail.deployment()).reason = fail.rolloutStateReason();
      say(fail.deployment().id() + " FAILED " + fail.aftermath());
    } else if (action instanceof Plan.RollBack back) {
      countRunning();
      primary = (FakeDeployment) back.to();
      primary.retired = false;
      primary.desiredCountAtStart = desiredCount;
      primary.rolloutState = RolloutState.IN_PROGRESS;
      primary.reason = back.rolloutStateReason();
      primary.startedAt = now;
      primary.hasRun = false;
      primary.startedInAlarm =
          configuration.alarms().alarmNames().stream().anyMatch(this::isInAlarm);
      lastCompleted = null;
      rollbackRequested = false;
    } else if (action instanceof Plan.Complete complete) {
      ((FakeDeployment) complete.deployment()).rolloutState = RolloutState.COMPLETED;
      ((FakeDeployment) complete.deployment()).completed = true;
      say(complete.deployment().id() + " completed");
    } else if (action instanceof Plan.Emit emit) {
      say(emit.message().text("s").substring("(service s) ".length()));
    } else if (action instanceof Plan.WakeAt wake) {
      nextWake = Math.min(nextWake, wake.at());
    } else if (action instanceof Plan.Unpair unpair) {
      unpair.replacements().forEach(task -> ((FakeTask) task).replaces = null);
    } else if (action instanceof Plan.Remember remember) {
      ((FakeDeployment) remember.deployment()).memory = remember.memory();
    } else {
      checkState(action instanceof Plan.Monitor, "unexpected %s", action);
    }
  }

  private void say(String happening) {
    happenings.add(happening);
  }

  private void launch(Plan.Launch launch) {
    FakeDeployment deployment = (FakeDeployment) launch.deployment();
    checkState(
        deployment == primary || deployment.rolloutState == RolloutState.COMPLETED,
        "an abandoned deployment launches: %s",
        launch);
    int placed = (int) Math.min(launch.count(), Math.max(0, places - (long) occupying()));
    deployment.refused += launch.count() - placed;
    for (int i = 0; i < placed; i++) {
      FakeTask task = start(deployment);
      if (i < launch.replaces().size()) {
        task.replaces = (FakeTask) launch.replaces().get(i);
      }
    }
    boolean limited =
        primary.rolloutState != RolloutState.COMPLETED || !launch.replaces().isEmpty();
    checkState(!limited || occupying() <= upperBound(), "above the ceiling: %s", this);
    if (placed > 0) {
      String replacing = launch.replaces().isEmpty() ? "" : " to replace unhealthy ones";
      say("start " + placed + " " + deployment.id() + replacing);
    }
  }

  private FakeTask start(FakeDeployment deployment) {
    FakeTask task = new FakeTask(++launches, deployment, now);
    tasks.add(task);
    acted = true;
    return task;
  }

  private void stop(ImmutableList<? extends TaskView> victims, StopReason reason) {
    boolean healthyStop = false;
    TreeMap<String, Integer> perDeployment = new TreeMap<>();
    for (TaskView victim : victims) {
      FakeTask task = (FakeTask) victim;
      checkState(task.condition.isLive(), "stopped twice: %s", task);
      boolean spared = status == ServiceStatus.ACTIVE && reason == StopReason.SCALING;
      checkState(!spared || !task.isProtected || now > 1_000_000_000, "protected: %s", task);
      healthyStop |= task.condition == Condition.HEALTHY;
      perDeployment.merge(task.deployment.id(), 1, Integer::sum);
      task.condition = Condition.LEAVING;
      task.lastStatus = LastStatus.STOPPING;
      task.stopCode = StopCode.SERVICE_SCHEDULER_INITIATED;
      stopReasons.put(task.launchNumber, reason);
      acted = true;
    }
    boolean plainScaleIn =
        reason == StopReason.SCALING && primary.rolloutState == RolloutState.COMPLETED;
    checkState(
        !healthyStop || plainScaleIn || healthy() >= lowerBound() || status != ServiceStatus.ACTIVE,
        "below the floor: %s stop %s in %s",
        actions.get(actions.size() - 1),
        victims,
        this);
    for (Map.Entry<String, Integer> entry : perDeployment.entrySet()) {
      say("stop " + entry.getValue() + " " + entry.getKey());
    }
  }

  final TreeMap<Integer, StopReason> stopReasons = new TreeMap<>();

  private ImmutableList<FakeTask> victims(Plan.StopSome stop) {
    List<FakeTask> victims = new ArrayList<>();
    for (Candidates candidates : stop.among()) {
      tasks.stream()
          .filter(task -> qualifies(task, candidates) && !victims.contains(task))
          .sorted(
              Comparator.comparing((FakeTask task) -> !task.onDrainingInstance)
                  .thenComparing(task -> -task.createdAt)
                  .thenComparing(task -> -task.launchNumber))
          .limit(stop.count() - victims.size())
          .forEach(victims::add);
    }
    checkState(victims.size() == stop.count(), "%s asks for too many in %s", stop, this);
    return ImmutableList.copyOf(victims);
  }

  private boolean qualifies(FakeTask task, Candidates candidates) {
    boolean inGrace =
        candidates.ignoresGrace()
            && candidates.condition() == Condition.UNHEALTHY
            && task.condition == Condition.SETTLING
            && task.unhealthySince != TaskView.NEVER;
    return candidates.deployments().contains(task.deployment)
        && (task.condition == candidates.condition() || inGrace)
        && !task.isProtected
        && !(candidates.sparesDraining() && task.onDrainingInstance)
        && !(candidates.sparesReplacements() && isInOpenPair(task));
  }

  private boolean isInOpenPair(FakeTask task) {
    TaskView other = task.replaces() != null ? task.replaces() : task.replacedBy();
    return other != null
        && (task.condition == Condition.UNHEALTHY || other.condition() == Condition.UNHEALTHY);
  }

  // The view.

  @Override
  public long now() {
    return now;
  }

  @Override
  public String name() {
    return "s";
  }

  @Override
  public ServiceStatus status() {
    return status;
  }

  @Override
  public SchedulingStrategy schedulingStrategy() {
    return strategy;
  }

  @Override
  public int desiredCount() {
    return strategy == SchedulingStrategy.DAEMON ? slots.size() : desiredCount;
  }

  @Override
  public DeploymentConfiguration configuration() {
    return configuration;
  }

  @Override
  public Parameters parameters() {
    return new Parameters(
        TICK,
        1000,
        new Parameters.Stages(0, 0, 0, 0, 0),
        40_000,
        true,
        new Parameters.Throttle(2, 10_000, 2000, 1_620_000),
        false,
        0,
        0,
        true,
        false,
        false,
        false,
        false,
        true,
        500);
  }

  @Override
  public List<? extends DeploymentView> deployments() {
    List<FakeDeployment> listed = new ArrayList<>();
    listed.add(primary);
    deployments.stream()
        .filter(deployment -> deployment != primary && !deployment.retired)
        .sorted(Comparator.comparing(deployment -> -deployment.ordinal))
        .forEach(listed::add);
    return listed;
  }

  @Override
  public DeploymentView primary() {
    return primary;
  }

  @Override
  public Optional<? extends DeploymentView> rollbackCandidate() {
    return Optional.ofNullable(lastCompleted).filter(deployment -> deployment != primary);
  }

  @Override
  public ImmutableList<News> news() {
    return ImmutableList.copyOf(newsOfPass);
  }

  @Override
  public ImmutableList<? extends TaskView> draining() {
    return live(task -> task.onDrainingInstance);
  }

  @Override
  public ImmutableList<? extends TaskView> protectedTasks() {
    return live(task -> task.isProtected);
  }

  @Override
  public ImmutableList<? extends TaskView> replacements() {
    return live(task -> task.replaces() != null);
  }

  private ImmutableList<FakeTask> live(Predicate<FakeTask> which) {
    return tasks.stream()
        .filter(task -> task.condition.isLive() && which.test(task))
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public int launched() {
    return 0;
  }

  @Override
  public long capacityChanges() {
    return 0;
  }

  @Override
  public int liveInZone(String zone) {
    return live();
  }

  @Override
  public int leavingForReplacement() {
    return (int)
        tasks.stream()
            .filter(task -> task.condition == Condition.LEAVING)
            .map(task -> stopReasons.get(task.launchNumber))
            .filter(reason -> reason == StopReason.UNHEALTHY || reason == StopReason.DRAINING)
            .count();
  }

  @Override
  public Optional<AlarmState> alarm(String name) {
    return Optional.ofNullable(alarms.get(name));
  }

  private boolean isInAlarm(String name) {
    return alarms.get(name) == AlarmState.ALARM;
  }

  @Override
  public long alarmBakeTime() {
    return alarmBakeTime;
  }

  @Override
  public boolean actedInThisPass() {
    return acted;
  }

  @Override
  public boolean wasSteady() {
    return false;
  }

  @Override
  public ImmutableList<DaemonSlot> daemonSlots() {
    ImmutableList.Builder<DaemonSlot> all = ImmutableList.builder();
    slots.forEach(
        (instance, takes) ->
            all.add(
                new DaemonSlot(
                    instance,
                    takes,
                    tasks.stream()
                        .filter(task -> task.instance == instance)
                        .filter(task -> task.condition != Condition.GONE)
                        .findFirst()
                        .orElse(null))));
    return all.build();
  }

  @Override
  public ImmutableList<? extends TaskView> misplaced() {
    return live(
        task ->
            strategy == SchedulingStrategy.DAEMON
                && !slots.containsKey(task.instance)
                && !task.onDrainingInstance);
  }

  @Override
  public boolean hasReplicaTasks(int instance) {
    return replicasOn.contains(instance);
  }

  @Override
  public boolean rollbackRequested() {
    return rollbackRequested;
  }

  @Override
  public boolean foundNoPlaceIn(String zone) {
    return false;
  }

  @Override
  public @Nullable Object rebalancingMemory() {
    return rebalancingMemory;
  }

  @Override
  public ImmutableList<String> zones() {
    return ImmutableList.of("us-east-1a");
  }

  @Override
  public boolean rebalancesZones() {
    return false;
  }

  /** Returns old, new pending, new healthy, leaving and total, as the traces of 5.19 do. */
  String row() {
    int old = 0;
    for (FakeDeployment deployment : deployments) {
      old += deployment == primary ? 0 : deployment.live();
    }
    int pending = primary.live() - primary.healthy();
    return old
        + " | "
        + pending
        + " | "
        + primary.healthy()
        + " | "
        + count(Condition.LEAVING)
        + " | "
        + occupying();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("desired ").append(desiredCount()).append(' ');
    text.append(configuration.minimumHealthyPercent()).append('/');
    text.append(configuration.maximumPercent()).append(" at ").append(now / 1000).append(" s");
    deployments()
        .forEach(d -> text.append("\n  ").append(d).append(" wants ").append(d.desiredCount()));
    for (FakeTask task : tasks) {
      if (task.condition != Condition.GONE) {
        text.append("\n  ").append(task.deployment.id()).append(' ').append(task);
        text.append(task.isProtected ? " protected" : "");
        text.append(task.onDrainingInstance ? " draining" : "");
        text.append(task.replaces() == null ? "" : " replaces " + task.replaces());
      }
    }
    List<String> last = happenings.subList(Math.max(0, happenings.size() - 12), happenings.size());
    return text.append("\n  ").append(last).toString();
  }
}
