package dev.steadystate.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.api.EcsApi;
import dev.steadystate.core.api.EventBridge;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Engine;
import dev.steadystate.core.engine.ScheduledCall;
import dev.steadystate.core.engine.Settings;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.Journal;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.MetricAlarm;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementEngine;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.Run;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import dev.steadystate.core.view.ServiceExplanation;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskDefinitionSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One account of Amazon ECS in one region, in virtual time.
 *
 * <p>Nothing happens by itself: calls change what is wanted, and {@code run…} lets time pass until
 * the scheduler has done its work. The same calls under the same seed always give the same journal,
 * to the byte.
 */
public final class EcsSimulation {
  private static final Duration LONGEST_RUN = Duration.ofDays(7);

  /** How far an explanation looks ahead. */
  private static final Duration NEXT = Duration.ofDays(1);

  private static final String DEFAULT_CLUSTER = "default";

  private final Engine engine;
  private final EcsApi api;

  private EcsSimulation(Engine engine) {
    this.engine = engine;
    this.api = new EcsApi(engine);
  }

  /** Returns a simulation with the placement engine and controllers found on the class path. */
  public static EcsSimulation create() {
    return builder().build();
  }

  /** Returns a builder, for another seed, start, timing, fate or policy. */
  public static Builder builder() {
    return new Builder();
  }

  // Time.

  /** Returns the present instant of virtual time. */
  public Instant now() {
    return Instant.ofEpochMilli(engine.now());
  }

  /** Returns the instant at which it began: ticks come at whole multiples from there (SS-1). */
  public Instant start() {
    return Instant.ofEpochMilli(engine.start());
  }

  /** Returns a clock that shows virtual time, to hand to code under test. */
  public Clock clock() {
    return new VirtualClock(this, java.time.ZoneOffset.UTC);
  }

  /** Lets so much time pass. */
  public void runFor(Duration duration) {
    runUntil(now().plus(duration));
  }

  /** Lets time pass up to and including this instant. */
  public void runUntil(Instant instant) {
    if (instant.isBefore(now())) {
      throw new IllegalArgumentException(
          "time runs forward only: it is " + now() + ", later than " + instant);
    }
    engine.run(instant.toEpochMilli(), () -> false);
  }

  /**
   * Lets time pass until the condition holds at the end of an instant.
   *
   * @return whether it held within the time given
   */
  public boolean runUntil(Predicate<EcsSimulation> condition, Duration atMost) {
    if (condition.test(this)) {
      return true;
    }
    return engine.run(now().plus(atMost).toEpochMilli(), () -> condition.test(this));
  }

  /** Lets time pass until every service is in steady state, at most seven days. */
  public void runUntilSteady() {
    if (!runUntilSteady(LONGEST_RUN)) {
      throw new IllegalStateException(
          "no steady state within " + LONGEST_RUN + ": " + engine.unsteady());
    }
  }

  /** Lets time pass until every service is in steady state; returns whether that came. */
  public boolean runUntilSteady(Duration atMost) {
    return runUntil(EcsSimulation::isSteady, atMost);
  }

  /** Returns whether every service is in steady state. */
  public boolean isSteady() {
    return engine.isSteady();
  }

  /**
   * Lets everything happen that is due at the next instant at which anything is.
   *
   * @return whether there was such an instant
   */
  public boolean tick() {
    if (engine.nextAt() == Long.MAX_VALUE) {
      return false;
    }
    engine.run(engine.nextAt(), () -> true);
    return true;
  }

  // What is there. The cluster "default" exists from the beginning and is meant where none is
  // named.

  /** Creates a cluster, or returns the one of this name. */
  public ClusterSnapshot createCluster(String name) {
    return api.createCluster(name);
  }

  /** Registers an instance like an m5.large in the default cluster. */
  public InstanceSnapshot registerContainerInstance(String ec2InstanceId, String zone) {
    return registerContainerInstance(ContainerInstance.of(ec2InstanceId, zone));
  }

