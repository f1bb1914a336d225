package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.view.InstanceSnapshot;
import org.jspecify.annotations.Nullable;

/** One task of a daemon on each instance that matches, and none elsewhere (SS-21 to SS-27). */
final class DaemonLaws {
  static final Law ALONE =
      EntryCheck.ofTasks(
          "no daemon task starts beside another of its service (SS-21, SS-27)",
          DaemonLaws::beside,
          EntryKind.TASK_STARTED);

  static final Law LAST =
      EntryCheck.ofTasks(
          "a daemon task leaves a DRAINING instance after all tasks of replica services (SS-25)",
          DaemonLaws::tooSoon,
          EntryKind.TASK_STOPPING);

  static final Law EVERYWHERE =
      Law.watching(
          "after each tick every instance that matches has its daemon task, no other has one, and"
              + " the service wants as many as match (SS-21 to SS-25)",
          facts -> new Everywhere(facts, new Constraints(facts)));

  static final Law RESERVED =
      Law.watching(
          "no task takes the room that a daemon needs on an instance which waits for it (SS-23)",
          facts -> new Reserved(facts, new Constraints(facts)));

  private DaemonLaws() {}

  private static boolean isDaemon(ServiceView service) {
    return service.schedulingStrategy() == SchedulingStrategy.DAEMON;
  }

  private static String beside(Facts facts, KnownTask task) {
    if (task.service == null || task.instance == null || !isDaemon(facts.wanted(task.service))) {
      return "";
    }
    for (KnownTask other : task.instance.tasks) {
      if (other != task && other.service == task.service && other.isOccupying()) {
        return task + " starts beside " + other + " on " + task.instance;
      }
    }
    return "";
  }

  private static String tooSoon(Facts facts, KnownTask task) {
    boolean empties = task.stopWhy.words().startsWith("no replica task is left");
    if (!empties || task.instance == null) {
      return "";
    }
    KnownTask replica = replicaOn(facts, task.instance);
    return replica == null ? "" : task + " leaves before " + replica;
  }

  private static @Nullable KnownTask replicaOn(Facts facts, KnownInstance instance) {
    for (KnownTask task : instance.tasks) {
      if (task.service != null && !isDaemon(facts.wanted(task.service))) {
        return task;
      }
    }
    return null;
  }

  private record Reserved(Facts facts, Constraints constraints) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.TASK_STARTED);
    }

    @Override
    public boolean looksAtInstants() {
      return false;
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (task == null || task.instance == null) {
        return "";
      }
      long cpu = 0;
      long memory = 0;
      for (KnownService service : facts.daemons()) {
        KnownTask model = service.primary == null ? null : service.primary.model;
        if (service != task.service
            && service.isThere()
            && service.cluster.equals(task.cluster)
            && model != null
            && !model.shape.hasOwnInterface() // Its subnets choose among zones.
            && facts.isActive(service)
            && isAwaited(service, model.shape, task.instance)) {
          cpu += model.cpu;
          memory += model.memory;
        }
      }
      InstanceSnapshot instance = task.instance.snapshot;
      return (cpu > 0 && task.instance.given.cpu + cpu > instance.registered().cpu())
              || (memory > 0
                  && task.instance.given.memory + memory > instance.registered().memory())
          ? task + " takes room on " + task.instance + " that a daemon needs"
          : "";
    }

    private boolean isAwaited(KnownService service, Shape shape, KnownInstance instance) {
      for (KnownTask other : instance.tasks) {
        if (other.service == service && !other.told) {
          return false;
        }
      }
      return instance.snapshot.status() == InstanceStatus.ACTIVE
          && constraints
              .broken(shape, service, service.group, instance, other -> other.service != service)
              .isEmpty();
    }
  }

  private record Everywhere(Facts facts, Constraints constraints) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      if (!facts.moment().isTick()) {
        return "";
      }
      for (KnownService service : facts.daemons()) {
        String wrong = service.awake && service.isThere() ? wrong(service) : "";
        if (!wrong.isEmpty()) {
          return service + ": " + wrong;
        }
      }
      return "";
    }

    private String wrong(KnownService service) {
      KnownDeployment primary = service.primary;
      ServiceView wanted = facts.wanted(service);
      // What its tasks are like is known from the first of them.
      if (primary == null
          || primary.shape == null
          || primary.shape.hasOwnInterface() // Its subnets choose among zones.
          || wanted.status() != ServiceStatus.ACTIVE) {
        return "";
      }
      facts.settle(service);
      int matching = 0;
      for (KnownInstance instance : facts.instances(service.cluster)) {
        KnownTask there = taskOn(instance, service);
        if (matches(service, primary.shape, instance)) {
          boolean live = there != null && !there.told;
          matching += live || instance.snapshot.agentConnected() ? 1 : 0;
          if (there == null && isMissing(service, primary, instance)) {
            return instance + " has no task";
          }
        } else if (there != null
            && !there.told
            && instance.snapshot.status() == InstanceStatus.ACTIVE) {
          return there + " stays on " + instance + ", which does not match";
        } else if (there != null && !there.told && mustLeave(instance, there)) {
          return there + " stays on " + instance + ", where no replica task is left";
        }
      }
      boolean counted = service.actedIn != facts.moment().turn();
      return wanted.desiredCount() == matching || !counted
          ? ""
          : wanted.desiredCount() + " are wanted, but " + matching + " instances match";
    }

    private boolean matches(KnownService service, Shape shape, KnownInstance instance) {
      return instance.snapshot.status() == InstanceStatus.ACTIVE
          && constraints
              .broken(shape, service, service.group, instance, task -> task.service != service)
              .isEmpty();
    }

    private boolean isMissing(
        KnownService service, KnownDeployment primary, KnownInstance instance) {
      return instance.snapshot.agentConnected()
          && service.actedIn != facts.moment().turn()
          && facts.launches().mayLaunch(primary);
    }

    /** Draining looks at what was there before the stops and exits of this instant. */
    private boolean mustLeave(KnownInstance instance, KnownTask there) {
      InstanceSnapshot snapshot = instance.snapshot;
      return snapshot.status() == InstanceStatus.DRAINING
          && !Facts.isProtected(there)
          && !anyLeft(instance)
          && replicaOn(facts, instance) == null;
    }

    private boolean anyLeft(KnownInstance instance) {
      for (KnownTask task : facts.moment().stopped) {
        if (task.instance == instance) {
          return true;
        }
      }
      return false;
    }

    private static @Nullable KnownTask taskOn(KnownInstance instance, KnownService service) {
      KnownTask leaving = null;
      for (KnownTask task : instance.tasks) {
        if (task.service == service && task.isOccupying()) {
          if (!task.told) {
            return task;
          }
          leaving = task;
        }
      }
      return leaving;
    }
  }
}
