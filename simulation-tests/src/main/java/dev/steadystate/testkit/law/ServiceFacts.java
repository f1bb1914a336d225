package dev.steadystate.testkit.law;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.Why;
import dev.steadystate.core.view.ServiceCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The services by name, their deployments, and what is wanted of them. */
final class ServiceFacts {
  private static final String CREATED = "created with ";

  private final EcsSimulation simulation;
  private final Moment moment;
  private final Awake awake;
  private final AlarmFacts alarms = new AlarmFacts(this);
  private final Map<String, Map<String, KnownService>> byName = new LinkedHashMap<>();
  private final List<KnownService> all = new ArrayList<>();
  private final List<KnownService> daemons = new ArrayList<>();

  /** Whom was asked for last, and who that is: several ask about one entry. */
  private @Nullable Subject asked;

  private @Nullable KnownService answered;

  ServiceFacts(EcsSimulation simulation, Moment moment, Awake awake) {
    this.simulation = simulation;
    this.moment = moment;
    this.awake = awake;
  }

  /** Returns the latest service of each name, in order of creation. */
  List<KnownService> all() {
    return all;
  }

  AlarmFacts alarms() {
    return alarms;
  }

  /** Returns those of them that are daemons. */
  List<KnownService> daemons() {
    return daemons;
  }

  /** Notes what kind of service it is, now that the engine knows it. */
  void isThere(KnownService service) {
    if (wanted(service).schedulingStrategy() == SchedulingStrategy.DAEMON) {
      daemons.add(service);
    }
  }

  /** Returns the latest service of this name. */
  @Nullable KnownService named(String cluster, String name) {
    Map<String, KnownService> services = byName.get(cluster);
    return services == null || name.isEmpty() ? null : services.get(name);
  }

  /** Returns the service that an entry is about, if it is about one. */
  @Nullable KnownService of(JournalEntry entry) {
    if (asked != entry.subject()) {
      asked = entry.subject();
      answered = named(entry.subject().cluster(), entry.subject().service());
    }
    return answered;
  }

  /** Returns the deployment that an entry is about. */
  @Nullable KnownDeployment deploymentOf(JournalEntry entry) {
    KnownService service = of(entry);
    return service == null ? null : find(service, entry.subject().name());
  }

  /** Returns the deployment of this id, one that nobody told of yet included. */
  static KnownDeployment deployment(KnownService service, String id) {
    KnownDeployment known = find(service, id);
    if (known == null) {
      known = new KnownDeployment(service, id);
      service.deployments.add(known);
    }
    return known;
  }

  private static @Nullable KnownDeployment find(KnownService service, String id) {
    // The latest are asked for most.
    for (int i = service.deployments.size() - 1; i >= 0; i--) {
      if (service.deployments.get(i).id.equals(id)) {
        return service.deployments.get(i);
      }
    }
    return null;
  }

  KnownService create(String cluster, String name) {
    KnownService service = new KnownService(all.size(), cluster, name);
    KnownService before =
        byName.computeIfAbsent(cluster, any -> new LinkedHashMap<>()).put(name, service);
    if (before != null) {
      before.forgotten = true;
    }
    all.add(service);
    asked = null;
    awake.stir(service);
    return service;
  }

  // What is wanted.

  /** Returns the service as the scheduler sees it in this instant: what calls have left it. */
  ServiceView wanted(KnownService service) {
    ServiceView view = service.view;
    if (view == null || (view.status() == ServiceStatus.INACTIVE && !service.forgotten)) {
      view = simulation.serviceView(service.cluster, service.name);
      service.view = view;
    }
    return view;
  }

  /** Returns the numbers that the engine shows of it. */
  ServiceCounts counts(KnownService service) {
    ServiceCounts known = service.counts;
    if (known == null || (known.status() == ServiceStatus.INACTIVE && !service.forgotten)) {
      for (ServiceCounts counts : simulation.counts()) {
        if (counts.name().equals(service.name) && counts.clusterName().equals(service.cluster)) {
          known = counts;
        }
      }
      service.counts = known;
    }
    return Objects.requireNonNull(known);
  }