  public InstanceSnapshot registerContainerInstance(ContainerInstance instance) {
    return api.registerContainerInstance(instance);
  }

  /** Sets an instance of the default cluster DRAINING. */
  public InstanceSnapshot drain(String instance) {
    return drain(DEFAULT_CLUSTER, instance);
  }

  public InstanceSnapshot drain(String cluster, String instance) {
    return api.drain(cluster, instance);
  }

  /** Sets a DRAINING instance of the default cluster ACTIVE again. */
  public InstanceSnapshot activate(String instance) {
    return api.activate(DEFAULT_CLUSTER, instance);
  }

  public InstanceSnapshot activate(String cluster, String instance) {
    return api.activate(cluster, instance);
  }

  public InstanceSnapshot deregisterContainerInstance(
      String cluster, String instance, boolean force) {
    return api.deregisterContainerInstance(cluster, instance, force);
  }

  /** Registers the next revision of a family. */
  public TaskDefinitionSnapshot registerTaskDefinition(TaskDefinition definition) {
    return api.registerTaskDefinition(definition);
  }

  public TaskDefinitionSnapshot deregisterTaskDefinition(String familyAndRevision) {
    return api.deregisterTaskDefinition(familyAndRevision);
  }

  /** Creates a service; the scheduler sees it at its next tick. */
  public ServiceSnapshot createService(Service service) {
    return api.createService(service);
  }

  public ServiceSnapshot updateService(ServiceUpdate update) {
    return api.updateService(update);
  }

  /**
   * Returns what the next pass of the scheduler would do after this update; nothing changes.
   *
   * @throws dev.steadystate.core.model.EcsException when ECS would refuse the update
   */
  public DryRun dryRun(ServiceUpdate update) {
    EcsSimulation fork = fork();
    ServiceSnapshot updated = fork.updateService(update);
    ImmutableList<JournalEntry> steps =
        fork.engine.nextPass(updated.cluster(), updated.name(), LONGEST_RUN.toMillis());
    return new DryRun(fork.now(), steps);
  }

  /** Deletes a service of the default cluster, scaling it to nothing first. */
  public ServiceSnapshot deleteService(String service) {
    return api.deleteService(DEFAULT_CLUSTER, service, true);
  }

  public ServiceSnapshot deleteService(String cluster, String service, boolean force) {
    return api.deleteService(cluster, service, force);
  }

  /** Starts tasks outside any service. */
  public Run runTask(RunTask run) {
    return api.runTask(run);
  }

  /** Stops a task of the default cluster: {@code web/3} is launch 3 of service web. */
  public TaskSnapshot stopTask(String task) {
    return stopTask(DEFAULT_CLUSTER, task, "Task stopped by user");
  }

  public TaskSnapshot stopTask(String cluster, String task, String reason) {
    return api.stopTask(cluster, task, reason);
  }

  /** Protects a service task of the default cluster from scale-in for so long. */
  public TaskSnapshot protectTask(String task, Duration length) {
    return protectTask(DEFAULT_CLUSTER, task, length);
  }

  public TaskSnapshot protectTask(String cluster, String task, Duration length) {
    return api.protectTask(cluster, task, length);
  }

  public TaskSnapshot unprotectTask(String cluster, String task) {
    return api.unprotectTask(cluster, task);
  }

  /** Lets something go wrong, now. */
  public void inject(Fault fault) {
    api.inject(fault);
  }

  /**
   * Makes a simulated CloudWatch alarm known, in the state INSUFFICIENT_DATA if it is new. How long
   * a deployment bakes follows from its length (DEP-109).
   *
   * @param period the length of one evaluation period
   */
  public void putAlarm(String name, Duration period, int evaluationPeriods) {
    engine.byHand(
        () -> {
          engine.commands().putAlarm(name, period.toMillis(), evaluationPeriods);
          return name;
        });
  }

