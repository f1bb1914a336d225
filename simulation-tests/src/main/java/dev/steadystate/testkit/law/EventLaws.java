package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.view.ServiceEventSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What services say. */
final class EventLaws {
  static final Law ORDER =
      Law.watching(
          "the events of a service have increasing times (EG-10)",
          facts -> new OrderCheck(facts, new HashMap<>()));

  static final Law WINDOW =
      Law.watching(
          "a service shows its latest hundred events, newest first (EG-2)",
          facts -> new WindowCheck(facts));

  static final Law REPEATS =
      Law.watching(
          "no trouble is told twice within six hours unless tasks were launched (EG-9)",
          facts -> new RepeatCheck(facts, new HashMap<>()));

  private static final long SIX_HOURS = 6 * 3600 * 1000L;

  private EventLaws() {}

  private record OrderCheck(Facts facts, Map<String, Long> last) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      if (entry.kind() != EntryKind.SERVICE_EVENT) {
        return "";
      }
      String service = entry.subject().cluster() + "/" + entry.subject().service();
      Long before = last.put(service, entry.at());
      if (before != null && entry.at() <= before) {
        return "an event of " + service + " is no later than the one before it: " + entry;
      }
      return entry.at() <= facts.simulation().now().toEpochMilli()
          ? "an event of " + service + " is no later than its tick: " + entry
          : "";
    }
  }

  private record WindowCheck(Facts facts) implements Check {
    @Override
    public String instant(long at) {
      for (KnownService service : facts.touched()) {
        if (service.spokeIn != facts.turn() || !isLookedAt(service.events)) {
          continue;
        }
        List<ServiceEventSnapshot> events =
            facts.simulation().service(service.cluster, service.name).events();
        long expected = Math.min(100, service.events);
        if (events.size() != expected) {
          return service + " shows " + events.size() + " of " + service.events + " events";
        }
        for (int i = 1; i < Math.min(5, events.size()); i++) {
          if (!events.get(i).createdAt().isBefore(events.get(i - 1).createdAt())) {
            return service + " does not show its newest event first: " + events.get(i);
          }
        }
        if (!events.isEmpty() && events.get(0).createdAt().toEpochMilli() != service.lastEventAt) {
          return service + " does not show its latest event, but " + events.get(0);
        }
      }
      return "";
    }
  }

  /**
   * The first events, those that push out others first, and of the rest a few: each look is dear.
   */
  private static boolean isLookedAt(long events) {
    return events <= 8 || Math.abs(events - 100) <= 4 || events % 8 == 0;
  }

  private record RepeatCheck(Facts facts, Map<String, Told> told) implements Check {
    @Override
    public String entry(JournalEntry entry) {
      if (!isTrouble(entry)) {
        return "";
      }
      KnownService service = facts.service(entry.subject().cluster(), entry.subject().service());
      if (service == null) {
        return "";
      }
      Told now = new Told(service, entry.at(), service.launches);
      Told before = told.put(service.cluster + "/" + entry.text(), now);
      return before != null
              && before.service == service
              && before.launches == service.launches
              && entry.at() - before.at < SIX_HOURS - 1000
          ? "it is told again after " + (entry.at() - before.at) / 1000 + " s: " + entry
          : "";
    }

    private record Told(KnownService service, long at, int launches) {}

    private static boolean isTrouble(JournalEntry entry) {
      return Facts.isEvent(entry, EventKind.UNPLACED) || Facts.isEvent(entry, EventKind.THROTTLED);
    }
  }
}
