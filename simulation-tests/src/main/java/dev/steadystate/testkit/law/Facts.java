package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a simulation from its journal alone, kept up entry by entry: a second account,
 * against which the engine's own is held.
 */
public final class Facts {
  private static final String PAUSED = "scheduler paused until ";

  private final EcsSimulation simulation;
  private final long settle;
  private final Map<String, KnownTask> tasks = new LinkedHashMap<>();
  private final Map<String, KnownService> services = new LinkedHashMap<>();
  private final Map<String, Map<String, KnownInstance>> instances = new HashMap<>();

  /** Clusters whose instances have to be looked at again. */
  private final Set<String> stale = new HashSet<>();

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<KnownService> touched = new LinkedHashSet<>();
  private final List<KnownTask> startedNow = new ArrayList<>();
  private final List<KnownTask> stoppedNow = new ArrayList<>();
  private final List<KnownTask> toldNow = new ArrayList<>();
  private @Nullable KnownTask subject;
  private final long start;
  private final long interval;
  private long pausedUntil = KnownTask.NEVER;
  private long now;

  /** Instants are counted: two may come at one time, where a call is made by hand. */
  private long turn;

  Facts(EcsSimulation simulation) {
    this.simulation = simulation;
    this.settle = simulation.parameters().noHealthCheckSettle();
    this.now = simulation.now().toEpochMilli();
    this.start = simulation.start().toEpochMilli();
    this.interval = simulation.parameters().reconcileInterval();
    begin();
  }

  /** Returns the simulation that is watched. */
  public EcsSimulation simulation() {
    return simulation;
  }

  /** Returns the task that the present entry is about, if it is about one. */
  @Nullable KnownTask subject() {
    return subject;
  }

  /** Returns the services of whose tasks or events something changed in this instant. */
  Set<KnownService> touched() {
    return touched;
  }

  /** Returns how many tasks there are. */
  int size() {
    return tasks.size();
  }

  /** Returns the tasks that became RUNNING in this instant. */
  List<KnownTask> startedNow() {
    return startedNow;
  }

  /** Returns the tasks that became STOPPED in this instant. */
  List<KnownTask> stoppedNow() {
    return stoppedNow;
  }

  /** Returns the tasks that were told to stop in this instant. */
  List<KnownTask> toldNow() {
    return toldNow;
  }

  /** Returns this instant, in milliseconds since the epoch. */
  long now() {
    return now;
  }

  /** Returns the number of this instant. */
  long turn() {
    return turn;
  }

  /** Returns whether the scheduler looks at services in this instant, if it looks on a grid. */
  boolean isTick() {
    return interval > 0 && (now - start) % interval == 0 && now >= pausedUntil;
  }

  boolean isActive(KnownService service) {
    ServiceCounts counts = counts(service);
    return counts != null && counts.status() == ServiceStatus.ACTIVE;
  }

  int desiredCount(KnownService service) {
    ServiceCounts counts = counts(service);
    return counts == null ? 0 : counts.desiredCount();
  }

  @Nullable ServiceCounts counts(KnownService service) {
    if (service.counts == null || service.counts.status() == ServiceStatus.INACTIVE) {
      service.counts = null;
      for (ServiceCounts counts : simulation.counts()) {
        if (counts.status() != ServiceStatus.INACTIVE
            && counts.name().equals(service.name)
            && counts.clusterName().equals(service.cluster)) {
          service.counts = counts;
        }
      }
    }
    return service.counts;
  }

  /** Returns whether scale-in and deployments must leave the task alone (SS-61). */
  boolean isProtected(KnownTask task) {
    return simulation
        .task(task.cluster, task.id)
        .protectedUntil()
        .filter(until -> until.toEpochMilli() > now)
        .isPresent();
  }

  boolean anyDraining(KnownService service) {
    for (KnownTask task : service.tasks.values()) {
      if (!task.told && task.isDraining()) {
        return true;
      }
    }
    return false;
  }

  @Nullable KnownService service(String cluster, String name) {
    return services.get(cluster + "/" + name);
  }

  Iterable<KnownService> services() {
    return services.values();
  }

