package dev.steadystate.lab.picture;

import dev.steadystate.lab.picture.Recording.Change;
import dev.steadystate.lab.picture.Recording.Host;
import dev.steadystate.lab.picture.Recording.HostChange;
import dev.steadystate.lab.picture.Recording.Line;
import dev.steadystate.lab.picture.Recording.Row;
import dev.steadystate.lab.picture.Recording.Service;
import dev.steadystate.lab.picture.Recording.Task;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Writes a recording as JSON that is small and quick to read: a list of numbers for each column,
 * times as differences, texts as places in one list of all texts. It may stand inside a script
 * element.
 *
 * <p>{@code recording.js} reads it; the two belong together.
 */
final class Columns {
  /** Stands in texts before the place of a task, which a semicolon ends. */
  private static final char TASK = '\u007f';

  private static final int ID_LENGTH = 32;

  private final Recording recording;
  private final StringBuilder json = new StringBuilder(1 << 16);
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();

  private Columns(Recording recording) {
    this.recording = recording;
    for (Task task : recording.tasks()) {
      tasks.put(task.id(), tasks.size());
    }
  }

  static void write(Recording recording, Writer out) throws IOException {
    Columns columns = new Columns(recording);
    columns.write();
    out.append(columns.json);
  }

  private void write() {
    json.append("{\"title\":");
    quote(recording.title());
    json.append(",\"seed\":\"").append(recording.seed()).append('"');
    json.append(",\"start\":").append(recording.start().toEpochMilli());
    json.append(",\"length\":").append(recording.length());
    services(recording.services());
    hosts(recording.hosts());
    tasks(recording.tasks());
    rows(recording.rows());
    journal(recording.journal());
    texts();
    json.append('}');
  }

  private void services(List<Service> services) {
    open("services");
    column("cluster", services, service -> text(service.cluster()));
    column("name", services, service -> text(service.name()));
    close();
  }

  private void hosts(List<Host> hosts) {
    open("hosts");
    column("cluster", hosts, host -> text(host.cluster()));
    column("name", hosts, host -> text(host.name()));
    column("zone", hosts, host -> text(host.zone()));
    column("cpu", hosts, Host::cpu);
    column("memory", hosts, Host::memory);
    column("changes", hosts, host -> host.changes().size());
    List<HostChange> changes = hosts.stream().flatMap(host -> host.changes().stream()).toList();
    differences("at", changes, HostChange::at);
    column("state", changes, change -> change.state().ordinal());
    differences("line", changes, HostChange::line);
    close();
  }

  private void tasks(List<Task> tasks) {
    open("tasks");
    column("id", tasks, task -> text(task.id()));
    column("name", tasks, task -> text(task.name()));
    column("cluster", tasks, task -> text(task.cluster()));
    column("service", tasks, task -> text(task.service()));
    column("deployment", tasks, task -> text(task.deployment()));
    column("taskDefinition", tasks, task -> text(task.taskDefinition()));
    column("host", tasks, Task::host);
    column("cpu", tasks, Task::cpu);
    column("memory", tasks, Task::memory);
    column("stopCode", tasks, task -> text(task.stopCode()));
    column("stoppedReason", tasks, task -> text(task.stoppedReason()));
    column("containers", tasks, task -> text(task.containers()));
    column("changes", tasks, task -> task.changes().size());
    List<Change> changes = tasks.stream().flatMap(task -> task.changes().stream()).toList();
    differences("at", changes, Change::at);
    column("state", changes, Columns::state);
    differences("line", changes, Change::line);
    close();
  }

  /** One number for what a task is: eight statuses, three verdicts, and whether it is to stop. */
  private static long state(Change change) {
    return change.status().ordinal() + 8L * change.health().ordinal() + (change.toStop() ? 24 : 0);
  }

