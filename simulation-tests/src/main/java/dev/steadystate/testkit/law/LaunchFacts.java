package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.StopCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When launches may come: after failed ones (SS-81 to SS-90), and how many a minute (SS-140). */
final class LaunchFacts {
  private static final long MINUTE = 60_000;
  private static final long SIX_HOURS = 6 * 3600 * 1000L;

  private final Parameters parameters;
  private final Moment moment;
  private final ServiceFacts services;

  /** Tasks that failed to start and that no tick has seen yet. */
  private final List<KnownTask> unseen = new ArrayList<>();

  // What this instant brought.

  private final List<KnownTask> started = new ArrayList<>();
  private final List<KnownDeployment> refused = new ArrayList<>();
  private final Map<KnownDeployment, String> told = new LinkedHashMap<>();
  private String wrong = "";

  LaunchFacts(Parameters parameters, Moment moment, ServiceFacts services) {
    this.parameters = parameters;
    this.moment = moment;
    this.services = services;
  }

  /** Returns what is wrong with the launches of this instant, or the empty text. */
  String wrong() {
    return wrong;
  }

  /** Returns whether nothing but bounds and room keeps this deployment from launching. */
  boolean mayLaunch(KnownDeployment deployment) {
    return deployment.rollout != RolloutState.FAILED
        && deployment.rounds.launchesFrom() <= moment.now()
        && deployment.service.hinderedIn != moment.turn()
        && roomOfRate(deployment.service) > 0;
  }

  /** Returns how many more tasks the service may launch in this minute. */
  int roomOfRate(KnownService service) {
    if (!parameters.enforceQuotas()) {
      return Integer.MAX_VALUE;
    }
    forgetOld(service);
    return parameters.launchesPerMinute() - service.launched.size();
  }

  private void forgetOld(KnownService service) {
    while (!service.launched.isEmpty()
        && service.launched.peekFirst().createdAt <= moment.now() - MINUTE) {
      service.launched.removeFirst();
    }
  }

  /** Returns when time alone lets the service launch, or has it speak again. */
  long nextAt(KnownService service) {
    long next =
        service.wasSteady && service.lastSteadyAt != KnownTask.NEVER
            ? service.lastSteadyAt + SIX_HOURS
            : Long.MAX_VALUE;
    if (service.primary != null && service.primary.rounds.launchesFrom() > moment.now()) {
      next = Math.min(next, service.primary.rounds.launchesFrom());
    }
    return roomOfRate(service) <= 0
        ? Math.min(next, service.launched.getFirst().createdAt + MINUTE)
        : next;
  }

  void take(JournalEntry entry, @Nullable KnownTask task) {
    switch (entry.kind()) {
      case TASK_STARTED -> {
        if (task != null && task.service != null) {
          started.add(task);
          task.service.launched.addLast(task);
          forgetOld(task.service);
        }
      }
      case TASK_STATUS -> {
        if (task != null && task.deployment != null && task.startedAt == entry.at()) {
          task.deployment.rounds.reset();
        }
      }
      case TASK_STOPPED -> {
        if (task != null && moment.isOnGrid() && failedToStart(task)) {
          unseen.add(task);
        }
      }
      case LAUNCH_REFUSED -> refused.add(deploymentOf(entry));
      case LAUNCHES_DELAYED -> told.put(deploymentOf(entry), entry.text());
      case DEPLOYMENT -> {
        if (entry.text().startsWith("created with ") || entry.text().equals("is rolled back to")) {
          begins(deploymentOf(entry));
        }
      }
      case INSTANCE_STATUS, AGENT -> {
        if (parameters.wakeOnCapacityChange() && bringsRoom(entry.text())) {
          roomCame(entry.subject().cluster());
        }
      }
      default -> {
        // It says nothing of launches.
      }
    }
  }

  /** What failed before a rollback was noticed before it, and is forgotten with the rest. */
  private void begins(KnownDeployment deployment) {
    deployment.rounds.reset();
    unseen.removeIf(task -> task.deployment == deployment);
  }

  private static boolean failedToStart(KnownTask task) {
    return task.deployment != null
        && task.startedAt == KnownTask.NEVER
        && (task.stopCode == StopCode.TASK_FAILED_TO_START
            || task.stopCode == StopCode.ESSENTIAL_CONTAINER_EXITED);
  }

  private KnownDeployment deploymentOf(JournalEntry entry) {
    return Objects.requireNonNull(services.deploymentOf(entry));
  }

  private static boolean bringsRoom(String change) {
    return change.startsWith("registered in ")
        || change.equals("ACTIVE")
        || change.equals("connected");
  }

  /** New room ends all waiting (SS-89). */
  private void roomCame(String cluster) {
    for (KnownService service : services.all()) {
      if (service.cluster.equals(cluster)) {
        service.deployments.forEach(it -> it.rounds.waitsNoMore(moment.now()));
      }
    }
  }

  /** Does the sums of an instant that is over. */
  void reach() {
    wrong = moment.isTick() && isAnythingToJudge() ? tick(moment.now()) : "";
    started.clear();
    refused.clear();
    told.clear();
  }

  private boolean isAnythingToJudge() {
    return !(unseen.isEmpty() && started.isEmpty() && refused.isEmpty() && told.isEmpty());
  }

  private String tick(long at) {
    Parameters.Throttle rule = parameters.throttle();
    Map<KnownDeployment, Long> engaged =
        unseen.isEmpty() && refused.isEmpty() ? ImmutableMap.of() : new LinkedHashMap<>();
    for (KnownTask task : unseen) {
      KnownDeployment deployment = task.deployment;
      if (deployment != null
          && deployment.rounds.fails(task.createdAt, at, KnownTask.NEVER, rule)) {
        engaged.put(deployment, deployment.rounds.launchesFrom());
      }
    }
    unseen.clear();
    for (KnownTask task : started) {
      KnownDeployment deployment = task.deployment;
      if (deployment != null
          && deployment.rounds.launchesFrom() > at
          && !task.why.isRebalancing()) {
        return task
            + " was launched before "
            + Instant.ofEpochMilli(deployment.rounds.launchesFrom());
      }
    }
    for (KnownDeployment deployment : refused) {
      if (deployment.rounds.fails(at, at, at + parameters.reconcileInterval(), rule)) {
        engaged.put(deployment, deployment.rounds.launchesFrom());
      }
    }
    return compare(at, engaged);
  }

  /** Of those that launch no more nobody needs to say that they wait. */
  private String compare(long at, Map<KnownDeployment, Long> engaged) {
    for (Map.Entry<KnownDeployment, Long> each : engaged.entrySet()) {
      KnownDeployment deployment = each.getKey();
      boolean launches = deployment.rollout != RolloutState.FAILED && launchesStill(deployment);
      String said = told.remove(deployment);
      String expected = "no launch for " + (each.getValue() - at + 999) / 1000 + " s";
      if (said == null ? launches : !said.equals(expected)) {
        return deployment + " should say \"" + expected + "\", but says \"" + said + "\"";
      }
    }
    return told.isEmpty() ? "" : "nothing failed often enough to say " + told;
  }

  private boolean launchesStill(KnownDeployment deployment) {
    KnownService service = deployment.service;
    return service.isThere()
        && services.isActive(service)
        && (service.primary == deployment || deployment.everCompleted);
  }
}
