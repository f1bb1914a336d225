package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.spi.DeploymentView;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How launches wait. */
final class ThrottleLaws {
  static final Law DELAYS =
      Law.watching(
          "launches wait as the failed rounds before them demand, no less and no longer"
              + " (SS-81 to SS-89)",
          Delays::new);

  static final Law RATE =
      EntryCheck.ofTasks(
          "no service launches more in a minute than its rate allows (SS-140)",
          ThrottleLaws::tooFast,
          EntryKind.TASK_STARTED);

  static final Law SHOWN =
      Law.watching(
          "a service shows when it tries again to launch (SS-83)",
          facts -> new Shown(facts, new LinkedHashSet<>()));

  private ThrottleLaws() {}

  private record Delays(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      return facts.launches().wrong();
    }
  }

  private static String tooFast(Facts facts, KnownTask task) {
    return task.service != null && facts.launches().roomOfRate(task.service) < 0
        ? task + " was launched, the latest of " + task.service.launched.size() + " in a minute"
        : "";
  }

  /** Looks at services that have just begun to wait. */
  private record Shown(Facts facts, Set<KnownService> waiting) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.LAUNCHES_DELAYED);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownService service = facts.service(entry);
      if (service != null) {
        waiting.add(service);
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (waiting.isEmpty()) {
        return "";
      }
      String wrong = "";
      for (KnownService service : waiting) {
        wrong = service.isThere() && wrong.isEmpty() ? notShown(service, at) : wrong;
      }
      waiting.clear();
      return wrong;
    }

    private String notShown(KnownService service, long at) {
      long next = Long.MAX_VALUE;
      for (DeploymentView listed : facts.wanted(service).deployments()) {
        KnownDeployment known = ServiceFacts.deployment(service, listed.id());
        if (known.rounds.launchesFrom() > at) {
          next = Math.min(next, known.rounds.launchesFrom());
        }
      }
      Optional<Instant> shown =
          facts.simulation().service(service.cluster, service.name).nextLaunchAttempt();
      return next == Long.MAX_VALUE || shown.equals(Optional.of(Instant.ofEpochMilli(next)))
          ? ""
          : service + " launches again at " + Instant.ofEpochMilli(next) + ", but shows " + shown;
    }
  }
}
