package dev.steadystate.lab.lesson;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.lab.Workbench;
import java.time.Duration;
import java.time.Instant;

/** A task that stops is replaced, not restarted. */
final class ACrash extends Prediction {
  @Override
  public String title() {
    return "desired count and a crash";
  }

  @Override
  public String text() {
    return """
        A service keeps its desired count, and it does so by looking. In every pass,
        one each 10 seconds, the scheduler counts the tasks that should run and
        launches what is missing. It never starts a stopped task again: another takes
        its place, with a new id, perhaps on another instance, and like any task it
        has its image pulled and its containers started before it is RUNNING.

        Before you: cluster production, three instances, and web with three tasks.
        Kill one of them at once:   kill("web/2")
        Then look on:               run("5s")   tasks("web")   why("web")
        lesson(1) begins again; fork() and back() let you try twice.

        Task: how many seconds after the crash are three tasks RUNNING again?
              answer(<seconds>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(1);
    bench.cluster("production", 3);
    bench.service("web", 3).spread("zone");
    bench.steady();
    bench.run("3s");
  }

  @Override
  public String hint() {
    return "kill(\"web/2\"), then run(\"1s\") again and again: tasks(\"web\") shows when web/4 is"
        + " RUNNING; journal(\"web/4\") has the instants.";
  }

  @Override
  public String solution() {
    return "kill(\"web/2\")\nrun(\"30s\")\njournal(\"web/4\")\nanswer(22)";
  }

  @Override
  Outcome run(Workbench fresh) {
    Instant crash = fresh.ecs().now();
    Told told = Told.from(fresh.ecs());
    fresh.kill("web/2");
    fresh.run("2m");
    TaskSnapshot replacement = fresh.ecs().task("production", "web/4");
    long seconds = Duration.between(crash, replacement.startedAt().orElseThrow()).toSeconds();
    return Outcome.of(
        told.lines(
            it ->
                it.kind() == EntryKind.TASK_STOPPED
                    || it.kind() == EntryKind.TASK_STARTED
                    || it.kind() == EntryKind.TASK_STATUS),
        seconds);
  }

  @Override
  String unit() {
    return "seconds";
  }

  @Override
  String moral() {
    return """
        Two waits add up: until the next pass of the scheduler, and until the new task is placed,
        pulled and started. Nothing shortens them when a task crashes, not even
        minimumHealthyPercent, which only rules what the scheduler itself stops. Who cannot do with
        two tasks for so long needs a desired count of four.""";
  }
}
