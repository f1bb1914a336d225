package dev.steadystate.testkit.report;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.ScenarioRun;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the journal, one entry a line. */
public final class JsonLinesReport implements Report {
  /** What the line of a start or a stop says about the task. */
  private record Place(String instance, String zone, String deployment) {}

  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    Map<String, Place> places = new HashMap<>();
    for (TaskSnapshot task : (Iterable<TaskSnapshot>) run.tasks()::iterator) {
      Place place = new Place(task.ec2InstanceId(), task.availabilityZone(), task.deploymentId());
      places.put(task.id(), place);
    }
    long start = run.scenario().start().toEpochMilli();
    Map<Long, String> reasons = new HashMap<>();
    for (JournalEntry entry : run.simulation().journal()) {
      JsonText json = new JsonText(out);
      json.open('{')
          .member("n", entry.n())
          .seconds("at", entry.at() - start)
          .member("kind", entry.kind().label())
          .member("subject", entry.subject().type() + " " + entry.subject())
          .member("cause", entry.cause());
      member(json, "cluster", entry.subject().cluster());
      member(json, "service", entry.subject().service());
      if (entry.kind() == EntryKind.SERVICE_EVENT) {
        json.member("message", entry.text());
        member(json, "reason", entry.reason());
      } else {
        boolean ofTask = entry.subject().type().equals("task");
        if (ofTask) {
          place(json, entry, places.get(entry.subject().name()));
        }
        json.member("what", entry.text());
        member(json, "reason", reason(entry, reasons));
      }
      json.close('}').newLine();
    }
  }

  private static void member(JsonText json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.member(name, value);
    }
  }

  private static void place(JsonText json, JournalEntry entry, @Nullable Place place)
      throws IOException {
    json.member("task", entry.subject().name());
    if (place != null) {
      member(json, "instance", place.instance());
      member(json, "zone", place.zone());
      member(json, "deployment", place.deployment());
    }
  }

  /** The end of a task has the reason for which it was told to stop. */
  private static String reason(JournalEntry entry, Map<Long, String> reasons) {
    switch (entry.kind()) {
      case TASK_STOPPING -> {
        reasons.put(entry.subject().key(), entry.text());
        return entry.text();
      }
      case TASK_STOPPED -> {
        String reason = reasons.remove(entry.subject().key());
        return reason == null ? "" : reason;
      }
      default -> {
        return entry.reason();
      }
    }
  }
}