  /** Returns the service as the scheduler sees it in this instant: what calls have left it. */
  ServiceSnapshot wanted(KnownService service) {
    ServiceSnapshot snapshot = service.snapshot;
    if (snapshot == null || (service.snapshotAt != now && isDaemon(snapshot))) {
      snapshot = simulation.service(service.cluster, service.name);
      service.snapshot = snapshot;
      service.snapshotAt = now;
    }
    return snapshot;
  }

  /** Only calls change what a service wants, but instances say how many daemons there should be. */
  private static boolean isDaemon(ServiceSnapshot service) {
    return service.schedulingStrategy() == SchedulingStrategy.DAEMON;
  }

  // Keeping up.

  private void begin() {
    for (ClusterSnapshot cluster : simulation.clusters()) {
      for (ServiceSnapshot service : simulation.services(cluster.name())) {
        KnownService known = newService(cluster.name(), service.name());
        known.events = service.events().size();
        known.lastEventAt =
            service.events().isEmpty() ? 0 : service.events().get(0).createdAt().toEpochMilli();
        for (DeploymentSnapshot deployment : service.deployments()) {
          KnownDeployment it = known.deployment(deployment.id());
          it.rollout = deployment.rolloutState();
          it.everCompleted = it.rollout == RolloutState.COMPLETED;
          it.failures = deployment.failedTasks();
          it.refused = deployment.failedTasks();
        }
        known.primary = known.deployment(service.primary().id());
        known.wasSteady = service.steady();
        known.lastSteadyAt = lastSteady(service);
      }
      for (TaskSnapshot task : simulation.tasks(cluster.name())) {
        if (task.lastStatus() != LastStatus.STOPPED) {
          KnownTask known = started(task);
          known.health = task.healthStatus();
          isUnhealthy(known, task.isLive() && known.health == HealthStatus.UNHEALTHY);
          if (task.startedAt().isPresent()) {
            runs(known, task.startedAt().get().toEpochMilli());
          }
          if (!task.isLive()) {
            told(known, task.stoppedReason().orElse(""), "");
          }
          known.createdAt = task.createdAt().toEpochMilli();
        }
      }
    }
  }

  /** Events come some milliseconds after their tick. */
  private static long lastSteady(ServiceSnapshot service) {
    return service.events().stream()
        .filter(event -> event.message().endsWith("has reached a steady state."))
        .mapToLong(event -> event.createdAt().toEpochMilli() / 1000 * 1000)
        .findFirst()
        .orElse(KnownTask.NEVER);
  }

  /** Takes in an entry that was just written. */
  void take(JournalEntry entry) {
    subject = null;
    switch (entry.kind()) {
      case TASK_STARTED -> {
        at(entry.at());
        subject = started(simulation.task(entry.subject().cluster(), entry.subject().name()));
        begins(subject, entry);
      }
      case TASK_STATUS, TASK_STOPPED, TASK_STOPPING, TASK_HEALTH -> {
        at(entry.at());
        subject = tasks.get(entry.subject().name());
        if (subject != null) {
          change(subject, entry);
        }
      }
      case DEPLOYMENT -> {
        at(entry.at());
        deployment(entry);
      }
      case FAILURE_COUNTED -> {
        KnownDeployment deployment = deploymentOf(entry);
        if (deployment != null) {
          deployment.failures = firstNumber(entry.text());
          deployment.failuresAt = entry.at();
        }
      }
      case LAUNCH_REFUSED -> {
        KnownDeployment deployment = deploymentOf(entry);
        if (deployment != null) {
          deployment.refused += firstNumber(entry.text());
          hindered(service(entry.subject().cluster(), entry.subject().service()));
        }
      }
      case SERVICE_STATUS -> {
        KnownService service = service(entry.subject().cluster(), entry.subject().service());
        if (service != null) {
          service.gone = entry.text().equals("INACTIVE");
          service.snapshot = null;
        }
      }
      case DESIRED_COUNT -> {
        KnownService service = service(entry.subject().cluster(), entry.subject().service());
        if (service != null) {
          service.snapshot = null;
        }
      }
      case CALL, FAULT, ALARM -> {
        at(entry.at());
        asked(entry);
        for (KnownService service : services.values()) {
          service.snapshot = null;
        }
      }
      case INSTANCE_STATUS, AGENT -> {
        at(entry.at());
        // A call that changes an instance may change where everything may go.
        stale.add(entry.subject().cluster());
      }
      case SERVICE_EVENT -> {
        KnownService service = service(entry.subject().cluster(), entry.subject().service());
        if (service != null) {
          says(service, entry);
          service.events++;
          service.lastEventAt = entry.at();
          touched.add(service);
        }
      }
      case CONTAINER_RESTARTED -> {
        KnownTask task = tasks.get(entry.subject().name());
        if (task != null && task.service != null) {
          task.service.restartedAt = entry.at();
        }
      }
      case SIMULATION_STARTED,
          TASK_PROTECTION,
          CONTAINER_EXITED,
          LAUNCHES_DELAYED,
          CONSTRAINT_VIOLATED -> {
        // They change no count.
      }
    }
  }

