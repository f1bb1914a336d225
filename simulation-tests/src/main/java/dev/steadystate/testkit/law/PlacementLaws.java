package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where tasks may be. */
final class PlacementLaws {
  static final Law ROOM =
      EntryCheck.ofTasks(
          "no instance gives more than it has, nor one port twice (PL-10, PL-14)",
          PlacementLaws::excess,
          EntryKind.TASK_STARTED);

  static final Law HOST =
      EntryCheck.ofTasks(
          "no host runs more than fits on it (PL-19)",
          PlacementLaws::excessOfHost,
          EntryKind.TASK_STATUS);

  static final Law OPEN =
      EntryCheck.ofTasks(
          "tasks start only on ACTIVE instances whose agent is connected (SS-101)",
          PlacementLaws::closed,
          EntryKind.TASK_STARTED);

  static final Law CONSTRAINTS =
      Law.watching(
          "a task starts only where its constraints hold",
          facts -> new ConstraintCheck(facts, new Constraints(facts)));

  static final Law BINDINGS =
      Law.watching("no two tasks of a host listen on one port", BindingCheck::new);

  private PlacementLaws() {}

  private static String excess(Facts facts, KnownTask task) {
    KnownInstance instance = task.instance;
    if (instance == null) {
      return "";
    }
    KnownInstance.Load load =
        facts.simulation().parameters().optimisticRelease() ? instance.given : unstopped(instance);
    String excess = load.excess(instance.snapshot);
    return excess.isEmpty() ? "" : instance + " gave " + excess + " with " + task;
  }

  private static KnownInstance.Load unstopped(KnownInstance instance) {
    KnownInstance.Load load = new KnownInstance.Load();
    instance.tasks.forEach(task -> load.add(task, 1));
    return load;
  }

  private static String excessOfHost(Facts facts, KnownTask task) {
    KnownInstance instance = task.instance;
    if (instance == null || task.status != LastStatus.ACTIVATING) {
      return "";
    }
    String excess = instance.used.excess(instance.snapshot);
    return excess.isEmpty() ? "" : instance + " runs " + excess + " with " + task;
  }

  private static String closed(Facts facts, KnownTask task) {
    if (task.instance == null) {
      return "";
    }
    InstanceSnapshot instance = task.instance.snapshot;
    return instance.status() == InstanceStatus.ACTIVE && instance.agentConnected()
        ? ""
        : task + " started on " + instance;
  }

  private record ConstraintCheck(Facts facts, Constraints constraints) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.TASK_STARTED);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      if (task == null || task.instance == null) {
        return "";
      }
      String broken =
          constraints.broken(
              task.shape, task.service, task.group, task.instance, other -> other != task);
      return broken.isEmpty() ? "" : task + " started on " + task.instance + " against " + broken;
    }
  }

  private record BindingCheck(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      for (KnownTask task : facts.moment().running) {
        if (task.instance == null || task.shape.hasOwnInterface() || !task.shape.mapsPorts()) {
          continue;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (KnownTask other : task.instance.tasks) {
          if (other.status == LastStatus.RUNNING && other.shape.mapsPorts()) {
            for (String port : bindings(facts.simulation().task(other.cluster, other.view.id()))) {
              if (!seen.add(port)) {
                return task.instance + " listens twice on port " + port;
              }
            }
          }
        }
      }
      return "";
    }

    private static List<String> bindings(TaskSnapshot task) {
      List<String> ports = new ArrayList<>();
      task.containers()
          .forEach(
              container ->
                  container
                      .networkBindings()
                      .forEach(
                          binding -> ports.add(binding.hostPort() + "/" + binding.protocol())));
      return ports;
    }
  }
}
