package dev.steadystate.testkit.law;

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
    private static final int ENTRIES_A_TASK = 10;

    private final Facts facts;
    private long entries;

    Accounts(Facts facts) {
      this.facts = facts;
    }

    @Override
    public String entry(JournalEntry entry) {
      entries++;
      return "";
    }

    @Override
    public String instant(long at) {
      if (entries < (long) ENTRIES_A_TASK * facts.size()) {
        return "";
      }
      entries = 0;
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

    private final Facts facts;
    private boolean moved;
    private boolean passed;
    private long entries;

    Again(Facts facts) {
      this.facts = facts;
    }

    @Override
    public String entry(JournalEntry entry) {
      entries++;
      switch (entry.kind()) {
        case TASK_STATUS, TASK_STOPPED, TASK_STOPPING, LAUNCH_REFUSED, LAUNCHES_DELAYED, CALL ->
            moved = true;
        case FAULT, FAILURE_COUNTED, DEPLOYMENT -> moved = true;
        case TASK_STARTED -> passed = true;
        case SERVICE_EVENT -> {
          passed = true;
          // Zones are looked at from the tick after the one that found the service steady (PL-92),
          // and from the next on without the one that had no place (PL-88).
          moved |=
              Facts.isEvent(entry, EventKind.STEADY)
                  || Facts.isEvent(entry, EventKind.UNPLACED_IN_ZONE)
                  || Facts.isEvent(entry, EventKind.UNPLACED_IN_FARGATE_ZONE);
        }
        default -> {
          // It is no sign of a pass.
        }
      }
      return "";
    }

    @Override
    public String instant(long at) {
      boolean testable = passed && !moved;
      passed = false;
      moved = false;
      return testable && entries >= (long) ENTRIES_A_TASK * facts.size() ? again() : "";
    }

    private String again() {
      entries = 0;
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
