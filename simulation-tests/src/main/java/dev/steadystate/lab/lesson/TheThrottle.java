package dev.steadystate.lab.lesson;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.lab.Workbench;
import java.time.Duration;

/** Launches that fail again and again come later and later. */
final class TheThrottle extends Prediction {
  @Override
  public String title() {
    return "the throttle";
  }

  @Override
  public String text() {
    return """
        A service whose tasks stop before they were ever RUNNING is throttled: ECS lets
        more and more time pass between its attempts, and emits an event that it is
        unable to consistently start tasks successfully. It never gives up. In this
        simulation two failures are free, the third delays the next launch by 10 s, and
        each further one doubles the delay, up to 27 minutes. A task that becomes
        RUNNING, or a new deployment, ends it at once; a changed desired count does not.

        Before you: web with one task. The image of web:2 cannot be pulled, and the
        circuit breaker is off.
          update("web", "web:typo")   run("10m")   events("web")   journal("web")

        Task: how many tasks of web:2 are launched in the first thirty minutes?
              answer(<tasks>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.open(
        "lesson 7",
        EcsSimulation.builder().seed(7),
        Fates.of(
            Fates.rule()
                .family("web")
                .revision(2)
                .failsIn(
                    StartFailure.Stage.PULL,
                    "CannotPullContainerError: pull access denied for web:typo")));
    bench.cluster("production", 3);
    bench.service("web", 1).spread("zone");
    bench.steady();
  }

  @Override
  public String hint() {
    return "Add up 10, 20, 40, 80 … seconds until half an hour is full, and do not forget the first"
        + " three launches, nor the time that each attempt takes until it fails.";
  }

  @Override
  public String solution() {
    return "update(\"web\", \"web:typo\")\nrun(\"30m\")\njournal(\"web\")\nanswer(10)";
  }

  @Override
  Outcome run(Workbench fresh) {
    Told told = Told.from(fresh.ecs());
    fresh.update("web").image("web:typo");
    fresh.complete();
    fresh.ecs().runFor(Duration.ofMinutes(30));
    long launched =
        fresh
            .ecs()
            .eachTask("production")
            .filter(task -> task.taskDefinition().equals("web:2"))
            .count();
    return Outcome.of(
        told.instants(
            it -> it.kind() == EntryKind.TASK_STARTED || it.kind() == EntryKind.LAUNCHES_DELAYED),
        launched);
  }

  @Override
  String unit() {
    return "tasks";
  }

  @Override
  String moral() {
    return """
        The delays double, so most of the half hour is the last one or two of them. That is why a
        service can seem dead long after its cause is mended: do not wait, make a new deployment,
        which begins with a throttle of its own. forceNewDeployment does.""";
  }
}
