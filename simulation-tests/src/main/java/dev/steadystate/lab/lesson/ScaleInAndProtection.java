package dev.steadystate.lab.lesson;

import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.lab.Workbench;

/** A protected task is not chosen when a service scales in. */
final class ScaleInAndProtection extends Prediction {
  @Override
  public String title() {
    return "scale-in and protection";
  }

  @Override
  public String text() {
    return """
        When a service has more tasks than it wants, the scheduler stops some: it keeps
        the zones even and, within a zone, takes from the instance with most tasks. It
        does not ask whether a task is busy. A task that is, a worker with a job in its
        hands, can protect itself from scale-in for up to 48 hours; it is then never
        chosen. Protection is no help against a crash, StopTask or a lost instance.

        Before you: web with six tasks in three zones, web/1 to web/6. Do this:
          protect("web/1", "30m")   protect("web/2", "30m")   protect("web/3", "30m")
          update("web", 2)
        and think before you run("10m") and tasks("web").

        Task: how many tasks of web run ten minutes later, and how many an hour later?
              answer(<after 10 minutes>, <after an hour>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(9);
    bench.cluster("production", 6);
    bench.service("web", 6).spread("zone");
    bench.steady();
  }

  @Override
  public String hint() {
    return "Two are wanted and three may not be stopped. What is true of them after 30 minutes?";
  }

  @Override
  public String solution() {
    return "protect(\"web/1\", \"30m\")\nprotect(\"web/2\", \"30m\")\nprotect(\"web/3\", \"30m\")\n"
        + "update(\"web\", 2)\nrun(\"10m\")\nrun(\"50m\")\nanswer(3, 2)";
  }

  @Override
  Outcome run(Workbench fresh) {
    Told told = Told.from(fresh.ecs());
    fresh.protect("web/1", "30m");
    fresh.protect("web/2", "30m");
    fresh.protect("web/3", "30m");
    fresh.update("web").desiredCount(2);
    fresh.run("10m");
    int soon = fresh.service("web").runningCount();
    fresh.run("50m");
    return Outcome.of(
        told.lines(
            it ->
                it.kind() == EntryKind.TASK_PROTECTION
                    || it.kind() == EntryKind.TASK_STOPPING
                    || it.kind() == EntryKind.SERVICE_EVENT,
            16),
        soon,
        fresh.service("web").runningCount());
  }

  @Override
  String unit() {
    return "tasks";
  }

  @Override
  String moral() {
    return """
        Protection is a promise with an end: a worker renews it while it works and gives it up when
        it is done. Until then the service has more than it wants, and a deployment that would have
        to stop protected tasks waits for them as well.""";
  }
}