  boolean isActive(KnownService service) {
    return wanted(service).status() == ServiceStatus.ACTIVE;
  }

  /** Returns what every update so far has made of it. */
  Service definition(KnownService service) {
    Service definition = service.definition;
    if (definition == null) {
      definition = simulation.definition(service.cluster, service.name);
      service.definition = definition;
    }
    return definition;
  }

  // What entries tell.

  /** A deployment began, or ended one way or another. */
  void deployment(JournalEntry entry) {
    String text = entry.text();
    boolean created = text.startsWith(CREATED);
    KnownService service = of(entry);
    if (service == null || (created && service.gone)) {
      service = create(entry.subject().cluster(), entry.subject().service());
      isThere(service);
    }
    KnownDeployment deployment = deployment(service, entry.subject().name());
    if (created) {
      service.definition = null;
      service.primary = deployment;
      deployment.taskDefinition = text.substring(CREATED.length());
      deployment.targetGroups = definition(service).targetGroups();
      deployment.isKnownFromItsStart = true;
      service.alarmed.clear();
      deployment.begins(alarms.anyNow(wanted(service)), false);
    } else if (text.equals("is rolled back to")) {
      service.definition = null;
      service.primary = deployment;
      deployment.begins(alarms.anyNow(wanted(service)), isRunning(deployment));
      deployment.rollout = RolloutState.IN_PROGRESS;
      deployment.isRollback = true;
      service.alarmed.clear();
    } else if (text.equals("failed")) {
      deployment.rollout = RolloutState.FAILED;
      deployment.failedByBreakerAt = entry.at();
    } else if (text.equals("completed")) {
      deployment.rollout = RolloutState.COMPLETED;
      deployment.everCompleted = true;
      deployment.isRollback = false;
      deployment.completedAs = ++service.completions;
    }
  }

  /** A tick is over: all deployments have had a round. */
  static void roundEnds(List<KnownService> seen) {
    for (KnownService service : seen) {
      service.alarmed.clear();
      if (service.primary != null) {
        service.primary.begun = true;
        service.primary.healthyNews = false;
      }
    }
  }

  private static boolean isRunning(KnownDeployment deployment) {
    for (KnownTask task : deployment.service.tasks) {
      if (task.deployment == deployment && task.status == LastStatus.RUNNING) {
        return true;
      }
    }
    return false;
  }

  void failureCounted(JournalEntry entry) {
    KnownDeployment deployment = deploymentOf(entry);
    if (deployment != null) {
      deployment.uncounted -= entry.why() instanceof Why why ? (int) why.b() : 0;
      deployment.failures =
          entry.what() instanceof Why why ? (int) why.a() : firstNumber(entry.text());
      deployment.failuresAt = entry.at();
    }
  }

  void launchRefused(JournalEntry entry) {
    KnownDeployment deployment = deploymentOf(entry);
    if (deployment != null) {
      int refused = firstNumber(entry.text());
      deployment.refused += refused;
      deployment.uncounted += refused;
      deployment.service.hinderedIn = moment.turn();
    }
  }

  private static int firstNumber(String text) {
    return Integer.parseInt(text.substring(0, text.indexOf(' ')));
  }

  void says(KnownService service, JournalEntry entry) {
    service.events++;
    service.eventBeforeAt = service.lastEventAt;
    service.lastEventAt = entry.at();
    service.spokeIn = moment.turn();
    if (Facts.isEvent(entry, EventKind.BLOCKED_BY_BOUNDS)
        || Facts.isEvent(entry, EventKind.SCALE_IN_PROTECTED)) {
      service.blockedAt = entry.at();
      service.saysBlockedIn =
          Facts.isEvent(entry, EventKind.BLOCKED_BY_BOUNDS) ? moment.turn() : service.saysBlockedIn;
    }
    service.refusedInZone |=
        Facts.isEvent(entry, EventKind.UNPLACED_IN_ZONE)
            || Facts.isEvent(entry, EventKind.UNPLACED_IN_FARGATE_ZONE);
    if (Facts.isEvent(entry, EventKind.STEADY)) {
      service.saysSteadyIn = moment.turn();
      service.rebalancing = false;
    }
  }
}
