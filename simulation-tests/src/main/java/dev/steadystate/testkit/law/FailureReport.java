package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader needs after a failure: seed, instant, the tail of the journal, the timeline of the
 * services concerned, and the line that replays it.
 */
public final class FailureReport {
  private static final int TAIL = 25;
  private static final int TIMELINE = 30;

  private FailureReport() {}

  /**
   * Returns the report on a simulation as it is now.
   *
   * @param service whose timeline is told; the empty text for that of every service
   */
  public static String of(EcsSimulation simulation, String service) {
    ImmutableList<JournalEntry> entries = simulation.journal().entries();
    StringBuilder report = new StringBuilder();
    report.append("  at: ").append(simulation.now());
    report.append("\n  seed: ").append(simulation.seed());
    report.append("\n  timeline of ").append(service.isEmpty() ? "all services" : service);
    timeline(entries, service).forEach(line -> report.append("\n    ").append(line));
    report.append("\n  the last entries of the journal");
    for (JournalEntry entry : last(entries, TAIL)) {
      report.append("\n    ").append(entry);
    }
    report.append("\n  replay it: ").append(replay(simulation.seed()));
    return report.append('\n').toString();
  }

  /** Returns the line that makes a simulation of the same luck. */
  private static String replay(long seed) {
    return "EcsSimulation.builder().seed("
        + seed
        + "L) and the same calls, or @Seed("
        + seed
        + "L) on the test";
  }

  private static List<JournalEntry> timeline(ImmutableList<JournalEntry> entries, String service) {
    List<JournalEntry> told = new ArrayList<>();
    for (JournalEntry entry : entries) {
      if (tells(entry.kind()) && (service.isEmpty() || entry.subject().service().equals(service))) {
        told.add(entry);
      }
    }
    return last(told, TIMELINE);
  }

  private static boolean tells(EntryKind kind) {
    return kind == EntryKind.CALL
        || kind == EntryKind.FAULT
        || kind == EntryKind.SERVICE_EVENT
        || kind == EntryKind.DEPLOYMENT
        || kind == EntryKind.SERVICE_STATUS;
  }

  private static List<JournalEntry> last(List<JournalEntry> entries, int count) {
    return entries.subList(Math.max(0, entries.size() - count), entries.size());
  }
}
