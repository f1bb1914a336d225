package dev.steadystate.lab.lesson;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.lab.Workbench;

/** The circuit breaker counts failed tasks, and the threshold follows the desired count. */
final class ABadRelease extends Prediction {
  @Override
  public String title() {
    return "a bad release, breaker and rollback";
  }

  @Override
  public String text() {
    return """
        Without more being said ECS launches a release that cannot start for ever. The
        deployment circuit breaker counts the tasks of a deployment that failed in a
        row: that never became RUNNING, or whose health checks failed. At a threshold
        the deployment is FAILED and, with rollback, the last one that completed is
        rolled out again. The threshold is half of the desired count, but at least 3
        and at most 200. A task that crashes after it was RUNNING does not count.

        Before you: web with twelve tasks, maximumPercent 125, breaker and rollback on.
        The image of web:2 cannot be pulled.
          update("web", "web:typo")   run("1m")   events("web")   why("web")

        Task: how many tasks of web:2 are launched in vain before web is rolled back?
              answer(<tasks>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.open(
        "lesson 6",
        EcsSimulation.builder().seed(6),
        Fates.of(
            Fates.rule()
                .family("web")
                .revision(2)
                .failsIn(
                    StartFailure.Stage.PULL,
                    "CannotPullContainerError: pull access denied for web:typo")));
    bench.cluster("production", 6);
    bench.service("web", 12).maximumPercent(125).circuitBreaker().spread("zone");
    bench.steady();
  }

  @Override
  public String hint() {
    return "Twelve tasks: what is the threshold? And how many tasks does the ceiling let web launch"
        + " at a time?";
  }

  @Override
  public String solution() {
    return "update(\"web\", \"web:typo\")\nsteady()\nevents(\"web\")\nanswer(6)";
  }

  @Override
  Outcome run(Workbench fresh) {
    EcsSimulation ecs = fresh.ecs();
    Told told = Told.from(ecs);
    fresh.update("web").image("web:typo");
    fresh.complete();
    fresh.steady();
    long inVain =
        ecs.eachTask("production").filter(task -> task.taskDefinition().equals("web:2")).count();
    return Outcome.of(
        told.lines(
            it -> it.kind() == EntryKind.SERVICE_EVENT || it.kind() == EntryKind.DEPLOYMENT, 16),
        inVain);
  }

  @Override
  String unit() {
    return "tasks";
  }

  @Override
  String moral() {
    return """
        Half of twelve is six. A narrow ceiling keeps the damage small: with maximumPercent 200 all
        twelve would have been launched before the first failure was counted. And the breaker sees
        only what fails before it serves: give your containers a health check, or a release that
        starts and then crashes is rolled out to the end.""";
  }
}