  /** Brings the facts to the end of an instant, which may have come without an entry. */
  void reach(long at) {
    now = at;
    for (String cluster : List.copyOf(stale)) {
      lookAtInstances(cluster);
    }
  }

  void endOfInstant() {
    for (KnownTask task : stoppedNow) {
      tasks.remove(task.id);
    }
    turn++;
    toldNow.clear();
    touched.clear();
    startedNow.clear();
    stoppedNow.clear();
  }

  private void at(long at) {
    if (at != now) {
      now = at;
    }
  }

  /** Brings the settled tasks of a service up to the present. */
  void settle(KnownService service) {
    while (!service.settling.isEmpty()) {
      KnownTask first = service.settling.peekFirst();
      if (!first.told && first.startedAt + settle > now) {
        return;
      }
      service.settling.removeFirst();
      judge(first);
    }
  }

  // Tasks.

  private KnownTask started(TaskSnapshot task) {
    KnownService service =
        task.service().isEmpty() ? null : service(task.cluster(), task.service());
    KnownDeployment deployment = service == null ? null : service.deployment(task.deploymentId());
    KnownInstance instance = task.isOnFargate() ? null : instance(task);
    KnownTask known =
        new KnownTask(
            task.id(),
            task.name(),
            task.cluster(),
            service,
            deployment,
            instance,
            task.group(),
            task.taskDefinition(),
            shape(task.taskDefinition()),
            task.cpu(),
            task.memory(),
            task.lastStatus());
    tasks.put(known.id, known);
    if (instance != null) {
      instance.given.add(known, 1);
      instance.tasks.put(known.id, known);
      holdHost(known);
    }
    if (service != null && deployment != null) {
      touched.add(service);
      service.count(known.status, 1);
      service.tasks.put(known.id, known);
      service.launches++;
      service.live++;
      service.occupying++;
      deployment.live++;
    }
    return known;
  }

  private void begins(KnownTask task, JournalEntry entry) {
    task.createdAt = entry.at();
    task.why = entry.reason();
    if (task.service != null) {
      task.service.actedIn = turn;
      task.service.replacing |=
          task.why.endsWith(" unhealthy tasks are replaced")
              || task.why.startsWith("zones are out of balance");
    }
  }

  /** Takes in a call or a fault that tells when the scheduler should look again. */
  private void asked(JournalEntry entry) {
    if (entry.text().equals("UpdateService")) {
      KnownService service = service(entry.subject().cluster(), entry.subject().service());
      if (service != null) {
        service.askedAgain = true;
      }
    } else if (entry.text().startsWith(PAUSED)) {
      long until = Instant.parse(entry.text().substring(PAUSED.length())).toEpochMilli();
      pausedUntil = Math.max(pausedUntil, until);
    }
  }

  private void hindered(@Nullable KnownService service) {
    if (service != null) {
      service.hinderedIn = turn;
    }
  }

  private void says(KnownService service, JournalEntry entry) {
    service.spokeIn = turn;
    if (isEvent(entry, EventKind.STEADY)) {
      service.saysSteadyIn = turn;
      service.replacing = false;
    } else if (isEvent(entry, EventKind.LAUNCHES_LIMITED)) {
      service.hinderedIn = turn;
    }
  }

