package dev.steadystate.lab.lesson;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.lab.Workbench;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;

/** A deployment moves between a floor and a ceiling. */
final class ARollingUpdate extends Prediction {
  @Override
  public String title() {
    return "a rolling update watched";
  }

  @Override
  public String text() {
    return """
        A rolling update replaces tasks between two bounds. minimumHealthyPercent of
        the desired count is the floor: so many healthy tasks it never goes below by
        its own doing. maximumPercent is the ceiling: so many tasks, starting and
        stopping ones included, it never goes above. Both are counts of tasks, so they
        are rounded, and each to the safe side.

        Before you: web with five tasks, minimumHealthyPercent 50, maximumPercent 150,
        and plenty of room. Do not look yet; think first. Then watch it:
          update("web", "web:next")   run("10s")   show("web")

        Task: while web:2 is rolled out, what is the least number of RUNNING tasks,
              and what is the most that are there at once, whatever their state?
              answer(<least>, <most>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(4);
    bench.cluster("production", 6);
    bench.service("web", 5).minimumHealthyPercent(50).maximumPercent(150).spread("zone");
    bench.steady();
  }

  @Override
  public String hint() {
    return "50 percent of 5 is 2.5 and 150 percent is 7.5. Which way is safe for a floor, which for"
        + " a ceiling?";
  }

  @Override
  public String solution() {
    return "update(\"web\", \"web:next\")\nsteady()\nshow(\"web\")\nanswer(3, 7)";
  }

  @Override
  Outcome run(Workbench fresh) {
    Told told = Told.from(fresh.ecs());
    IntSummaryStatistics running = new IntSummaryStatistics();
    LongSummaryStatistics there = new LongSummaryStatistics();
    EcsSimulation ecs = fresh.ecs();
    fresh.update("web").image("web:next");
    fresh.complete();
    ecs.observeInstants(
        at -> {
          ecs.counts().forEach(web -> running.accept(web.runningCount()));
          there.accept(
              ecs.eachTask("production").filter(task -> task.stoppedAt().isEmpty()).count());
        });
    fresh.steady();
    return Outcome.of(
        told.lines(
            it ->
                it.kind() == EntryKind.SERVICE_EVENT
                    || it.kind() == EntryKind.TASK_STARTED
                    || it.kind() == EntryKind.TASK_STOPPING),
        running.getMin(),
        there.getMax());
  }

  @Override
  String unit() {
    return "tasks";
  }

  @Override
  String moral() {
    return """
        A floor is rounded up and a ceiling down: half of five is three at least, and one and a half
        times five is seven at most. The room between them is what a deployment works with: two more
        may start and two old ones may stop at once. The wider it is, the fewer rounds it takes.""";
  }
}
