package dev.steadystate.testkit.report;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.placement.Balance;
import dev.steadystate.placement.Packing;
import dev.steadystate.testkit.scenario.Finding;
import dev.steadystate.testkit.scenario.Outcome;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.ScenarioRun;
import dev.steadystate.testkit.scenario.Series;
import dev.steadystate.testkit.scenario.Step;
import dev.steadystate.testkit.scenario.tree.YamlText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the story of a run to a reader: the script beside what it caused, the services over time,
 * the tasks, the service events, and what was expected. It fits a hundred columns, or eighty.
 */
public final class TextReport implements Report {
  private static final int LONGEST_STORY = 14;
  private static final int TIME = 9;

  private final Paint paint;
  private final int width;
  private final int beside;

  private TextReport(boolean colour, int width) {
    this.paint = new Paint(colour);
    this.width = width;
    this.beside = width * 2 / 5;
  }

  public static TextReport plain() {
    return new TextReport(false, Lines.WIDTH);
  }

  public static TextReport coloured() {
    return new TextReport(true, Lines.WIDTH);
  }

  /** Returns the same report in so many columns, at least 80. */
  public TextReport inColumns(int columns) {
    checkArgument(columns >= 80, "a report needs 80 columns, but was given %s", columns);
    return new TextReport(paint.colour(), columns);
  }

  @Override
  public void write(ScenarioRun run, Writer out) throws IOException {
    Map<String, String> byId = new HashMap<>();
    for (TaskSnapshot task : (Iterable<TaskSnapshot>) run.tasks()::iterator) {
      byId.put(task.id(), task.name());
    }
    TaskNames names = new TaskNames(id -> byId.getOrDefault(id, id));
    title(run, out);
    story(run, names, out);
    charts(run, out);
    tasks(run, names, out);
    balance(run, out);
    events(run, names, out);
    expectations(run, names, out);
  }

  private void title(ScenarioRun run, Writer out) throws IOException {
    Scenario scenario = run.scenario();
    for (String line : Lines.wrap(scenario.name(), width)) {
      line(out, paint.title(line));
    }
    String parameters = changedParameters(scenario);
    String facts =
        Durations.text(run.length())
            + " from "
            + scenario.start()
            + ", seed "
            + scenario.seed()
            + (run.simulation().isSteady() ? ", steady at the end" : ", not steady at the end")
            + (parameters.isEmpty() ? "" : ", " + parameters);
    for (String line : Lines.wrap(facts, width)) {
      line(out, paint.quiet(line));
    }
    line(out, paint.quiet("digest " + run.simulation().digest()));
  }

  private static String changedParameters(Scenario scenario) {
    Document written = scenario.document();
    Document.Builder changed = Document.builder();
    written.get("timing").ifPresent(timing -> changed.put("timing", timing));
    written.document("parameters").ifPresent(changed::putAll);
    return changed.build().isEmpty() ? "" : YamlText.inline(changed.build());
  }

  // How tasks stand in the end.

  private void balance(ScenarioRun run, Writer out) throws IOException {
    EcsSimulation ecs = run.simulation();
    for (String cluster : run.clusterNames()) {
      InstancesView instances = ecs.instancesView(cluster);
      if (instances.size() > 0) {
        heading(out, "Balance of " + cluster + " in the end");
        tell(out, Packing.of(instances).toString());
        for (ServiceSnapshot service : ecs.services(cluster)) {
          if (service.status() == ServiceStatus.ACTIVE
              && service.launchType() != LaunchType.FARGATE) {
            String group = "service:" + service.name();
            tell(out, service.name() + ": " + Balance.of(instances, group));
          }
        }
      }
    }
  }

  private void tell(Writer out, String text) throws IOException {
    for (String line : Lines.wrap(text, width)) {
      line(out, line);
    }
  }

  // The script beside what it caused.

  private void story(ScenarioRun run, TaskNames names, Writer out) throws IOException {
    heading(out, Lines.fit("Script", beside + 3) + "What came of it");
    Iterator<JournalEntry> entries = run.simulation().journal().iterator();
    Optional<JournalEntry> held = next(entries);
    Map<Duration, List<Step>> script = byTime(run.scenario());
    List<Duration> times = List.copyOf(script.keySet());
    for (int i = 0; i < times.size(); i++) {
      Duration at = times.get(i);
      Instant until =
          i + 1 < times.size() ? run.scenario().start().plus(times.get(i + 1)) : Instant.MAX;
      Happenings happenings = new Happenings(run, names, width - beside - 3);
      while (held.isPresent() && Instant.ofEpochMilli(held.get().at()).isBefore(until)) {
        happenings.add(held.get());
        held = next(entries);
      }
      sideBySide(out, stated(run, at, script.getOrDefault(at, List.of())), happenings.lines());
    }
  }

  private static Optional<JournalEntry> next(Iterator<JournalEntry> entries) {
    return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
  }