  private void rows(List<Row> rows) {
    open("rows");
    differences("at", rows, Row::at);
    column("service", rows, Row::service);
    column("desired", rows, Row::desired);
    column("running", rows, Row::running);
    column("pending", rows, Row::pending);
    column("healthy", rows, Row::healthy);
    column("floor", rows, Row::floor);
    column("ceiling", rows, Row::ceiling);
    close();
  }

  private void journal(List<Line> journal) {
    open("journal");
    json.append("\"first\":").append(journal.isEmpty() ? 1 : journal.get(0).n()).append(',');
    differences("at", journal, Line::at);
    column("kind", journal, line -> text(line.kind()));
    column("type", journal, line -> text(line.type()));
    column("cluster", journal, line -> text(line.cluster()));
    column("subject", journal, this::subject);
    column("text", journal, line -> text(line.text()));
    column("reason", journal, line -> text(line.reason()));
    column("cause", journal, line -> line.cause() == 0 ? 0 : line.n() - line.cause());
    close();
  }

  /** A task by its place, below zero; anything else by the text of its name. */
  private long subject(Line line) {
    Integer task = line.type().equals("task") ? tasks.get(line.name()) : null;
    return task == null ? text(line.name()) : -1L - task;
  }

  // Texts.

  private int text(String text) {
    Integer known = texts.get(text);
    if (known != null) {
      return known;
    }
    texts.put(text, texts.size());
    return texts.size() - 1;
  }

  private void texts() {
    json.append(",\"texts\":[");
    boolean first = true;
    for (String text : texts.keySet()) {
      json.append(first ? "\n" : ",\n");
      // An id alone is what a task is called, and stays.
      quote(text.length() == ID_LENGTH ? text : withTasks(text));
      first = false;
    }
    json.append(']');
  }

  /** Returns the text with the place of a task for each id of one. */
  private String withTasks(String text) {
    if (text.length() < ID_LENGTH && text.indexOf(TASK) < 0) {
      return text;
    }
    StringBuilder with = new StringBuilder(text.length());
    int run = 0;
    for (int i = 0; i <= text.length(); i++) {
      char next = i < text.length() ? text.charAt(i) : ' ';
      if ((next >= '0' && next <= '9') || (next >= 'a' && next <= 'f')) {
        run++;
      } else {
        if (run == ID_LENGTH) {
          Integer task = tasks.get(text.substring(i - ID_LENGTH, i));
          if (task != null) {
            with.setLength(with.length() - ID_LENGTH);
            with.append(TASK).append((int) task).append(';');
          }
        }
        run = 0;
      }
      if (i < text.length()) {
        with.append(next == TASK ? ' ' : next);
      }
    }
    return with.toString();
  }

  // JSON.

  private void open(String name) {
    json.append(",\n\"").append(name).append("\":{");
  }

  /** Every column ends in a comma, so the object ends in a member that says nothing. */
  private void close() {
    json.append("\"end\":0}");
  }

  private <T> void column(String name, List<T> values, ToLongFunction<T> number) {
    json.append('"').append(name).append("\":[");
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      json.append(number.applyAsLong(values.get(i)));
    }
    json.append("],\n");
  }

  private <T> void differences(String name, List<T> values, ToLongFunction<T> number) {
    long[] before = {0};
    column(
        name,
        values,
        value -> {
          long now = number.applyAsLong(value);
          long difference = now - before[0];
          before[0] = now;
          return difference;
        });
  }

  /** Quotes a text so that neither HTML nor JavaScript sees an end where there is none. */
  private void quote(String text) {
    json.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (!isPlain(next)) {
        String digits = Integer.toHexString(next);
        json.append(text, written, i).append("\\u").append("0".repeat(4 - digits.length()));
        json.append(digits);
        written = i + 1;
      }
    }
    json.append(text, written, text.length()).append('"');
  }

  private static boolean isPlain(char next) {
    return switch (next) {
      case '"', '\\', '<', '>', '&', '\u2028', '\u2029' -> false;
      default -> next >= ' ' && !Character.isSurrogate(next);
    };
  }
}
