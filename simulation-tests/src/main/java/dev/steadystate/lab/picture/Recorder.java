package dev.steadystate.lab.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.StopCode;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.ContainerSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.lab.picture.Recording.Change;
import dev.steadystate.lab.picture.Recording.Host;
import dev.steadystate.lab.picture.Recording.HostChange;
import dev.steadystate.lab.picture.Recording.HostState;
import dev.steadystate.lab.picture.Recording.Line;
import dev.steadystate.lab.picture.Recording.Row;
import dev.steadystate.lab.picture.Recording.Service;
import dev.steadystate.lab.picture.Recording.Task;
import dev.steadystate.testkit.scenario.Series;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a recording together: what there is from the simulation as it is at the end, how it came to
 * be from the journal.
 */
final class Recorder {
  private final EcsSimulation simulation;
  private final long start;

  private final List<HostNotes> hosts = new ArrayList<>();
  private final Map<String, Integer> hostPlaces = new HashMap<>();
  private final Map<String, TaskNotes> tasks = new LinkedHashMap<>();
  private final ImmutableList.Builder<Line> journal = ImmutableList.builder();

  private Recorder(EcsSimulation simulation, Instant start) {
    this.simulation = simulation;
    this.start = start.toEpochMilli();
  }

  static Recording record(
      String title, long seed, Instant start, EcsSimulation simulation, List<Series.Row> rows) {
    return new Recorder(simulation, start).record(title, seed, rows);
  }

  private Recording record(String title, long seed, List<Series.Row> numbers) {
    for (ClusterSnapshot cluster : simulation.clusters()) {
      simulation.instances(cluster.name()).forEach(this::note);
      simulation.eachTask(cluster.name()).forEach(this::note);
    }
    readJournal();
    Map<Service, Integer> services = new LinkedHashMap<>();
    for (ServiceCounts service : simulation.counts()) {
      services.putIfAbsent(new Service(service.clusterName(), service.name()), services.size());
    }
    return new Recording(
        title,
        seed,
        Instant.ofEpochMilli(start),
        since(simulation.now()),
        hosts.stream().map(HostNotes::host).collect(toImmutableList()),
        tasks.values().stream().map(TaskNotes::task).collect(toImmutableList()),
        ImmutableList.copyOf(services.keySet()),
        numbers.stream().map(row -> row(row, services)).collect(toImmutableList()),
        journal.build());
  }

  private static Row row(Series.Row row, Map<Service, Integer> services) {
    return new Row(
        row.at(),
        services.getOrDefault(new Service(row.cluster(), row.service()), 0),
        row.desired(),
        row.running(),
        row.pending(),
        row.healthy(),
        row.floor(),
        row.ceiling());
  }

  private long since(Instant instant) {
    return instant.toEpochMilli() - start;
  }

  // What there is at the end.

  /** What is known of a host so far. */
  private static final class HostNotes {
    final String cluster;
    final String name;
    final String zone;
    final int cpu;
    final int memory;
    final long from;
    final List<HostChange> changes = new ArrayList<>();
    InstanceStatus status = InstanceStatus.ACTIVE;
    boolean connected = true;

    HostNotes(String cluster, String name, String zone, int cpu, int memory, long from) {
      this.cluster = cluster;
      this.name = name;
      this.zone = zone;
      this.cpu = cpu;
      this.memory = memory;
      this.from = from;
    }

    void change(long at, long line) {
      changes.add(new HostChange(at, state(), line));
    }

    private HostState state() {
      return switch (status) {
        case ACTIVE -> connected ? HostState.ACTIVE : HostState.DISCONNECTED;
        case DRAINING -> HostState.DRAINING;
        case DEREGISTERING, INACTIVE -> HostState.INACTIVE;
      };
    }

    Host host() {
      if (changes.isEmpty()) {
        change(from, 0);
      }
      return new Host(cluster, name, zone, cpu, memory, ImmutableList.copyOf(changes));
    }
  }

  private void note(InstanceSnapshot instance) {
    hostPlaces.put(instance.arn(), hosts.size());
    hosts.add(
        new HostNotes(
            instance.cluster(),
            instance.ec2InstanceId(),
            instance.availabilityZone(),
            instance.registered().cpu(),
            instance.registered().memory(),
            since(instance.registeredAt())));
  }

  private int hostOf(TaskSnapshot task) {
    if (!task.isOnFargate()) {
      return hostPlaces.getOrDefault(task.containerInstanceArn(), 0);
    }
    String zone = task.availabilityZone();
    return hostPlaces.computeIfAbsent(
        "Fargate " + task.cluster() + " " + zone,
        unused -> {
          hosts.add(new HostNotes(task.cluster(), "Fargate", zone, 0, 0, 0));
          return hosts.size() - 1;
        });
  }

