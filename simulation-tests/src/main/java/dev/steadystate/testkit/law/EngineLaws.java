package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;

/** How the engine keeps its books. */
final class EngineLaws {
  static final Law ACCOUNTS =
      Law.watching("the books of the engine agree with its tasks", Accounts::new);

  static final Law IDEMPOTENCE =
      Law.watching("a second pass in the same instant starts and stops nothing", Again::new);

  private EngineLaws() {}

  /** Counts everything again once so much has happened that this costs little beside it. */
  private static final class Accounts implements Check {
    private static final int ENTRIES_A_TASK = 20;

    private final Facts facts;
    private long lookedAt;

    Accounts(Facts facts) {
      this.facts = facts;
    }

    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      long entries = facts.moment().entries();
      if (entries - lookedAt < (long) ENTRIES_A_TASK * facts.size()) {
        return "";
      }
      lookedAt = entries;
      return facts.simulation().selfCheck();
    }

    @Override
    public String end() {
      return facts.simulation().selfCheck();
    }
  }

  /**
   * Has one more tick made in a fork, by an update that changes nothing, for the services that had
   * a pass, where nothing moved after it: then all it could do is done. It is tried now and then,
   * for a fork is dear.
   */
  private static final class Again implements Check {
    private static final int ENTRIES_A_TASK = 10;

    private static final ImmutableList<EntryKind> MOVES =
        ImmutableList.of(
            EntryKind.TASK_STATUS,
            EntryKind.TASK_STOPPED,
            EntryKind.TASK_STOPPING,
            EntryKind.LAUNCH_REFUSED,
            EntryKind.LAUNCHES_DELAYED,
            EntryKind.CALL,
            EntryKind.FAULT,
            EntryKind.FAILURE_COUNTED,
            EntryKind.DEPLOYMENT);

    private final Facts facts;
    private boolean goesOn;
    private long triedAt;

    Again(Facts facts) {
      this.facts = facts;
    }

    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.SERVICE_EVENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      // Zones are looked at from the tick after the one that found the service steady (PL-92), and
      // from the next on without the one that had no place (PL-88).
      goesOn |=
          Facts.isEvent(entry, EventKind.STEADY)
              || Facts.isEvent(entry, EventKind.UNPLACED_IN_ZONE)
              || Facts.isEvent(entry, EventKind.UNPLACED_IN_FARGATE_ZONE);
      return "";
    }

    @Override
    public String instant(long at) {
      Moment moment = facts.moment();
      boolean passed = moment.has(EntryKind.TASK_STARTED) || moment.has(EntryKind.SERVICE_EVENT);
      boolean testable = passed && !goesOn && !hasMoved(moment);
      goesOn = false;
      return testable && moment.entries() - triedAt >= (long) ENTRIES_A_TASK * facts.size()
          ? again()
          : "";
    }

    private static boolean hasMoved(Moment moment) {
      for (int i = 0; i < MOVES.size(); i++) {
        if (moment.has(MOVES.get(i))) {
          return true;
        }
      }
      return false;
    }

    private String again() {
      triedAt = facts.moment().entries();
      EcsSimulation fork = facts.simulation().fork();
      long from = fork.journal().size();
      for (KnownService service : facts.stirred()) {
        if (service.isThere()
            && fork.service(service.cluster, service.name).status() == ServiceStatus.ACTIVE) {
          fork.updateService(ServiceUpdate.of(service.name).withCluster(service.cluster));
        }
      }
      fork.runUntil(fork.now());
      for (long n = from + 1; n <= fork.journal().size(); n++) {
        JournalEntry entry = fork.journal().entry(n).orElse(null);
        if (entry != null
            && (entry.kind() == EntryKind.TASK_STARTED
                || entry.kind() == EntryKind.TASK_STOPPING)) {
          return "one more tick: " + entry;
        }
      }
      return "";
    }
  }
}