  /** Returns whether a service said this; words are dear to make. */
  static boolean isEvent(JournalEntry entry, EventKind kind) {
    return entry.what() instanceof EventMessage message && message.kind() == kind;
  }

  private void change(KnownTask task, JournalEntry entry) {
    switch (entry.kind()) {
      case TASK_STATUS, TASK_STOPPED -> moves(task, LastStatus.valueOf(entry.text()), entry.at());
      case TASK_HEALTH -> {
        task.health = HealthStatus.valueOf(entry.text());
        isUnhealthy(task, !task.told && task.health == HealthStatus.UNHEALTHY);
        judge(task);
      }
      default -> told(task, entry.text(), entry.reason());
    }
  }

  private static void isUnhealthy(KnownTask task, boolean unhealthy) {
    if (task.service != null && task.countsAsUnhealthy != unhealthy) {
      task.service.unhealthy += unhealthy ? 1 : -1;
    }
    task.countsAsUnhealthy = unhealthy;
  }

  private void moves(KnownTask task, LastStatus next, long at) {
    boolean occupied = task.isOccupying();
    if (task.service != null && !task.service.forgotten) {
      touched.add(task.service);
    }
    task.before = task.status;
    task.status = next;
    KnownService service = task.service;
    if (service != null) {
      service.count(task.before, -1);
      service.count(next, 1);
    }
    if (next == LastStatus.RUNNING) {
      runs(task, at);
      startedNow.add(task);
    }
    holdHost(task);
    if (service != null && occupied && !task.isOccupying()) {
      service.occupying--;
      service.leavingForReplacement -= task.leavesForReplacement ? 1 : 0;
    }
    if (next == LastStatus.STOPPED) {
      stoppedNow.add(task);
      if (task.instance != null) {
        task.instance.tasks.remove(task.id);
      }
      if (service != null) {
        service.tasks.remove(task.id);
      }
    }
  }

  private void runs(KnownTask task, long at) {
    task.startedAt = at;
    if (!task.shape.hasHealthCheck() && task.service != null) {
      task.service.settling.addLast(task);
    }
    judge(task);
  }

  private void told(KnownTask task, String reason, String why) {
    if (++task.timesTold > 1) {
      return;
    }
    if (task.service != null) {
      settle(task.service);
    }
    task.healthyWhenTold = task.healthy;
    task.rankWhenTold = task.rank();
    if (!task.everHealthy) {
      // Only of tasks that never counted does anybody ask: to look at a task is dear.
      task.stopCode = simulation.task(task.cluster, task.id).stopCode().orElse(null);
    }
    isUnhealthy(task, false);
    toldNow.add(task);
    task.told = true;
    task.reason = reason;
    task.stopWhy = why;
    task.byScheduler = isOfScheduler(reason);
    judge(task);
    if (task.instance != null) {
      task.instance.given.add(task, -1);
    }
    KnownService service = task.service;
    if (service != null && task.deployment != null) {
      service.actedIn = task.byScheduler ? turn : service.actedIn;
      task.deployment.failed += countsAsFailure(task) ? 1 : 0;
      service.live--;
      task.deployment.live--;
      task.leavesForReplacement =
          reason.equals("Task failed container health checks")
              || why.startsWith("its instance drains")
              || why.startsWith("not RUNNING yet on a DRAINING instance");
      service.leavingForReplacement += task.leavesForReplacement && task.isOccupying() ? 1 : 0;
    }
  }

  /** Returns whether this stop may be a failure of its deployment (DEP-84, DEP-85). */
  private static boolean countsAsFailure(KnownTask task) {
    boolean itsOwnDoing = !task.byScheduler && !task.reason.equals("Task stopped by user");
    return task.reason.equals("Task failed container health checks")
        || (itsOwnDoing && !task.everHealthy && !task.reason.startsWith("Host EC2"));
  }

  /** Returns whether the scheduler gives this reason for its stops (TK-88 to TK-91). */
  static boolean isOfScheduler(String reason) {
    return reason.startsWith("Scaling activity initiated by (deployment ")
        || reason.equals("Task failed container health checks")
        || reason.startsWith("Availability-zone rebalancing initiated by (deployment ");
  }

