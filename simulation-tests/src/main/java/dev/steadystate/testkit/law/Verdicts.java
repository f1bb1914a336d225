package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import java.util.List;

/** Says which tasks count as healthy (SS-6) and which as unhealthy (SS-31), as time goes on. */
final class Verdicts {
  private final Moment moment;
  private final ServiceFacts services;
  private final long settle;

  Verdicts(Moment moment, ServiceFacts services, long settle) {
    this.moment = moment;
    this.services = services;
    this.settle = settle;
  }

  /** The task became RUNNING. */
  void runs(KnownTask task) {
    if (task.service != null && !task.shape.hasHealthCheck() && !task.registered) {
      task.service.settling.addLast(task);
    }
    judge(task);
  }

  /** Judges a task anew, of which something has changed. */
  void judge(KnownTask task) {
    KnownService service = task.service;
    KnownDeployment deployment = task.deployment;
    if (service == null || deployment == null) {
      return;
    }
    boolean healthy = isHealthy(task);
    if (healthy != task.healthy) {
      service.healthy += healthy ? 1 : -1;
      task.healthy = healthy;
      deployment.healthyNews |= healthy;
    }
    task.everHealthy |= healthy;
    boolean unhealthy = isUnhealthy(task, service);
    if (unhealthy != task.unhealthy) {
      service.unhealthy += unhealthy ? 1 : -1;
      deployment.unhealthy += unhealthy ? 1 : -1;
      task.unhealthy = unhealthy;
    }
  }

  private boolean isHealthy(KnownTask task) {
    if (task.told || task.status != LastStatus.RUNNING) {
      return false;
    }
    return task.shape.hasHealthCheck()
        ? task.health == HealthStatus.HEALTHY
        : task.registered || moment.now() >= task.startedAt + settle;
  }

  /**
   * Whether a task counted that ends in the very instant in which it would, is a matter of luck.
   */
  void ends(KnownTask task) {
    if (isSettledNow(task)) {
      task.everHealthy = task.view.wasEverHealthy();
      if (task.deployment != null) {
        task.deployment.healthyNews = false;
      }
    }
  }

  private boolean isSettledNow(KnownTask task) {
    return !task.shape.hasHealthCheck()
        && !task.registered
        && moment.now() == task.startedAt + settle;
  }

  private boolean isUnhealthy(KnownTask task, KnownService service) {
    if (task.told || task.status != LastStatus.RUNNING || task.health != HealthStatus.UNHEALTHY) {
      return false;
    }
    boolean hidden = moment.now() < graceEnd(task, service);
    if (hidden && !service.inGrace.contains(task)) {
      service.inGrace.add(task);
    }
    return !hidden;
  }

  private long graceEnd(KnownTask task, KnownService service) {
    return task.startedAt + services.definition(service).healthCheckGracePeriodSeconds() * 1000L;
  }

  /** Brings the tasks of a service up to the present. */
  void settle(KnownService service) {
    while (!service.settling.isEmpty()) {
      KnownTask first = service.settling.peekFirst();
      if (!first.told && first.startedAt + settle > moment.now()) {
        break;
      }
      service.settling.removeFirst();
      judge(first);
    }
    if (!service.inGrace.isEmpty()) {
      List<KnownTask> hidden = ImmutableList.copyOf(service.inGrace);
      service.inGrace.clear();
      hidden.forEach(this::judge);
    }
  }

  /** The grace period may change: whoever is unhealthy is judged anew when somebody asks. */
  void graceMayChange(KnownService service) {
    for (KnownTask task : service.tasks) {
      if (task.health == HealthStatus.UNHEALTHY && !service.inGrace.contains(task)) {
        service.inGrace.add(task);
      }
    }
  }

  /** Returns when time alone changes a verdict next, or {@link Long#MAX_VALUE}. */
  long nextAt(KnownService service) {
    long next =
        service.settling.isEmpty()
            ? Long.MAX_VALUE
            : service.settling.peekFirst().startedAt + settle;
    for (KnownTask task : service.inGrace) {
      next = Math.min(next, graceEnd(task, service));
    }
    return next;
  }
}
