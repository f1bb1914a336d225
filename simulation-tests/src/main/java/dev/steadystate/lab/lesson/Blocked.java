package dev.steadystate.lab.lesson;

import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.view.ServiceCounts;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.lab.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/** A deployment without room between floor and ceiling, or on the instances, never ends. */
final class Blocked implements Lesson {
  private static final String CLUSTER = "production";
  private static final int INSTANCES = 3;
  private static final int LEAST_OF_WEB = 2;
  private static final ImmutableMap<String, Integer> DESIRED =
      ImmutableMap.of("api", 4, "cart", 1, "web", 3);

  @Override
  public String title() {
    return "100/100 and other ways to block";
  }

  @Override
  public String text() {
    return """
    A deployment needs room: to start a task below the ceiling, or to stop one
    above the floor, and an instance that can take the new task beside the old.
    Without it nothing fails: the deployment stays IN_PROGRESS for ever, and an
    event now and then is all one hears. ECS refuses today what can never work in
    general, 100 and 100 percent; older accounts still have it, so here it may be.

    Before you: three instances, and a release of each of three services hangs.
      api    four tasks, minimumHealthyPercent 100, maximumPercent 100
      cart   one task,   minimumHealthyPercent 100, maximumPercent 150
      web    three tasks on host port 80,        100, maximumPercent 200
    Ask why("api"), why("cart") and why("web").

    Task: let all three releases complete by changing percentages alone, as in
            update("api").maximumPercent(125)
          and check(). No further instances, no fewer tasks, and web must never
          run fewer than two.\
    """;
  }

  @Override
  public void open(Workbench bench) {
    bench.open(
        "lesson 5",
        EcsSimulation.builder()
            .seed(5)
            .parameters(Parameters.observed().with("refuseBlockingPercentages", "false")),
        FateSource.allGoesWell());
    bench.cluster(CLUSTER, INSTANCES);
    bench.service("api", 4).minimumHealthyPercent(100).maximumPercent(100);
    bench.service("cart", 1).minimumHealthyPercent(100).maximumPercent(150);
    bench.taskDefinition("web", "web").hostPort(80);
    bench.service("web", 3).minimumHealthyPercent(100).maximumPercent(200);
    bench.steady();
    DESIRED.keySet().forEach(service -> bench.update(service).image(service + ":next"));
    bench.run("5m");
  }

  @Override
  public String hint() {
    return "api has neither room above nor below. For cart, round 150 percent of one task. web may"
        + " start three more tasks, but where is port 80 free?";
  }

  @Override
  public String solution() {
    return "update(\"api\").maximumPercent(125)\nupdate(\"cart\").maximumPercent(200)\n"
        + "update(\"web\").minimumHealthyPercent(66)\nsteady()\ncheck()";
  }

  @Override
  public Verdict judge(Workbench bench, Answer answer) {
    EcsSimulation fork = bench.ecs().fork();
    Told told = Told.from(fork);
    IntSummaryStatistics web = new IntSummaryStatistics();
    fork.observeInstants(at -> web.accept(fork.service(CLUSTER, "web").runningCount()));
    fork.runFor(Duration.ofMinutes(30));
    List<String> wrong = forbidden(fork);
    if (wrong.isEmpty()) {
      wrong = hanging(fork, told);
    }
    if (wrong.isEmpty() && web.getMin() < LEAST_OF_WEB) {
      wrong = tooFew(web.getMin(), told);
    }
    return wrong.isEmpty() ? Verdict.right(praise()) : Verdict.wrong(wrong);
  }

  /** Returns what was changed besides percentages. */
  private static List<String> forbidden(EcsSimulation ecs) {
    List<String> lines = new ArrayList<>();
    long instances =
        ecs.instances(CLUSTER).stream()
            .filter(instance -> instance.status() == InstanceStatus.ACTIVE)
            .count();
    if (instances != INSTANCES) {
      lines.add("Percentages alone: there were three instances, and now there are " + instances);
    }
    DESIRED.forEach(
        (name, wanted) -> {
          int set = ecs.service(CLUSTER, name).desiredCount();
          if (set != wanted) {
            lines.add(name + " wants " + wanted + " tasks, and you have set it to " + set);
          }
        });
    return lines;
  }

  /** Returns which releases do not complete, and what is in their way. */
  private static List<String> hanging(EcsSimulation ecs, Told told) {
    List<String> lines = new ArrayList<>();
    for (ServiceCounts counts : ecs.counts()) {
      ServiceSnapshot service = ecs.service(CLUSTER, counts.name());
      boolean complete = service.primary().rolloutState() == RolloutState.COMPLETED;
      if (!complete || !service.taskDefinition().endsWith(":2")) {
        lines.addAll(Told.paragraph(room(counts)));
        lines.addAll(
            told.latest(
                it ->
                    it.kind() == EntryKind.LAUNCH_REFUSED
                        && it.subject().service().equals(counts.name())));
      }
    }
    return lines;
  }

  private static String room(ServiceCounts counts) {
    int mayStart = counts.ceiling() - counts.runningCount() - counts.pendingCount();
    int mayStop = counts.healthyCount() - counts.floor();
    return counts.name()
        + " still hangs half an hour from now. Under the ceiling of "
        + counts.ceiling()
        + " it may start "
        + Math.max(0, mayStart)
        + " more, and above the floor of "
        + counts.floor()
        + " it may stop "
        + Math.max(0, mayStop)
        + ".";
  }

  private static List<String> tooFew(int least, Told told) {
    List<String> lines = new ArrayList<>();
    lines.add("All complete, but web ran only " + least + " of its tasks for a while:");
    lines.addAll(
        told.lines(
            it ->
                it.subject().service().equals("web")
                    && (it.kind() == EntryKind.TASK_STOPPING
                        || it.kind() == EntryKind.TASK_STARTED)));
    return lines;
  }

  private static List<String> praise() {
    return Told.paragraph(
        """
        Right: all three releases complete. Count before you deploy: floor and ceiling must leave a
        whole task of room, which for small services takes more percent than it seems, and whatever
        a task has for itself, a host port or most of an instance, must be free a second time, or
        the floor must allow to stop first.\
        """);
  }
}
