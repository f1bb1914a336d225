package dev.steadystate.lab.lesson;

import com.google.common.collect.Streams;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.report.Lines;
import dev.steadystate.testkit.report.TaskNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Tells what happened after some moment, from the journal, in lines of 80 columns. */
final class Told {
  static final int WIDTH = 80;
  static final int MOST_LINES = 12;

  private static final int TIME = 9;

  private final EcsSimulation ecs;
  private final Instant from;
  private final long before;

  private Told(EcsSimulation ecs, Instant from, long before) {
    this.ecs = ecs;
    this.from = from;
    this.before = before;
  }

  /** Returns who will tell what happens in a simulation from now on. */
  static Told from(EcsSimulation ecs) {
    return new Told(ecs, ecs.now(), ecs.journal().size());
  }

  /** Returns who tells all that happened in a simulation. */
  static Told all(EcsSimulation ecs) {
    long begin = ecs.journal().entry(1).map(JournalEntry::at).orElse(0L);
    return new Told(ecs, Instant.ofEpochMilli(begin), 0);
  }

  /** Returns what happened of this kind, each with its instant and its reason. */
  List<String> lines(Predicate<JournalEntry> which) {
    return lines(which, MOST_LINES);
  }

  /** Returns at most so many lines. */
  List<String> lines(Predicate<JournalEntry> which, int most) {
    TaskNames names = names();
    List<String> lines = new ArrayList<>();
    for (JournalEntry entry : ecs.journal()) {
      if (entry.n() > before && which.test(entry)) {
        lines.addAll(line(entry, names));
      }
    }
    return atMost(most, lines);
  }

  /** Returns what happened of this kind, with its instants alone. */
  List<String> instants(Predicate<JournalEntry> which) {
    TaskNames names = names();
    return Streams.stream(ecs.journal())
        .filter(entry -> entry.n() > before && which.test(entry))
        .map(entry -> timed(entry, names.shorten(subject(entry) + ": " + entry.text()), true))
        .toList();
  }

  /** Returns the latest line of this kind, if there is one. */
  List<String> latest(Predicate<JournalEntry> which) {
    return Streams.stream(ecs.journal())
        .filter(entry -> entry.n() > before && which.test(entry))
        .reduce((earlier, later) -> later)
        .map(entry -> line(entry, names()))
        .orElse(List.of());
  }

  private static List<String> atMost(int most, List<String> lines) {
    if (lines.size() <= most) {
      return lines;
    }
    // How it began and how it ended tell more than what lies between.
    List<String> some = new ArrayList<>(lines.subList(0, most - 3));
    some.add(" ".repeat(TIME) + "…");
    some.addAll(lines.subList(lines.size() - 2, lines.size()));
    return some;
  }

  /** Returns names for the ids of tasks, and of instances, which are as long. */
  private TaskNames names() {
    Map<String, String> byId = new TreeMap<>();
    for (ClusterSnapshot cluster : ecs.clusters()) {
      ecs.eachTask(cluster.name()).forEach(task -> byId.put(task.id(), task.name()));
      ecs.instances(cluster.name())
          .forEach(instance -> byId.put(idOf(instance), instance.ec2InstanceId()));
    }
    return new TaskNames(id -> byId.getOrDefault(id, id));
  }

  private static String idOf(InstanceSnapshot instance) {
    return instance.arn().substring(instance.arn().lastIndexOf('/') + 1);
  }

  private List<String> line(JournalEntry entry, TaskNames names) {
    List<String> lines = new ArrayList<>();
    for (String part : Lines.wrap(names.shorten(words(entry)), WIDTH - TIME - 2)) {
      lines.add(timed(entry, part, lines.isEmpty()));
    }
    return lines;
  }

  private String timed(JournalEntry entry, String words, boolean first) {
    long seconds = (entry.at() - from.toEpochMilli()) / 1000;
    String time = first ? "+" + Durations.text(Duration.ofSeconds(seconds)) : "";
    return "  " + Lines.fit(time, TIME) + words;
  }

  private static String words(JournalEntry entry) {
    if (entry.kind() == EntryKind.SERVICE_EVENT) {
      return entry.text();
    }
    String reason = entry.why() == null ? "" : ", " + entry.reason();
    return subject(entry) + ": " + entry.text() + reason;
  }

  private static String subject(JournalEntry entry) {
    String name = entry.subject().name();
    String type = entry.subject().type();
    return type.equals("task") ? name : type + " " + name;
  }

  /** Returns text broken into lines. */
  static List<String> paragraph(String text) {
    return Lines.wrap(text.strip().replaceAll("\\s+", " "), WIDTH);
  }

  /** Returns the tasks of a service that run, in order of launch. */
  static List<TaskSnapshot> running(EcsSimulation ecs, String cluster, String service) {
    return ecs.tasks(cluster).stream()
        .filter(task -> task.service().equals(service))
        .filter(task -> task.lastStatus() == LastStatus.RUNNING)
        .toList();
  }
}