  /** Expectations have a part of their own. */
  private static Map<Duration, List<Step>> byTime(Scenario scenario) {
    Map<Duration, List<Step>> script = new LinkedHashMap<>();
    for (Step step : scenario.script()) {
      if (!(step instanceof Step.Expect)) {
        script.computeIfAbsent(step.time().orElseThrow(), at -> new ArrayList<>()).add(step);
      }
    }
    return script;
  }

  private List<String> stated(ScenarioRun run, Duration at, List<Step> steps) {
    List<String> lines = new ArrayList<>();
    String time = Durations.text(at);
    List<Outcome> outcomes =
        run.outcomes().stream().filter(outcome -> outcome.at().equals(at)).toList();
    for (Step step : steps) {
      String stated = stated(step);
      ImmutableList<String> wrapped = Lines.wrap(stated, beside - TIME, 3);
      for (String line : wrapped) {
        lines.add(Lines.fit(time, TIME) + line);
        time = "";
      }
    }
    for (Outcome outcome : outcomes) {
      if (outcome.error().isPresent()) {
        String refused = (outcome.isUnexpected() ? "✗ " : "✓ ") + outcome.error().get();
        for (String line : Lines.wrap(refused, beside - TIME, 4)) {
          lines.add(" ".repeat(TIME) + line);
        }
      }
    }
    return lines;
  }

  /** Returns the call with what it holds, or the fault. */
  private static String stated(Step step) {
    if (step instanceof Step.Call call) {
      return call.input().isEmpty()
          ? call.action()
          : call.action() + " " + YamlText.inline(call.input());
    }
    return "fault " + Scenario.stated(step).document("fault").map(YamlText::inline).orElseThrow();
  }