  /** What is known of a task so far. */
  private static final class TaskNotes {
    final TaskSnapshot end;
    final int host;
    final long createdAt;
    final List<Change> changes = new ArrayList<>();
    LastStatus status = LastStatus.PROVISIONING;
    HealthStatus health = HealthStatus.UNKNOWN;
    boolean toStop;

    TaskNotes(TaskSnapshot end, int host, long createdAt) {
      this.end = end;
      this.host = host;
      this.createdAt = createdAt;
    }

    void change(long at, long line) {
      changes.add(new Change(at, status, health, toStop, line));
    }

    /** A task that the journal does not tell of is as it is at the end, from the beginning. */
    Task task() {
      if (changes.isEmpty()) {
        boolean isToStop = !end.isLive();
        changes.add(new Change(createdAt, end.lastStatus(), end.healthStatus(), isToStop, 0));
      }
      return new Task(
          end.id(),
          end.name(),
          end.cluster(),
          end.service(),
          end.deploymentId(),
          end.taskDefinition(),
          host,
          end.cpu(),
          end.memory(),
          end.stopCode().map(StopCode::apiName).orElse(""),
          end.stoppedReason().orElse(""),
          containers(),
          ImmutableList.copyOf(changes));
    }

    private String containers() {
      return end.containers().stream()
          .map(Recorder::ended)
          .filter(words -> !words.isEmpty())
          .collect(joining("; "));
    }
  }

  /** Says of each container what code it ended with, and for which reason. */
  private static String ended(ContainerSnapshot container) {
    List<String> words = new ArrayList<>();
    container.exitCode().ifPresent(code -> words.add("exit code " + code));
    container.reason().ifPresent(words::add);
    return words.isEmpty() ? "" : container.name() + ": " + String.join(", ", words);
  }

  private void note(TaskSnapshot task) {
    tasks.put(task.id(), new TaskNotes(task, hostOf(task), since(task.createdAt())));
  }

  // How it came to be.

  private void readJournal() {
    // An instance that comes back is another one of the same name.
    Map<String, Deque<HostNotes>> waiting = new HashMap<>();
    for (HostNotes host : hosts) {
      waiting
          .computeIfAbsent(host.cluster + "/" + host.name, unused -> new ArrayDeque<>())
          .add(host);
    }
    Map<String, HostNotes> present = new HashMap<>();
    for (JournalEntry entry : simulation.journal()) {
      String name = entry.subject().name();
      long at = entry.at() - start;
      write(entry, name, at);
      switch (entry.kind()) {
        case TASK_STARTED, TASK_STATUS, TASK_HEALTH, TASK_STOPPING, TASK_STOPPED ->
            change(tasks.get(name), entry, at);
        case INSTANCE_STATUS, AGENT -> {
          String key = entry.subject().cluster() + "/" + name;
          if (entry.text().startsWith("registered")) {
            Deque<HostNotes> next = waiting.getOrDefault(key, new ArrayDeque<>());
            if (!next.isEmpty()) {
              present.put(key, next.remove());
            }
          }
          change(present.get(key), entry, at);
        }
        default -> {
          // No host or task is another one after it.
        }
      }
    }
  }

  private void write(JournalEntry entry, String name, long at) {
    journal.add(
        new Line(
            entry.n(),
            at,
            entry.kind().label(),
            entry.subject().type(),
            entry.subject().cluster(),
            name,
            entry.text(),
            entry.reason(),
            entry.cause()));
  }

  private static void change(@Nullable TaskNotes task, JournalEntry entry, long at) {
    if (task == null) {
      return;
    }
    if (entry.what() instanceof LastStatus status) {
      task.status = status;
    } else if (entry.what() instanceof HealthStatus health) {
      task.health = health;
    } else if (entry.kind() == EntryKind.TASK_STOPPING) {
      task.toStop = true;
    } else if (entry.kind() == EntryKind.TASK_STARTED && !needsProvisioning(task.end)) {
      task.status = LastStatus.PENDING;
    }
    task.change(at, entry.n());
  }

  /** What needs a network interface or a machine of its own begins with getting it. */
  private static boolean needsProvisioning(TaskSnapshot task) {
    return task.isOnFargate() || task.networkInterface().isPresent();
  }

  private static void change(@Nullable HostNotes host, JournalEntry entry, long at) {
    if (host == null) {
      return;
    }
    if (entry.what() instanceof InstanceStatus status) {
      host.status = status;
    } else if (entry.kind() == EntryKind.AGENT) {
      host.connected = entry.text().equals("connected");
    }
    host.change(at, entry.n());
  }
}