  /**
   * Makes a simulated CloudWatch alarm known that watches a metric, in the state INSUFFICIENT_DATA
   * if it is new. It is evaluated every minute by the rules of CloudWatch for as long as there are
   * data points in its range; a state that was set by hand lasts until then (SCL-63 to SCL-72).
   */
  public void putAlarm(MetricAlarm alarm) {
    engine.byHand(
        () -> {
          engine.commands().putAlarm(alarm);
          return alarm;
        });
  }

  /**
   * Puts a data point of a metric, as of now. It counts with the period that begins at or before
   * this instant, once that is over.
   *
   * @param metric any name; alarms watch it by this name
   */
  public void putMetricData(String metric, BigDecimal value) {
    engine.byHand(
        () -> {
          engine.commands().putMetricData(metric, value);
          return value;
        });
  }

  /** Returns the state of an alarm, absent when there is none of that name. */
  public Optional<AlarmState> alarm(String name) {
    return engine.alarm(name);
  }

  /**
   * Makes a target group known, which services then register their tasks with. Its targets are
   * healthy as soon as they are registered.
   *
   * @param deregistrationDelay how long a target drains before its task is told to stop (TK-11)
   */
  public void putTargetGroup(String arn, Duration deregistrationDelay) {
    checkArgument(
        !deregistrationDelay.isNegative(),
        "a deregistration delay must not be negative, but was %s",
        deregistrationDelay);
    engine.byHand(
        () -> {
          engine.commands().putTargetGroup(arn, deregistrationDelay.toMillis());
          return arn;
        });
  }

  /**
   * Returns the deregistration delay of a target group, absent for one that nobody made known: that
   * is kept with its service and has no effect.
   */
  public Optional<Duration> targetGroup(String arn) {
    return engine.targetGroup(arn).map(Duration::ofMillis);
  }

  // The ECS API, by the names and shapes of its documents.

  /**
   * Makes any call of the ECS API, now.
   *
   * @param action such as {@code DescribeServices}
   * @return its output, in the shape of the API
   * @throws dev.steadystate.core.model.EcsException when ECS would refuse it; nothing has changed
   */
  public Document call(String action, Document input) {
    return api.call(action, input);
  }

  /** Schedules a call for an instant: it comes before the scheduler's tick of that instant. */
  public void schedule(Instant at, String action, Document input) {
    api.schedule(at.toEpochMilli(), action, input);
  }

  /** Schedules a fault for an instant. */
  public void schedule(Instant at, Fault fault) {
    api.schedule(at.toEpochMilli(), fault);
  }

  /** Returns what came of calls and faults that were scheduled ahead, in order. */
  public ImmutableList<Answer> answers() {
    ImmutableList.Builder<Answer> answers = ImmutableList.builder();
    for (ScheduledCall.Answer answer : engine.answers()) {
      answers.add(
          new Answer(
              Instant.ofEpochMilli(answer.at()),
              answer.action(),
              answer.isFault(),
              answer.output().map(Supplier::get),
              answer.error()));
    }
    return answers.build();
  }

  // Looking.

  /** Returns the clusters in order of creation. */
  public ImmutableList<ClusterSnapshot> clusters() {
    return api.clusters();
  }

  /** Returns a service of the default cluster, whatever its status. */
  public ServiceSnapshot service(String name) {
    return service(DEFAULT_CLUSTER, name);
  }

  public ServiceSnapshot service(String cluster, String name) {
    return api.service(cluster, name).orElseThrow(() -> noService(cluster, name));
  }

  /** Returns what every call so far has made of a service, without what became of it. */
  public Service definition(String cluster, String service) {
    return api.definition(cluster, service).orElseThrow(() -> noService(cluster, service));
  }

  /** Returns the services of the default cluster in order of creation, deleted ones too. */
  public ImmutableList<ServiceSnapshot> services() {
    return services(DEFAULT_CLUSTER);
  }

  public ImmutableList<ServiceSnapshot> services(String cluster) {
    return api.services(cluster);
  }

