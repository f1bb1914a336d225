package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a simulation from its journal alone, kept up entry by entry: a second account,
 * against which the engine's own is held.
 */
public final class Facts {
  private static final String PAUSED = "scheduler paused until ";

  private final EcsSimulation simulation;
  private final Moment moment;
  private final Awake awake;
  private final ServiceFacts services;
  private final InstanceFacts instances;
  private final Verdicts verdicts;
  private final TaskFacts tasks;
  private final LaunchFacts launches;
  private final Awake.Alarm alarm = this::nextAt;
  private @Nullable KnownTask subject;

  Facts(EcsSimulation simulation) {
    this.simulation = simulation;
    this.moment =
        new Moment(
            simulation.start().toEpochMilli(),
            simulation.parameters().reconcileInterval(),
            simulation.now().toEpochMilli());
    this.awake = new Awake(moment);
    this.services = new ServiceFacts(simulation, moment, awake);
    this.instances = new InstanceFacts(simulation);
    this.verdicts = new Verdicts(moment, services, simulation.parameters().noHealthCheckSettle());
    this.tasks = new TaskFacts(simulation, moment, services, instances, verdicts);
    this.launches = new LaunchFacts(simulation.parameters(), moment, services);
    begin();
  }

  /** Returns the simulation that is watched. */
  public EcsSimulation simulation() {
    return simulation;
  }

  Moment moment() {
    return moment;
  }

  /** Returns when launches may come. */
  LaunchFacts launches() {
    return launches;
  }

  /** Returns the task that the present entry is about, if it is about one. */
  @Nullable KnownTask subject() {
    return subject;
  }

  /** Returns the task that an entry is about, unless it is long gone. */
  @Nullable KnownTask task(JournalEntry entry) {
    return tasks.find(entry.subject());
  }

  /** Returns the services of which something changed in this instant. */
  List<KnownService> stirred() {
    return awake.stirred();
  }

  /** Returns the services about which a tick may have left something undone. */
  List<KnownService> awake() {
    return awake.services();
  }

  /** Returns every service, in order of creation. */
  List<KnownService> services() {
    return services.all();
  }

  AlarmFacts alarms() {
    return services.alarms();
  }

  /** Returns the daemon services, in order of creation. */
  List<KnownService> daemons() {
    return services.daemons();
  }

  @Nullable KnownService service(JournalEntry entry) {
    return services.of(entry);
  }

  @Nullable KnownService service(String cluster, String name) {
    return services.named(cluster, name);
  }

  @Nullable KnownDeployment deployment(JournalEntry entry) {
    return services.deploymentOf(entry);
  }

  /** Returns how many tasks there are. */
  int size() {
    return tasks.size();
  }

  /** Returns the service as the scheduler sees it in this instant: what calls have left it. */
  ServiceView wanted(KnownService service) {
    return services.wanted(service);
  }

  /** Returns the numbers that the engine shows of it. */
  ServiceCounts counts(KnownService service) {
    return services.counts(service);
  }

  /** Returns what every update so far has made of it. */
  Service definition(KnownService service) {
    return services.definition(service);
  }

  boolean isActive(KnownService service) {
    return services.isActive(service);
  }

  /** Brings what is healthy, unhealthy and replaced of a service up to the present. */
  void settle(KnownService service) {
    verdicts.settle(service);
    TaskFacts.partPairs(service);
  }

  /** Returns whether scale-in and deployments must leave the task alone (SS-61). */
  static boolean isProtected(KnownTask task) {
    return task.view.isProtected();
  }

