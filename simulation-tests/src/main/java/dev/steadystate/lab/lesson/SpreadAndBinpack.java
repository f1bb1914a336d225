package dev.steadystate.lab.lesson;

import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;
import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.lab.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A strategy is asked when a task is launched, never afterwards. */
final class SpreadAndBinpack implements Lesson {
  private static final String CLUSTER = "production";
  private static final int TASKS = 6;

  @Override
  public String title() {
    return "spread against binpack";
  }

  @Override
  public String text() {
    return """
        Where a task starts is for its placement strategies to say. spread counts
        tasks: it prefers the zone, or the instance, that has fewest of the service.
        binpack weighs what is left: it prefers the instance with the least cpu or
        memory that is still enough. Strategies form a chain; each one chooses among
        what the one before it left over. Without any, ECS spreads over the zones, and
        rebalances them later if one holds too many.

        Before you: six instances in three zones, and web, spread over both, with six
        tasks. One instance would have room for all of them.

        Task: get the six tasks of web onto one instance, so that the other five can
              be switched off. Use update("web"), as in
                update("web").binpack("memory")
              then steady(), instances() and tasks("web") to see, and check().""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(2);
    bench.cluster(CLUSTER, 6);
    bench.service("web", TASKS).spread("zone").spread("instance");
    bench.steady();
  }

  @Override
  public String hint() {
    return "update(\"web\").binpack(\"memory\") changes where the next task goes. What makes ECS"
        + " launch all six anew though nothing in them has changed?";
  }

  @Override
  public String solution() {
    return "update(\"web\").binpack(\"memory\").forceNewDeployment()\nsteady()\ncheck()";
  }

  @Override
  public Verdict judge(Workbench bench, Answer answer) {
    EcsSimulation fork = bench.ecs().fork();
    boolean steady = fork.runUntilSteady(Duration.ofHours(1));
    List<TaskSnapshot> running = Told.running(fork, CLUSTER, "web");
    ImmutableSortedSet<String> instances =
        running.stream()
            .map(TaskSnapshot::ec2InstanceId)
            .collect(toImmutableSortedSet(naturalOrder()));
    List<String> lines = new ArrayList<>();
    if (steady && running.size() == TASKS && instances.size() == 1) {
      lines.add("Right: all six run on " + instances.first() + ".");
      lines.addAll(
          Told.paragraph(
              """
              Cheap, and fragile: with that instance all of web is gone at once, and five empty
              instances were of no use to it. People spread over zones first and pack within each:
              .spread("zone").binpack("memory"). The order of the chain is the order of what
              matters. And a service that does not spread over zones first is left alone by zone
              rebalancing."""));
      return Verdict.right(lines);
    }
    lines.addAll(
        Told.paragraph(
            "Not yet: "
                + running.size()
                + " of 6 tasks run"
                + (steady ? "" : ", though web is not steady")
                + ", on "
                + String.join(", ", instances)
                + ". They were launched so:"));
    lines.addAll(launches(fork, running));
    lines.addAll(
        Told.paragraph(
            """
            A strategy is asked when a task is launched and never again: a task that runs stays
            where it is. Only new launches, of a new deployment or of replacements, follow the
            strategies that hold by then."""));
    return Verdict.wrong(lines);
  }

  private static List<String> launches(EcsSimulation ecs, List<TaskSnapshot> running) {
    List<String> ids = running.stream().map(TaskSnapshot::id).toList();
    return Told.all(ecs)
        .lines(it -> it.kind() == EntryKind.TASK_STARTED && ids.contains(it.subject().name()));
  }
}
