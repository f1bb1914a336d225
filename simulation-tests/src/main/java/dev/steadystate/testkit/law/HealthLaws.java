package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the health of a task is made of (TK-60 to TK-73). */
final class HealthLaws {
  static final Law ROLL_UP =
      Law.watching(
          "a task is as healthy as its essential containers that have a check (TK-60, TK-66,"
              + " TK-73)",
          facts -> new RollUp(facts, new LinkedHashSet<>(), new LinkedHashSet<>()));

  private HealthLaws() {}

  /** Looks at the tasks of which health was told or a container restarted in this instant. */
  private record RollUp(Facts facts, Set<KnownTask> changed, Set<KnownTask> restarted)
      implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.TASK_HEALTH, EntryKind.CONTAINER_RESTARTED);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.task(entry);
      if (task != null) {
        changed.add(task);
        if (entry.kind() == EntryKind.CONTAINER_RESTARTED) {
          restarted.add(task);
        }
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (changed.isEmpty()) {
        return "";
      }
      String wrong = "";
      for (KnownTask task : changed) {
        wrong = task.told || !wrong.isEmpty() ? wrong : wrong(task);
      }
      changed.clear();
      restarted.clear();
      return wrong;
    }

    private String wrong(KnownTask task) {
      TaskSnapshot shown = facts.simulation().task(task.cluster, task.view.id());
      HealthStatus expected = rolledUp(task.shape, shown);
      if (task.health != expected || shown.healthStatus() != expected) {
        return task + " is " + task.health + ", but its containers are " + expected;
      }
      boolean runs = shown.containers().stream().anyMatch(it -> it.lastStatus().equals("RUNNING"));
      return restarted.contains(task) && !runs
          ? task + " has no container that runs, just when one was restarted"
          : "";
    }

    private static HealthStatus rolledUp(Shape shape, TaskSnapshot shown) {
      boolean unknown = shape.judged().isEmpty();
      for (ContainerSnapshot container : shown.containers()) {
        if (shape.judged().contains(container.name())) {
          if (container.healthStatus() == HealthStatus.UNHEALTHY) {
            return HealthStatus.UNHEALTHY;
          }
          unknown |= container.healthStatus() == HealthStatus.UNKNOWN;
        }
      }
      return unknown ? HealthStatus.UNKNOWN : HealthStatus.HEALTHY;
    }
  }
}
