package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.report.Lines;
import dev.steadystate.testkit.report.TaskNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What happened while time passed, in a few lines. */
final class Story {
  static final int WIDTH = 80;

  private static final int TIME = 10;
  private static final int FIRST = 8;
  private static final int LAST = 6;
  private static final Pattern MANY_TASKS =
      Pattern.compile("((?:\\(task [^)]+\\) ?){3})(?:\\(task [^)]+\\) ?)+(\\(task [^)]+\\))");

  private final World world;
  private final TaskNames names;
  private final long first;
  private final List<ImmutableList<String>> told = new ArrayList<>();
  private final Map<String, Integer> alike = new LinkedHashMap<>();
  private long at;

  private Story(World world, long first) {
    this.world = world;
    this.first = first;
    this.names = names(world.ecs());
  }

  /** Returns a story that begins now. */
  static Story from(World world) {
    return new Story(world, world.ecs().journal().size() + 1);
  }

  /** Returns short names for the ids of tasks and container instances. */
  static TaskNames names(EcsSimulation ecs) {
    Map<String, String> known = new LinkedHashMap<>();
    return new TaskNames(
        id ->
            known.computeIfAbsent(
                id,
                any ->
                    ecs.clusters().stream()
                        .flatMap(cluster -> nameOf(ecs, cluster.name(), id).stream())
                        .findFirst()
                        .orElse(id)));
  }

  private static Optional<String> nameOf(EcsSimulation ecs, String cluster, String id) {
    return Reasons.task(ecs, cluster, id)
        .map(TaskSnapshot::name)
        .or(
            () ->
                ecs.instances(cluster).stream()
                    .filter(it -> it.id().equals(id))
                    .map(InstanceSnapshot::ec2InstanceId)
                    .findFirst());
  }

  /** Returns what has happened since, and how the services stand. */
  Text told() {
    for (long n = first; n <= world.ecs().journal().size(); n++) {
      world.ecs().journal().entry(n).ifPresent(this::tell);
    }
    tellAlike();
    List<String> lines = new ArrayList<>();
    int leftOut = Math.max(0, told.size() - FIRST - LAST);
    for (int i = 0; i < told.size(); i++) {
      if (leftOut > 0 && i == FIRST) {
        lines.add(" ".repeat(TIME) + "… " + leftOut + " more: events() lists all events …");
        i += leftOut;
      }
      lines.addAll(told.get(i));
    }
    lines.addAll(standing());
    return Text.of(lines);
  }

  Text unsteady(Duration atMost) {
    String trouble =
        world.ecs().counts().stream()
            .filter(it -> it.status() == ServiceStatus.ACTIVE && !it.isSteady())
            .map(ServiceCounts::name)
            .findFirst()
            .map(name -> "; why(\"" + name + "\") tells what is in the way")
            .orElse("");
    return new Text(told() + "\nnot steady after " + Durations.text(atMost) + trouble);
  }

  private List<String> standing() {
    List<String> standing = new ArrayList<>();
    String time = clock(world, world.ecs().now().toEpochMilli());
    for (ServiceSnapshot service : world.ecs().services(world.cluster())) {
      if (service.status() != ServiceStatus.INACTIVE) {
        for (String line : Lines.wrap(service.toString(), WIDTH - TIME)) {
          standing.add(Lines.fit(time, TIME) + line);
          time = "";
        }
      }
    }
    if (standing.isEmpty()) {
      standing.add(Lines.fit(time, TIME) + "no services in " + world.cluster());
    }
    return standing;
  }

  private void tell(JournalEntry entry) {
    long second = entry.at() / 1000;
    if (second != at) {
      tellAlike();
      at = second;
    }
    String what = entry.subject().cluster().equals(world.cluster()) ? words(entry) : "";
    if (what.isEmpty()) {
      return;
    }
    if (entry.kind() == EntryKind.SERVICE_EVENT) {
      tellAlike();
      say(what);
    } else {
      alike.merge(what, 1, Integer::sum);
    }
  }

  /** Returns what a reader wants to know of this entry; the empty text for nothing. */
  private String words(JournalEntry entry) {
    return switch (entry.kind()) {
      case SERVICE_EVENT -> shorten(entry.text());
      case TASK_STATUS -> entry.text().equals("RUNNING") ? ofService(entry) + " RUNNING" : "";
      case TASK_STOPPING -> stopping(entry);
      case TASK_HEALTH -> ofService(entry) + " " + entry.text();
      case INSTANCE_STATUS, AGENT, FAULT ->
          entry.subject().type() + " " + entry.subject().name() + " " + entry.text();
      default -> "";
    };
  }

  /** What the scheduler does itself it says in an event. */
  private String stopping(JournalEntry entry) {
    String what = entry.text();
    if (what.startsWith("Scaling activity")
        || what.startsWith("Task failed container")
        || what.startsWith("Availability-zone rebalancing")) {
      return "";
    }
    String more =
        entry.reason().isEmpty()
            ? world
                .ecs()
                .journal()
                .entry(entry.cause())
                .filter(cause -> cause.kind() == EntryKind.CONTAINER_EXITED)
                .map(JournalEntry::text)
                .orElse("")
            : entry.reason();
    boolean isNew = !more.isEmpty() && !what.contains(more);
    return ofService(entry) + " stopped: " + shorten(what) + (isNew ? ", " + more : "");
  }

  private String ofService(JournalEntry entry) {
    String service = entry.subject().service();
    return service.isEmpty() ? "task " + shorten(entry.subject().name()) : "of " + service;
  }

  private void tellAlike() {
    alike.forEach(
        (what, count) -> {
          if (what.startsWith("of ")) {
            say(count + (count == 1 ? " task " : " tasks ") + what);
          } else {
            say(what);
          }
        });
    alike.clear();
  }

  private void say(String what) {
    String time = clock(world, at * 1000);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (String line : Lines.wrap(what, WIDTH - TIME, 3)) {
      lines.add(Lines.fit(time, TIME) + line);
      time = "";
    }
    told.add(lines.build());
  }

  private String shorten(String text) {
    return shorten(names, text);
  }

  static String shorten(TaskNames names, String text) {
    return names.shorten(MANY_TASKS.matcher(text).replaceAll("$1… $2"));
  }

  /** Returns the time since the world began, in whole seconds. */
  static String clock(World world, long at) {
    return Durations.text((at - world.start().toEpochMilli()) / 1000 * 1000);
  }
}