  /** Returns a revision of a task definition by family and number, family alone or ARN. */
  public TaskDefinitionSnapshot taskDefinition(String name) {
    return api.taskDefinition(name)
        .orElseThrow(() -> new IllegalArgumentException("no task definition '" + name + "'"));
  }

  /** Returns a task of the default cluster by id, ARN, or launch such as {@code web/3}. */
  public TaskSnapshot task(String name) {
    return task(DEFAULT_CLUSTER, name);
  }

  public TaskSnapshot task(String cluster, String name) {
    return api.task(cluster, name)
        .orElseThrow(
            () -> new IllegalArgumentException("no task '" + name + "' in cluster " + cluster));
  }

  /** Returns the remembered tasks of the default cluster in order of launch. */
  public ImmutableList<TaskSnapshot> tasks() {
    return tasks(DEFAULT_CLUSTER);
  }

  public ImmutableList<TaskSnapshot> tasks(String cluster) {
    return api.tasks(cluster);
  }

  /**
   * Hands out the remembered tasks of a cluster in order of launch, each looked at when it is asked
   * for: for reports on very many.
   */
  public Stream<TaskSnapshot> eachTask(String cluster) {
    return api.eachTask(cluster);
  }

  /**
   * Returns a task as those see it who decide about it: it costs next to nothing to read. Unlike a
   * snapshot it moves on with time, and it is good until the task is forgotten (TK-15).
   */
  public TaskView taskView(String cluster, String name) {
    return api.taskView(cluster, name)
        .orElseThrow(
            () -> new IllegalArgumentException("no task '" + name + "' in cluster " + cluster));
  }

  /** Returns the task that a journal entry is about, as the controller and placement see it. */
  public TaskView taskView(Subject task) {
    return api.taskView(task)
        .orElseThrow(() -> new IllegalArgumentException("no task '" + task + "'"));
  }

  /** Returns the timestamps of a task that is not forgotten yet. */
  public TaskTimes taskTimes(TaskView task) {
    return api.taskTimes(task);
  }

  /** Returns the timestamps of a task, without the rest of it. */
  public TaskTimes taskTimes(String cluster, String name) {
    return api.taskTimes(cluster, name)
        .orElseThrow(
            () -> new IllegalArgumentException("no task '" + name + "' in cluster " + cluster));
  }

  /** Returns the numbers of all services as they are, in order of creation: a live view. */
  public List<? extends ServiceCounts> counts() {
    return engine.counts();
  }

  /** Returns the numbers of a service as they are: a live view. */
  public ServiceCounts counts(String cluster, String service) {
    return engine.counts(cluster, service).orElseThrow(() -> noService(cluster, service));
  }

  /** Returns the latest service deployment of a service, without those before it. */
  public Optional<ServiceDeploymentSnapshot> latestServiceDeployment(
      String cluster, String service) {
    return api.latestServiceDeployment(cluster, service);
  }

  /** Returns the status of the latest service deployment of a service, without the rest of it. */
  public Optional<String> latestServiceDeploymentStatus(String cluster, String service) {
    return api.latestServiceDeploymentStatus(cluster, service);
  }

  /** Returns the service deployments of a service, newest first. */
  public ImmutableList<ServiceDeploymentSnapshot> serviceDeployments(ServiceSnapshot service) {
    return api.serviceDeployments(service);
  }

  /** Returns a task as DescribeTasks shows it. */
  public Document describe(TaskSnapshot task) {
    return api.describe().task(task);
  }

  /** Returns a container instance as DescribeContainerInstances shows it. */
  public Document describe(InstanceSnapshot instance) {
    return api.describe().instance(instance);
  }

  /** Returns a service as DescribeServices shows it. */
  public Document describe(ServiceSnapshot service) {
    return api.describe().service(service);
  }

  /** Returns a service deployment as DescribeServiceDeployments shows it. */
  public Document describe(ServiceDeploymentSnapshot deployment) {
    return api.describe().serviceDeployment(deployment);
  }

