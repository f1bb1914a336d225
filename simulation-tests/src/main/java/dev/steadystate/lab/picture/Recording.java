package dev.steadystate.lab.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.HealthStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.Series;
import java.time.Instant;

/**
 * All that a picture of a run shows. Every {@code at} is milliseconds since the start.
 *
 * @param title what the page is called
 * @param length milliseconds from the start to the end
 * @param hosts in the order of their registration
 * @param tasks in launch order
 * @param services in the order of their creation
 * @param rows in order of time
 * @param journal by serial number, without gaps
 */
public record Recording(
    String title,
    long seed,
    Instant start,
    long length,
    ImmutableList<Host> hosts,
    ImmutableList<Task> tasks,
    ImmutableList<Service> services,
    ImmutableList<Row> rows,
    ImmutableList<Line> journal) {
  public Recording {
    checkArgument(length >= 0, "length must not be negative, but was %s", length);
    for (Task task : tasks) {
      checkArgument(
          task.host() >= 0 && task.host() < hosts.size(),
          "task %s must be on one of %s hosts, but was on %s",
          task.name(),
          hosts.size(),
          task.host());
    }
    for (Row row : rows) {
      checkArgument(
          row.service() >= 0 && row.service() < services.size(),
          "a row must be of one of %s services, but was of %s",
          services.size(),
          row.service());
    }
  }

  /** Returns the recording of a scenario that was played with its journal. */
  public static Recording of(ScenarioRun run) {
    Scenario scenario = run.scenario();
    return Recorder.record(
        scenario.name(), scenario.seed(), scenario.start(), run.simulation(), run.series().rows());
  }

  /**
   * Returns the recording of a simulation so far.
   *
   * @param start its first instant
   * @param rows the numbers of its services, which only somebody who watched can know
   */
  public static Recording of(
      String title,
      long seed,
      Instant start,
      EcsSimulation simulation,
      ImmutableList<Series.Row> rows) {
    return Recorder.record(title, seed, start, simulation, rows);
  }

  /**
   * Where tasks run: a container instance, or Fargate in one zone.
   *
   * @param name such as {@code i-1}
   * @param cpu units in all; 0 where there is no limit
   * @param memory MiB in all; 0 where there is no limit
   * @param changes what became of it, from its registration on
   */
  public record Host(
      String cluster,
      String name,
      String zone,
      int cpu,
      int memory,
      ImmutableList<HostChange> changes) {}

  /** How a host stands. */
  public enum HostState {
    ACTIVE,
    DRAINING,
    DISCONNECTED,
    INACTIVE
  }

  /**
   * How a host stands from an instant on.
   *
   * @param line the serial number of the journal entry that says so, 0 for none
   */
  public record HostChange(long at, HostState state, long line) {}

  /**
   * A task and its whole life.
   *
   * @param name such as {@code web/3}
   * @param service the empty text for a task outside services
   * @param deployment the empty text for a task outside services
   * @param taskDefinition such as {@code web:1}
   * @param host its place in {@link Recording#hosts}
   * @param stopCode the empty text while it runs
   * @param stoppedReason the empty text while it runs
   * @param containers how its containers ended, in words; the empty text while none did
   * @param changes from its start on, never empty
   */
  public record Task(
      String id,
      String name,
      String cluster,
      String service,
      String deployment,
      String taskDefinition,
      int host,
      int cpu,
      int memory,
      String stopCode,
      String stoppedReason,
      String containers,
      ImmutableList<Change> changes) {
    public Task {
      checkArgument(!changes.isEmpty(), "task %s must have begun at some time", name);
    }
  }

  /**
   * What a task is from an instant on.
   *
   * @param toStop whether it was told to stop
   * @param line the serial number of the journal entry that says so, 0 for none
   */
  public record Change(
      long at, LastStatus status, HealthStatus health, boolean toStop, long line) {}

  /** A service by its names. */
  public record Service(String cluster, String name) {}

  /**
   * The numbers of a service from an instant on.
   *
   * @param service its place in {@link Recording#services}
   */
  public record Row(
      long at,
      int service,
      int desired,
      int running,
      int pending,
      int healthy,
      int floor,
      int ceiling) {}

  /**
   * An entry of the journal, in words.
   *
   * @param type the kind of thing it is about, such as {@code task}
   * @param name its short name; for a task the id
   * @param reason the empty text for none
   * @param cause the serial number of the entry that brought it about, 0 for none
   */
  public record Line(
      long n,
      long at,
      String kind,
      String type,
      String cluster,
      String name,
      String text,
      String reason,
      long cause) {}
}