  boolean anyDraining(KnownService service) {
    if (!instances.anyDraining(service.cluster)) {
      return false;
    }
    for (KnownTask task : service.tasks) {
      if (!task.told && task.isDraining()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the instances of a cluster in order of registration, those that are gone included. */
  List<KnownInstance> instances(String cluster) {
    return instances.of(cluster);
  }

  /** Returns whether a service said this; words are dear to make. */
  static boolean isEvent(JournalEntry entry, EventKind kind) {
    return entry.what() instanceof EventMessage message && message.kind() == kind;
  }

  // Keeping up.

  /** Takes in an entry that was just written. */
  void take(JournalEntry entry) {
    tasks.pair();
    subject = null;
    moment.brings(entry.kind());
    switch (entry.kind()) {
      case TASK_STARTED -> {
        moment.at(entry.at());
        subject = tasks.started(entry);
        stir(subject);
      }
      case TASK_STATUS, TASK_STOPPED, TASK_STOPPING, TASK_HEALTH, TASK_PROTECTION -> {
        moment.at(entry.at());
        subject = tasks.find(entry.subject());
        if (subject != null) {
          stir(subject);
          change(subject, entry);
        }
      }
      case DEPLOYMENT -> {
        moment.at(entry.at());
        services.deployment(entry);
        stir(entry);
      }
      case FAILURE_COUNTED -> {
        services.failureCounted(entry);
        stir(entry);
      }
      case LAUNCH_REFUSED -> {
        services.launchRefused(entry);
        stir(entry);
      }
      case SERVICE_STATUS -> {
        KnownService service = services.of(entry);
        if (service != null) {
          service.gone = entry.text().equals("INACTIVE");
          stir(entry);
        }
      }
      case CALL, FAULT -> {
        moment.at(entry.at());
        asked(entry);
      }
      case ALARM -> {
        moment.at(entry.at());
        services.alarms().take(entry);
        awake.stirAll();
      }
      case INSTANCE_STATUS, AGENT -> {
        moment.at(entry.at());
        // A call that changes an instance may change where everything may go.
        instances.changed(entry.subject().cluster());
        awake.stirAll();
      }
      case SERVICE_EVENT -> {
        KnownService service = services.of(entry);
        if (service != null) {
          services.says(service, entry);
          awake.stir(service);
        }
      }
      case CONTAINER_RESTARTED -> {
        KnownTask task = tasks.find(entry.subject());
        if (task != null && task.service != null) {
          task.service.restartedAt = entry.at();
        }
      }
      case LAUNCHES_DELAYED, DESIRED_COUNT -> stir(entry);
      case SIMULATION_STARTED, CONTAINER_EXITED, CONSTRAINT_VIOLATED -> {
        // They change no count.
      }
    }
    launches.take(entry, subject);
  }

  private void stir(JournalEntry entry) {
    KnownService service = services.of(entry);
    if (service != null) {
      awake.stir(service);
    }
  }

  private void stir(KnownTask task) {
    if (task.service != null && !task.service.forgotten) {
      awake.stir(task.service);
    }
  }

  private void change(KnownTask task, JournalEntry entry) {
    switch (entry.kind()) {
      case TASK_STATUS, TASK_STOPPED ->
          tasks.moves(
              task,
              entry.what() instanceof LastStatus next ? next : LastStatus.valueOf(entry.text()),
              entry.at());
      case TASK_HEALTH -> tasks.health(task, HealthStatus.valueOf(entry.text()), entry.at());
      case TASK_STOPPING -> tasks.told(task, entry.text(), Reason.of(entry));
      default -> {
        // Who is protected is asked when somebody has to know.
      }
    }
  }

  /** Takes in a call or a fault: it changes what services want, or when the scheduler looks. */
  private void asked(JournalEntry entry) {
    KnownService service = services.of(entry);
    if (service == null) {
      awake.stirAll();
      if (entry.text().startsWith(PAUSED)) {
        String until = entry.text().substring(PAUSED.length());
        moment.pausedUntil(Instant.parse(until).toEpochMilli());
      }
      return;
    }
    awake.stir(service);
    if (entry.kind() == EntryKind.CALL && entry.text().equals("UpdateService")) {
      service.beforeUpdate = service.definition;
      service.definition = null;
      service.askedAgain = true;
      verdicts.graceMayChange(service);
    }
  }

  /** Brings the facts to the end of an instant, which may have come without an entry. */
  void reach(long at) {
    moment.at(at);
    tasks.pair();
    instances.refresh();
    awake.reach(at, services.all());
    launches.reach();
  }

  void endOfInstant() {
    tasks.endOfInstant();
    if (moment.isTick()) {
      ServiceFacts.roundEnds(awake.services());
    }
    awake.ends(moment.isTick(), alarm);
    moment.ends();
  }

  /** Returns when time alone changes something about a service at rest. */
  private long nextAt(KnownService service) {
    settle(service);
    long next = Math.min(verdicts.nextAt(service), launches.nextAt(service));
    KnownDeployment primary = service.primary;
    if (primary != null && primary.bakesFrom != KnownDeployment.LATER && !primary.isOver()) {
      long baked = primary.bakesFrom + CompletionLaws.bakeTime(wanted(service));
      next = baked > moment.now() ? Math.min(next, baked) : next;
    }
    return next;
  }

  // What was there before the watch.

  private void begin() {
    for (ClusterSnapshot cluster : simulation.clusters()) {
      for (ServiceSnapshot service : simulation.services(cluster.name())) {
        begin(services.create(cluster.name(), service.name()), service);
      }
      simulation.tasks(cluster.name()).forEach(tasks::begin);
    }
    endOfInstant();
  }

  private void begin(KnownService known, ServiceSnapshot service) {
    tasks.begin(known);
    services.isThere(known);
    known.events = service.events().size();
    known.lastEventAt =
        service.events().isEmpty() ? 0 : service.events().get(0).createdAt().toEpochMilli();
    for (DeploymentSnapshot deployment : service.deployments()) {
      KnownDeployment it = ServiceFacts.deployment(known, deployment.id());
      it.rollout = deployment.rolloutState();
      it.everCompleted = it.rollout == RolloutState.COMPLETED;
      it.failures = deployment.failedTasks();
      it.refused = deployment.failedTasks();
      it.mayBakeFrom = 0;
      it.taskDefinition = deployment.taskDefinition();
      it.targetGroups = deployment.definition().targetGroups();
    }
    known.primary = ServiceFacts.deployment(known, service.primary().id());
    known.primary.startedInAlarm = wanted(known).primary().startedInAlarm();
    known.primary.hasRun = wanted(known).primary().hasRun();
    known.wasSteady = service.steady();
    known.lastSteadyAt = lastSteady(service);
  }

  /** Events come some milliseconds after their tick. */
  private static long lastSteady(ServiceSnapshot service) {
    return service.events().stream()
        .filter(event -> event.message().endsWith("has reached a steady state."))
        .mapToLong(event -> event.createdAt().toEpochMilli() / 1000 * 1000)
        .findFirst()
        .orElse(KnownTask.NEVER);
  }
}