  /** Returns an instance of the default cluster by its EC2 id, id or ARN. */
  public InstanceSnapshot instance(String name) {
    return api.instance(DEFAULT_CLUSTER, name)
        .orElseThrow(() -> new IllegalArgumentException("no container instance '" + name + "'"));
  }

  /** Returns the instances of the default cluster in order of registration, INACTIVE ones too. */
  public ImmutableList<InstanceSnapshot> instances() {
    return instances(DEFAULT_CLUSTER);
  }

  public ImmutableList<InstanceSnapshot> instances(String cluster) {
    return api.instances(cluster);
  }

  /**
   * Explains a service of the default cluster: what it waits for, why its tasks find no place and
   * the smallest change that would give them one, when the next launch is tried, what blocks it,
   * and what happens next.
   */
  public ServiceExplanation explain(String service) {
    return explain(DEFAULT_CLUSTER, service);
  }

  /** Explains a service. Nothing changes: what comes next is seen in a fork. */
  public ServiceExplanation explain(String cluster, String service) {
    return engine.explain(
        serviceView(cluster, service), fork().engine.nextAbout(cluster, service, NEXT.toMillis()));
  }

  /** Returns when a service of the default cluster tries to launch again, if it waits (SS-83). */
  public Optional<Instant> nextLaunchAttempt(String service) {
    return engine.nextLaunchAttempt(DEFAULT_CLUSTER, service).map(Instant::ofEpochMilli);
  }

  /** Returns the seed of all chance. */
  public long seed() {
    return engine.seed();
  }

  /**
   * Returns a service as those see it who decide about it: counts that cost nothing to read. Unlike
   * a snapshot it moves on with time.
   */
  public ServiceView serviceView(String cluster, String service) {
    return engine.serviceView(cluster, service).orElseThrow(() -> noService(cluster, service));
  }

  private static IllegalArgumentException noService(String cluster, String service) {
    return new IllegalArgumentException("no service '" + service + "' in cluster " + cluster);
  }

  /**
   * Returns the container instances of a cluster as placement sees them, to measure how tasks stand
   * on them. Unlike snapshots it moves on with time.
   */
  public InstancesView instancesView(String cluster) {
    return engine
        .instancesView(cluster)
        .orElseThrow(() -> new IllegalArgumentException("no cluster '" + cluster + "'"));
  }

  /** Returns the parameters that hold. */
  public Parameters parameters() {
    return engine.parameters();
  }

  // The record.

  /** Returns the journal: what happened, and why. */
  public Journal journal() {
    return engine.journal();
  }

  /** Returns the fingerprint of all that happened: two runs share it exactly if they are alike. */
  public String digest() {
    return engine.journal().digest();
  }

  /** Hands every further journal entry to this observer; a fork is not observed. */
  public void observe(Consumer<JournalEntry> observer) {
    engine.journal().observe(observer);
  }

  /**
   * Returns what the kept journal tells in the form in which ECS sends it to EventBridge: changes
   * of tasks, container instances and deployments, and service actions.
   */
  public ImmutableList<Document> eventBridge() {
    return new EventBridge(api).events(journal());
  }

  /** Hands every further event to this observer, in the form of EventBridge. */
  public void observeEventBridge(Consumer<Document> observer) {
    EventBridge events = new EventBridge(api);
    observe(entry -> events.event(entry).ifPresent(observer));
  }

  /** Calls this observer at the end of each instant at which something happened. */
  public void observeInstants(Consumer<Instant> observer) {
    engine.observeInstants(at -> observer.accept(Instant.ofEpochMilli(at)));
  }

  /** Returns an independent simulation with the same past, at this instant. */
  public EcsSimulation fork() {
    return new EcsSimulation(engine.fork());
  }

  /** Counts everything again and returns what does not agree, or the empty text: a law. */
  public String selfCheck() {
    return engine.selfCheck();
  }

  /** Collects what a simulation is to be given at its birth. */
  public static final class Builder {
    private long seed;

