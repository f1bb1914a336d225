package dev.steadystate.lab;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.report.Lines;
import dev.steadystate.testkit.report.TaskNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The latest of what the journal holds, as much as anybody reads. */
final class Chronicle {
  private static final int MOST = 150;
  private static final int TIME = 10;
  private static final int NUMBER = 7;

  private final World world;
  private final TaskNames names;

  Chronicle(World world) {
    this.world = world;
    this.names = Story.names(world.ecs());
  }

  /** Returns the service events of the cluster, or of one service. */
  Text events(String service) {
    return latest(
        entry ->
            entry.kind() == EntryKind.SERVICE_EVENT
                && entry.subject().cluster().equals(world.cluster())
                && (service.isEmpty() || entry.subject().service().equals(service)),
        this::event,
        "no service events yet: run(\"1m\") lets time pass");
  }

  /** Returns the journal, or what is in it about one service, task or instance. */
  Text journal(String subject) {
    String name =
        Reasons.task(world.ecs(), world.cluster(), subject).map(TaskSnapshot::id).orElse(subject);
    return latest(
        entry ->
            subject.isEmpty()
                || entry.subject().name().equals(name)
                || entry.subject().service().equals(subject),
        this::line,
        "the journal says nothing of " + subject);
  }

  private Text latest(
      Predicate<JournalEntry> which, Function<JournalEntry, List<String>> told, String none) {
    Deque<JournalEntry> latest = new ArrayDeque<>();
    long earlier = 0;
    for (JournalEntry entry : world.ecs().journal()) {
      if (which.test(entry)) {
        latest.add(entry);
        if (latest.size() > MOST) {
          latest.removeFirst();
          earlier++;
        }
      }
    }
    List<String> lines = new ArrayList<>();
    if (earlier > 0) {
      lines.add("… " + earlier + " earlier ones are in ecs().journal()");
    }
    latest.forEach(entry -> lines.addAll(told.apply(entry)));
    return lines.isEmpty() ? new Text(none) : Text.of(lines);
  }

  private List<String> event(JournalEntry entry) {
    return hanging(entry, "", TIME, entry.text());
  }

  /** Returns an entry with its number, its reason and its cause. */
  List<String> line(JournalEntry entry) {
    String who =
        entry.kind() == EntryKind.SERVICE_EVENT
            ? ""
            : entry.subject().type() + " " + entry.subject().name() + ": ";
    boolean isSaid = entry.text().contains(entry.reason());
    String why = isSaid ? "" : " because " + entry.reason();
    String cause = entry.cause() > 0 ? "  (from #" + entry.cause() + ")" : "";
    return hanging(entry, "#" + entry.n(), TIME + NUMBER, who + entry.text() + why + cause);
  }

  private List<String> hanging(JournalEntry entry, String number, int margin, String text) {
    String first = Lines.fit(Story.clock(world, entry.at()), TIME);
    String label = Lines.fit(first + number, margin);
    List<String> lines = new ArrayList<>();
    for (String line : Lines.wrap(Story.shorten(names, text), Story.WIDTH - margin)) {
      lines.add(label + line);
      label = " ".repeat(margin);
    }
    return lines;
  }
}