  /** Says whether the task counts as healthy now (SS-6). */
  private void judge(KnownTask task) {
    KnownService service = task.service;
    if (service == null) {
      return;
    }
    boolean healthy =
        !task.told
            && task.status == LastStatus.RUNNING
            && (task.shape.hasHealthCheck()
                ? task.health == HealthStatus.HEALTHY
                : now >= task.startedAt + settle);
    if (healthy != task.healthy) {
      service.healthy += healthy ? 1 : -1;
      task.healthy = healthy;
    }
    // A task that ends in the very instant in which it would begin to count never did.
    task.everHealthy |= healthy && (task.shape.hasHealthCheck() || now > task.startedAt + settle);
  }

  /** From ACTIVATING until it is STOPPED a task holds what it takes of its host (PL-19). */
  private static void holdHost(KnownTask task) {
    KnownInstance instance = task.instance;
    boolean holds =
        switch (task.status) {
          case ACTIVATING, RUNNING -> true;
          case DEACTIVATING, STOPPING -> task.holdsHost;
          case PROVISIONING, PENDING, DEPROVISIONING, STOPPED -> false;
        };
    if (instance != null && holds != task.holdsHost) {
      instance.used.add(task, holds ? 1 : -1);
    }
    task.holdsHost = holds;
  }

  private Shape shape(String taskDefinition) {
    return shapes.computeIfAbsent(taskDefinition, name -> Shape.of(simulation, name));
  }

  // Services and deployments.

  private KnownService newService(String cluster, String name) {
    KnownService service = new KnownService(cluster, name);
    services.put(cluster + "/" + name, service);
    return service;
  }

  private void deployment(JournalEntry entry) {
    String cluster = entry.subject().cluster();
    String name = entry.subject().service();
    KnownService service = service(cluster, name);
    boolean created = entry.text().startsWith("created with ");
    if (service == null || (created && service.gone)) {
      if (service != null) {
        service.forgotten = true;
        touched.remove(service);
      }
      service = newService(cluster, name);
    }
    service.snapshot = null;
    KnownDeployment deployment = service.deployment(entry.subject().name());
    if (created) {
      service.primary = deployment;
    } else if (entry.text().equals("is rolled back to")) {
      service.primary = deployment;
      deployment.rollout = RolloutState.IN_PROGRESS;
    } else if (entry.text().equals("failed")) {
      deployment.rollout = RolloutState.FAILED;
      deployment.failedByBreakerAt = entry.at();
    } else if (entry.text().equals("completed")) {
      deployment.rollout = RolloutState.COMPLETED;
      deployment.everCompleted = true;
    }
  }

  @Nullable KnownDeployment deploymentOf(JournalEntry entry) {
    KnownService service = service(entry.subject().cluster(), entry.subject().service());
    return service == null ? null : service.deployments.get(entry.subject().name());
  }

  private static int firstNumber(String text) {
    return Integer.parseInt(text.substring(0, text.indexOf(' ')));
  }

  // Instances.

  private void lookAtInstances(String cluster) {
    stale.remove(cluster);
    Map<String, KnownInstance> known =
        instances.computeIfAbsent(cluster, any -> new LinkedHashMap<>());
    for (InstanceSnapshot snapshot : simulation.instances(cluster)) {
      KnownInstance old = known.get(snapshot.arn());
      if (old == null) {
        known.put(snapshot.arn(), new KnownInstance(snapshot));
      } else {
        old.snapshot = snapshot;
      }
    }
  }

  private KnownInstance instance(TaskSnapshot task) {
    return instance(task.cluster(), task.containerInstanceArn());
  }

  KnownInstance instance(String cluster, String arn) {
    Map<String, KnownInstance> known =
        instances.computeIfAbsent(cluster, any -> new LinkedHashMap<>());
    KnownInstance instance = known.get(arn);
    if (instance == null || stale.contains(cluster)) {
      lookAtInstances(cluster);
      instance = known.get(arn);
    }
    if (instance == null) {
      throw new IllegalStateException("a task started on " + arn + ", which is not there");
    }
    return instance;
  }
}