    /** 2026-01-01T00:00:00Z, in a form that needs no reader of dates. */
    private Instant start = Instant.ofEpochSecond(1_767_225_600);

    private String region = "us-east-1";
    private String account = "123456789012";
    private Parameters parameters = Parameters.observed();
    private FateSource fates = FateSource.allGoesWell();
    private final ImmutableSortedMap.Builder<String, String> subnets =
        ImmutableSortedMap.naturalOrder();
    private Journal.Mode journalMode = Journal.Mode.FULL;
    private int journalBound;
    private boolean keepStoppedTasks;
    private boolean everyTick;
    private boolean defaultCluster = true;
    private @Nullable PlacementEngine placement;
    private final List<DeploymentController> controllers = new ArrayList<>();

    private Builder() {}

    /** Sets the seed of all chance; 0 unless set. */
    public Builder seed(long newSeed) {
      this.seed = newSeed;
      return this;
    }

    /** Sets the first instant; the start of 2026 unless set. */
    public Builder start(Instant newStart) {
      this.start = newStart;
      return this;
    }

    public Builder region(String newRegion) {
      this.region = newRegion;
      return this;
    }

    /** Sets the twelve digits of the account. */
    public Builder account(String newAccount) {
      this.account = newAccount;
      return this;
    }

    /** Sets what AWS leaves open; {@link Parameters#observed()} unless set. */
    public Builder parameters(Parameters newParameters) {
      this.parameters = newParameters;
      return this;
    }

    /** Sets how tasks turn out; well, unless set. */
    public Builder fates(FateSource newFates) {
      this.fates = newFates;
      return this;
    }

    /** Tells the zone of a subnet (PL-85). */
    public Builder subnet(String id, String zone) {
      subnets.put(id, zone);
      return this;
    }

    /** Keeps only the latest entries of the journal, at least as many as this. */
    public Builder boundedJournal(int entries) {
      this.journalMode = Journal.Mode.BOUNDED;
      this.journalBound = entries;
      return this;
    }

    /** Keeps no journal; the fingerprint runs all the same. */
    public Builder withoutJournal() {
      this.journalMode = Journal.Mode.OFF;
      return this;
    }

    /** Keeps stopped tasks for reports after ECS has forgotten them (TK-15). */
    public Builder keepStoppedTasks(boolean keep) {
      this.keepStoppedTasks = keep;
      return this;
    }

    /** Begins with no cluster at all, not even the one called {@code default}. */
    public Builder withoutDefaultCluster() {
      this.defaultCluster = false;
      return this;
    }

    /**
     * Gives each service a pass at each tick, also when nothing can have changed. It only costs
     * time: tests hold the lazy scheduler against it.
     */
    Builder passAtEveryTick() {
      this.everyTick = true;
      return this;
    }

    /** Sets the placement engine, instead of the one on the class path. */
    public Builder placement(PlacementEngine engine) {
      this.placement = engine;
      return this;
    }

    /** Adds a deployment controller; without any, those on the class path serve. */
    public Builder controller(DeploymentController controller) {
      controllers.add(controller);
      return this;
    }

    public EcsSimulation build() {
      Settings settings =
          new Settings(
              seed,
              start.toEpochMilli(),
              region,
              account,
              parameters,
              fates,
              subnets.buildOrThrow(),
              journalMode,
              journalBound,
              keepStoppedTasks,
              everyTick,
              defaultCluster);
      return new EcsSimulation(
          new Engine(
              settings,
              placement == null ? ClassPath.placement() : placement,
              controllers.isEmpty() ? ClassPath.controllers() : controllersByType(controllers)));
    }

    static ImmutableSortedMap<String, DeploymentController> controllersByType(
        List<DeploymentController> controllers) {
      ImmutableSortedMap.Builder<String, DeploymentController> byType =
          ImmutableSortedMap.naturalOrder();
      for (DeploymentController controller : controllers) {
        byType.put(controller.type(), controller);
      }
      return byType.buildOrThrow();
    }
  }
}
