package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.journal.TaskIds;
import dev.steadystate.core.model.RolloutState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the events of a service tell of the tasks that it started and stopped. */
final class ToldLaws {
  static final Law TASKS =
      Law.watching(
          "events tell of each task that a service started or stopped, in the same instant and once"
              + " (EV-1 to EV-4, EV-34, EV-36)",
          Tasks::new);

  static final Law PROTECTED =
      EntryCheck.law(
          "where protection keeps tasks, it is told how many (EV-40)",
          ToldLaws::miscountedProtection,
          EntryKind.SERVICE_EVENT);

  private ToldLaws() {}

  private static final class Tasks implements Check {
    private final Facts facts;

    /** What services did in this instant and have not told of yet, by their index. */
    private final List<Untold> untold = new ArrayList<>();

    private boolean anything;

    Tasks(Facts facts) {
      this.facts = facts;
    }

    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(
          EntryKind.TASK_STARTED, EntryKind.TASK_STOPPING, EntryKind.SERVICE_EVENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      if (entry.what() instanceof EventMessage event) {
        KnownService service = facts.service(entry);
        return service == null ? "" : told(service, event);
      }
      KnownTask task = facts.subject();
      if (task != null && task.service != null) {
        happened(task, task.service);
      }
      return "";
    }

    private void happened(KnownTask task, KnownService service) {
      if (!task.told) {
        of(service).started.add(task.view.launchNumber());
      } else if (task.byScheduler && task.timesTold == 1) {
        if (task.isStarting()) {
          of(service).stoppedPending++;
        } else {
          of(service).stopped.add(task.view.launchNumber());
        }
      }
    }

    private Untold of(KnownService service) {
      while (untold.size() <= service.index) {
        untold.add(new Untold());
      }
      anything = true;
      return untold.get(service.index);
    }

    private String told(KnownService service, EventMessage event) {
      return switch (event.kind()) {
        case STARTED, STARTED_REPLACEMENTS, STARTED_TO_REBALANCE ->
            told(service, of(service).started, event);
        case STOPPED, STOPPED_TO_REBALANCE -> told(service, of(service).stopped, event);
        case STOPPED_PENDING -> {
          of(service).stoppedPending -= (int) event.number();
          yield "";
        }
        default -> "";
      };
    }

    private static String told(KnownService service, Launches launches, EventMessage event) {
      TaskIds tasks = event.tasks();
      boolean all = tasks.size() == event.number();
      for (int i = 0; i < tasks.size(); i++) {
        all &= launches.remove(tasks.launchNumber(i));
      }
      return all ? "" : "not so, or told before: " + event.text(service.name);
    }

    @Override
    public String instant(long at) {
      if (!anything) {
        return "";
      }
      anything = false;
      String wrong = "";
      for (KnownService service : facts.stirred()) {
        if (service.index < untold.size() && untold.get(service.index).isAnything()) {
          wrong = service + " does not tell that it " + untold.get(service.index);
          untold.set(service.index, new Untold());
        }
      }
      return wrong;
    }
  }

  /** What a service did and has not told of. */
  private static final class Untold {
    private final Launches started = new Launches();
    private final Launches stopped = new Launches();
    private int stoppedPending;

    boolean isAnything() {
      return !started.isEmpty() || !stopped.isEmpty() || stoppedPending != 0;
    }

    @Override
    public String toString() {
      return "started "
          + started
          + ", stopped "
          + stopped
          + " and "
          + stoppedPending
          + " pending tasks";
    }
  }

  /** Numbers of launches in the order in which they came, in which they are mostly told of, too. */
  private static final class Launches {
    private int[] numbers = new int[8];
    private int first;
    private int end;

    boolean isEmpty() {
      return first == end;
    }

    void add(int number) {
      if (isEmpty()) {
        first = 0;
        end = 0;
      }
      if (end == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * end);
      }
      numbers[end++] = number;
    }

    /** Returns whether it was there. */
    boolean remove(int number) {
      for (int i = first; i < end; i++) {
        if (numbers[i] == number) {
          System.arraycopy(numbers, first, numbers, first + 1, i - first);
          first++;
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return Arrays.toString(Arrays.copyOfRange(numbers, first, end));
    }
  }

  private static String miscountedProtection(Facts facts, JournalEntry entry) {
    KnownService service = facts.service(entry);
    if (service == null
        || !(entry.what() instanceof EventMessage event)
        || !Facts.isEvent(entry, EventKind.SCALE_IN_PROTECTED)) {
      return "";
    }
    int kept = 0;
    for (KnownTask task : service.tasks) {
      boolean its = task.deployment != null && task.deployment.id.equals(event.texts().get(0));
      kept += its && !task.told && Facts.isProtected(task) ? 1 : 0;
    }
    if (kept != event.number()) {
      return kept + " are protected: " + entry;
    }
    boolean atRest =
        service.primary != null
            && service.primary.rollout == RolloutState.COMPLETED
            && service.hasOnlyPrimary()
            && !service.rebalancing;
    return atRest && service.live <= facts.wanted(service).desiredCount()
        ? "none is too many: " + entry
        : "";
  }
}
