package dev.steadystate.testkit.report;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.Series;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a run in the Trace Event format: a process for each container instance with a line for each
 * place a task takes, one for each service with its counts and events.
 */
public final class TracePicture implements Picture {
  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    new Trace(run, out).write();
  }

  /** One trace as it is written. Times of the format are microseconds. */
  private static final class Trace {
    private final ScenarioRun run;
    private final JsonText json;
    private final long start;
    private final Map<String, Integer> processes = new LinkedHashMap<>();

    /** Until when each line of a process is taken. */
    private final Map<Integer, List<Long>> lines = new LinkedHashMap<>();

    Trace(ScenarioRun run, Writer out) {
      this.run = run;
      this.json = new JsonText(out);
      this.start = run.scenario().start().toEpochMilli();
    }

    void write() throws IOException {
      json.open('{').member("displayTimeUnit", "ms").member("traceEvents").open('[');
      for (Series.Row row : run.series().rows()) {
        counts(row);
      }
      for (JournalEntry entry : run.simulation().journal()) {
        if (entry.kind() == EntryKind.SERVICE_EVENT) {
          event(entry);
        }
      }
      for (TaskSnapshot task : (Iterable<TaskSnapshot>) run.tasks()::iterator) {
        task(task);
      }
      json.close(']').close('}').newLine();
    }

    private int process(String name) throws IOException {
      Integer known = processes.get(name);
      if (known != null) {
        return known;
      }
      int process = processes.size() + 1;
      processes.put(name, process);
      put(
          Document.builder()
              .put("ph", "M")
              .put("name", "process_name")
              .put("pid", process)
              .put("args", Document.of("name", name)));
      return process;
    }

    private void counts(Series.Row row) throws IOException {
      int process = process("service " + row.service() + " in " + row.cluster());
      put(
          Document.builder()
              .put("ph", "C")
              .put("name", "tasks")
              .put("ts", row.at() * 1000)
              .put("pid", process)
              .put(
                  "args",
                  Document.builder()
                      .put("healthy", row.healthy())
                      .put("running, not healthy", Math.max(0, row.running() - row.healthy()))
                      .put("pending", row.pending())
                      .build()));
    }

    private void event(JournalEntry entry) throws IOException {
      int process =
          process("service " + entry.subject().service() + " in " + entry.subject().cluster());
      put(
          Document.builder()
              .put("ph", "i")
              .put("s", "p")
              .put("name", entry.text())
              .put("cat", "service event")
              .put("ts", (entry.at() - start) * 1000)
              .put("pid", process)
              .put("tid", 0));
    }

    private void task(TaskSnapshot task) throws IOException {
      String host =
          task.isOnFargate()
              ? "Fargate in " + task.availabilityZone()
              : task.ec2InstanceId() + " in " + task.availabilityZone();
      int process = process(host + " of " + task.cluster());
      long from = since(task.createdAt());
      long to = task.stoppedAt().map(this::since).orElse(since(run.simulation().now()));
      int line = line(process, from, to);
      Document about =
          Document.builder()
              .put("id", task.id())
              .put("taskDefinition", task.taskDefinition())
              .putUnlessEmpty("deployment", task.deploymentId())
              .put("stoppedReason", task.stoppedReason())
              .build();
      stage(task.name() + " starting", process, line, from, first(task, to), about);
      if (task.startedAt().isPresent()) {
        long running = since(task.startedAt().get());
        long stopping = task.stoppingAt().map(this::since).orElse(to);
        stage(task.name(), process, line, running, stopping, about);
      }
      if (task.stoppingAt().isPresent()) {
        long stopping = since(task.stoppingAt().get());
        stage(task.name() + " stopping", process, line, stopping, to, about);
      }
    }

    private long first(TaskSnapshot task, long end) {
      Optional<Instant> over = task.startedAt().or(task::stoppingAt);
      return over.map(this::since).orElse(end);
    }

    private void stage(String name, int process, int line, long from, long to, Document about)
        throws IOException {
      if (to > from) {
        put(
            Document.builder()
                .put("ph", "X")
                .put("name", name)
                .put("cat", "task")
                .put("ts", from * 1000)
                .put("dur", (to - from) * 1000)
                .put("pid", process)
                .put("tid", line)
                .put("args", about));
      }
    }

    /** Returns the first line of the process that is free by then, and takes it. */
    private int line(int process, long from, long to) {
      List<Long> taken = lines.computeIfAbsent(process, unused -> new ArrayList<>());
      for (int line = 0; line < taken.size(); line++) {
        if (taken.get(line) <= from) {
          taken.set(line, to);
          return line + 1;
        }
      }
      taken.add(to);
      return taken.size();
    }

    private long since(Instant instant) {
      return instant.toEpochMilli() - start;
    }

    private void put(Document.Builder event) throws IOException {
      json.element().document(event.build());
    }
  }
}