  private void sideBySide(Writer out, List<String> left, List<String> right) throws IOException {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String script = i < left.size() ? left.get(i) : "";
      String story = i < right.size() ? right.get(i) : "";
      line(out, (Lines.fit(script, beside) + " │ " + story).stripTrailing());
    }
  }

  /** What happened from one line of the script to the next. */
  private static final class Happenings {
    private final ScenarioRun run;
    private final TaskNames names;
    private final int columns;
    private final List<String> lines = new ArrayList<>();
    private long more;
    private String lastReason = "";
    private int sameReason;
    private long reasonAt;

    Happenings(ScenarioRun run, TaskNames names, int columns) {
      this.run = run;
      this.names = names;
      this.columns = columns;
    }

    void add(JournalEntry entry) {
      if (entry.kind() == EntryKind.SERVICE_EVENT) {
        tellStops();
        tell(entry.at(), names.shorten(entry.text()));
      } else if (entry.kind() == EntryKind.TASK_STOPPING && !isDoneByScheduler(entry)) {
        if (!entry.text().equals(lastReason) || entry.at() != reasonAt) {
          tellStops();
        }
        lastReason = entry.text();
        reasonAt = entry.at();
        sameReason++;
      }
    }

    /** What the scheduler does itself it says in an event. */
    private static boolean isDoneByScheduler(JournalEntry entry) {
      String reason = entry.text();
      return reason.startsWith("Scaling activity")
          || reason.startsWith("Task failed container")
          || reason.startsWith("Availability-zone rebalancing");
    }

    private void tellStops() {
      if (sameReason > 0) {
        String tasks = sameReason + (sameReason == 1 ? " task stops: " : " tasks stop: ");
        tell(reasonAt, tasks + names.shorten(lastReason));
      }
      sameReason = 0;
    }

    private void tell(long at, String text) {
      if (lines.size() >= LONGEST_STORY) {
        more++;
        return;
      }
      long sinceStart = (at - run.scenario().start().toEpochMilli()) / 1000 * 1000;
      String time = Durations.text(sinceStart);
      for (String line : Lines.wrap(text, columns - TIME)) {
        lines.add(Lines.fit(time, TIME) + line);
        time = "";
      }
    }

    List<String> lines() {
      tellStops();
      if (more > 0) {
        lines.add(" ".repeat(TIME) + "… and " + more + " more");
      }
      return lines;
    }
  }

  // Charts.

  private void charts(ScenarioRun run, Writer out) throws IOException {
    ImmutableListMultimap<String, TaskSnapshot> tasks =
        run.tasks()
            .collect(
                ImmutableListMultimap.toImmutableListMultimap(
                    task -> task.cluster() + "/" + task.service(), task -> task));
    ImmutableList<ImmutableList<Series.Row>> services = run.series().byService();
    for (ImmutableList<Series.Row> rows : services) {
      String cluster = rows.get(0).cluster();
      String service = rows.get(0).service();
      heading(out, "Service " + service + " in " + cluster);
      Timeline timeline =
          new Timeline(
              rows,
              tasks.get(cluster + "/" + service),
              run.scenario().start(),
              0,
              run.length().toMillis());
      for (String line : timeline.lines(width)) {
        line(out, line);
      }
    }
    if (!services.isEmpty()) {
      line(out, "");
      for (String line : Timeline.legend(width)) {
        line(out, paint.quiet(line));
      }
    }
  }

  // Tasks.

  private void tasks(ScenarioRun run, TaskNames names, Writer out) throws IOException {
    Table table = new Table(run, width);
    Endings endings = Endings.of(run.simulation().journal());
    heading(
        out,
        table.row("Task", "Revision", "Where", "Launched", "Running", "Stopped", "How it ended"));
    boolean any = false;
    for (TaskSnapshot task : (Iterable<TaskSnapshot>) run.tasks()::iterator) {
      any = true;
      ImmutableList<String> how = Lines.wrap(names.shorten(endings.of(task)), table.how(), 2);
      line(
          out,
          table.row(
              task.name(),
              task.taskDefinition(),
              where(task),
              time(run, Optional.of(task.createdAt())),
              time(run, task.startedAt()),
              time(run, task.stoppedAt()),
              how.get(0)));
      if (how.size() > 1) {
        line(out, " ".repeat(width - table.how()) + how.get(1));
      }
    }
    if (!any) {
      line(out, "none");
    }
  }

  private static String where(TaskSnapshot task) {
    return (task.isOnFargate() ? "Fargate " : task.ec2InstanceId() + " ") + task.availabilityZone();
  }

  /** How wide the columns are that tell of tasks: as wide as what is in them, up to a point. */
  private static final class Table {
    private final int columns;
    private int name = 4;
    private int revision = 8;
    private int where = 5;

    Table(ScenarioRun run, int columns) {
      this.columns = columns;
      for (TaskSnapshot task : (Iterable<TaskSnapshot>) run.tasks()::iterator) {
        name = Math.min(16, Math.max(name, task.name().length()));
        revision = Math.min(14, Math.max(revision, task.taskDefinition().length()));
        where = Math.min(20, Math.max(where, where(task).length()));
      }
    }

    int how() {
      return columns - name - revision - where - 3 * TIME - 6;
    }

    String row(
        String task,
        String of,
        String on,
        String launched,
        String running,
        String stopped,
        String how) {
      String times =
          Lines.fit(launched, TIME)
              + " "
              + Lines.fit(running, TIME)
              + " "
              + Lines.fit(stopped, TIME);
      String who = Lines.fit(task, name) + " " + Lines.fit(of, revision);
      return (who + " " + Lines.fit(on, where) + " " + times + " " + how).stripTrailing();
    }
  }

  private static String time(ScenarioRun run, Optional<Instant> instant) {
    return instant
        .map(at -> Durations.text(Duration.between(run.scenario().start(), at)))
        .orElse("-");
  }

  // Service events.

  private void events(ScenarioRun run, TaskNames names, Writer out) throws IOException {
    heading(out, "Service events");
    boolean any = false;
    for (JournalEntry entry : run.simulation().journal()) {
      if (entry.kind() == EntryKind.SERVICE_EVENT) {
        any = true;
        long at = entry.at() - run.scenario().start().toEpochMilli();
        String time = Durations.text(at / 1000 * 1000);
        for (String line : Lines.wrap(names.shorten(entry.text()), width - TIME)) {
          line(out, Lines.fit(time, TIME) + line);
          time = "";
        }
      }
    }
    if (!any) {
      line(out, "none");
    }
  }

  // Expectations.

  private void expectations(ScenarioRun run, TaskNames names, Writer out) throws IOException {
    heading(out, "Expectations");
    for (Finding finding : run.findings()) {
      String time = Durations.text(finding.at()) + (finding.always() ? " on" : "");
      String text =
          "expected "
              + YamlText.inline(finding.expected())
              + "; found "
              + (finding.found().isEmpty() ? "nothing" : YamlText.inline(finding.found()));
      tellFinding(out, finding.met(), time, names.shorten(text));
    }
    for (Outcome outcome : run.outcomes()) {
      if (outcome.isUnexpected()) {
        tellFinding(
            out,
            false,
            Durations.text(outcome.at()),
            outcome.action() + " was refused: " + outcome.error().map(Object::toString).orElse(""));
      }
    }
    if (run.findings().isEmpty() && run.isMet()) {
      line(out, "none");
    }
  }

  private void tellFinding(Writer out, boolean met, String time, String text) throws IOException {
    String mark = met ? paint.good("✓") : paint.bad("✗");
    for (String line : Lines.wrap(text, width - 16)) {
      line(out, mark + " " + Lines.fit(time, 13) + " " + line);
      mark = " ";
      time = "";
    }
  }

  private void heading(Writer out, String text) throws IOException {
    out.write('\n');
    line(out, paint.title(Lines.cut(text, width)));
  }

  private static void line(Writer out, String text) throws IOException {
    out.write(text);
    out.write('\n');
  }
}
