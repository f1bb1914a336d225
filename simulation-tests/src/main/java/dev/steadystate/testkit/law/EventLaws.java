package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.view.ServiceEventSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What services say. */
final class EventLaws {
  static final Law ORDER =
      EntryCheck.law(
          "the events of a service have increasing times (EG-10)",
          EventLaws::untimely,
          EntryKind.SERVICE_EVENT);

  static final Law WINDOW =
      Law.watching(
          "a service shows its latest hundred events, newest first (EG-2)", WindowCheck::new);

  static final Law REPEATS =
      Law.watching(
          "no trouble is told twice within six hours unless tasks were launched (EG-9)",
          facts -> new RepeatCheck(facts, new HashMap<>()));

  static final Law WORDS =
      EntryCheck.law(
          "no event leaves out a word, and of trouble not the reason (EG-3)",
          EventLaws::blank,
          EntryKind.SERVICE_EVENT);

  static final Law DEPLOYMENTS =
      Law.watching(
          "what becomes of a deployment is told in the same instant (EV-8, EV-31 to EV-33)",
          facts -> new Endings(facts, new ArrayList<>(), new ArrayList<>()));

  /** What is told in ECS's words, which do not say how it came to be. */
  private static final ImmutableSet<EventKind> EXPLAINED =
      Sets.immutableEnumSet(
          EventKind.BLOCKED_BY_BOUNDS,
          EventKind.SCALE_IN_PROTECTED,
          EventKind.DEPLOYMENT_FAILED,
          EventKind.DEPLOYMENT_FAILED_BY_ALARM,
          EventKind.ROLLING_BACK);

  /** Every so many events not only the latest is looked at. */
  private static final int DEEP = 64;

  private static final int FEW = 6;

  private static final long SIX_HOURS = 6 * 3600 * 1000L;

  private EventLaws() {}

  private static String untimely(Facts facts, JournalEntry entry) {
    KnownService service = facts.service(entry);
    if (service != null && entry.at() <= service.eventBeforeAt) {
      return "an event of " + service + " is no later than the one before it: " + entry;
    }
    return entry.at() <= facts.moment().now()
        ? "an event of " + entry.subject().name() + " is no later than its tick: " + entry
        : "";
  }

  private static String blank(Facts facts, JournalEntry entry) {
    if (!(entry.what() instanceof EventMessage event)) {
      return "";
    }
    if (event.texts().contains("")) {
      return "a word is missing: " + entry;
    }
    return EXPLAINED.contains(event.kind()) && entry.why() == null
        ? "it does not say why: " + entry
        : "";
  }

  /** What deployments came to in this instant, and what of it was told. */
  private record Endings(Facts facts, List<String> ended, List<String> told) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.DEPLOYMENT, EntryKind.SERVICE_EVENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      if (entry.what() instanceof EventMessage event) {
        switch (event.kind()) {
          case DEPLOYMENT_COMPLETED -> told.add("completed " + event.texts().get(0));
          case DEPLOYMENT_FAILED -> told.add("tripped " + event.texts().get(0));
          case DEPLOYMENT_FAILED_BY_ALARM -> told.add("alarmed " + event.texts().get(0));
          case ROLLING_BACK -> told.add("rolled back to " + event.texts().get(0));
          default -> {
            // It is of something else.
          }
        }
        return "";
      }
      String name = entry.subject().name();
      switch (entry.text()) {
        case "completed" -> ended.add("completed " + name);
        case "is rolled back to" -> ended.add("rolled back to " + name);
        case "failed" -> {
          String words = Reason.of(entry).words();
          if (words.endsWith(" failed tasks, the threshold is {1}")) {
            ended.add("tripped " + name);
          } else if (words.endsWith(" of its alarms are in ALARM")) {
            ended.add("alarmed " + name);
          }
        }
        default -> {
          // It goes on.
        }
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (ended.isEmpty() && told.isEmpty()) {
        return "";
      }
      String wrong = "";
      for (String ending : ended) {
        if (!told.remove(ending)) {
          wrong = "nobody is told: " + ending;
        }
      }
      wrong = told.isEmpty() ? wrong : "told, but not so: " + told;
      ended.clear();
      told.clear();
      return wrong;
    }
  }

  private record WindowCheck(Facts facts) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of();
    }

    @Override
    public String instant(long at) {
      for (KnownService service : facts.stirred()) {
        if (service.spokeIn != facts.moment().turn()
            || service.forgotten
            || !isLookedAt(service.events)) {
          continue;
        }
        List<ServiceEventSnapshot> events =
            facts.simulation().service(service.cluster, service.name).events();
        long expected = Math.min(100, service.events);
        if (events.size() != expected) {
          return service + " shows " + events.size() + " of " + service.events + " events";
        }
        int depth = service.events % DEEP == 0 || service.events == FEW ? 5 : 1;
        for (int i = 1; i < Math.min(depth, events.size()); i++) {
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
   * The first, a few, those that push out others first, and of the rest some: each look is dear.
   */
  private static boolean isLookedAt(long events) {
    return events <= 2 || events == FEW || events == 100 || events == 101 || events % DEEP == 0;
  }

  private record RepeatCheck(Facts facts, Map<String, Told> told) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.SERVICE_EVENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      if (!isTrouble(entry)) {
        return "";
      }
      KnownService service = facts.service(entry);
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
