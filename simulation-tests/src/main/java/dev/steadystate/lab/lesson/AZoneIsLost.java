package dev.steadystate.lab.lesson;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.lab.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Room for the tasks of a lost zone has to be there before it is lost. */
final class AZoneIsLost implements Lesson {
  private static final String CLUSTER = "production";
  private static final int TASKS = 6;
  private static final int FEWEST = 9;
  private static final ImmutableList<String> ZONES =
      ImmutableList.of("us-east-1a", "us-east-1b", "us-east-1c");

  @Override
  public String title() {
    return "a zone is lost";
  }

  @Override
  public String text() {
    return """
        Spread over three zones a service does not die with one of them. But its tasks
        have to go somewhere: the scheduler launches what is missing in the zones that
        are left, if there is room. If not, it says so in an event, once, and goes on
        trying; nothing else happens, for no error is returned to anybody.

        Before you: six instances, two a zone, and web with six tasks, each so large
        that an instance has room for one. Lose a zone and see what web makes of it:
          lose("us-east-1a")   run("10m")   why("web")   lesson(3)

        Task: make web have six tasks RUNNING ten minutes after any one of the zones
              is lost, with as few more instances as will do. Add instances with
                instances(1, "us-east-1b")   or   instances(3)
              and check(); it loses each zone in turn, in a copy.""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(3);
    bench.cluster(CLUSTER, 6);
    bench.taskDefinition("web", "web").memory(7000);
    bench.service("web", TASKS).spread("zone");
    bench.steady();
  }

  @Override
  public String hint() {
    return "Two zones have to hold six tasks, whichever two they are.";
  }

  @Override
  public String solution() {
    return "instances(3)\ncheck()";
  }

  @Override
  public Verdict judge(Workbench bench, Answer answer) {
    EcsSimulation ecs = bench.ecs();
    List<String> lines = new ArrayList<>();
    for (String zone : ZONES) {
      EcsSimulation fork = ecs.fork();
      Told told = Told.from(fork);
      fork.inject(new Fault.ZoneLost(zone));
      fork.runFor(Duration.ofMinutes(10));
      int running = Told.running(fork, CLUSTER, "web").size();
      if (running < TASKS) {
        lines.add(
            "Not yet: ten minutes after "
                + zone
                + " was lost, "
                + running
                + " of six run. This happened:");
        lines.addAll(
            told.lines(
                it -> it.kind() == EntryKind.SERVICE_EVENT || it.kind() == EntryKind.LAUNCH_REFUSED,
                10));
        lines.addAll(
            Told.paragraph(
                """
                The scheduler waits longer and longer between its attempts, and no instance that is
                left has room for one more task of 7000 MiB."""));
        return Verdict.wrong(lines);
      }
    }
    long instances =
        ecs.instances(CLUSTER).stream()
            .filter(instance -> instance.status() == InstanceStatus.ACTIVE)
            .count();
    lines.add("Right: whichever zone is lost, six tasks run ten minutes later.");
    if (instances > FEWEST) {
      lines.add("But you have " + instances + " instances, and " + FEWEST + " would do.");
    }
    lines.addAll(
        Told.paragraph(
            """
            With three zones each needs half as much again: a third of what you pay for stands idle
            until the day it is needed. With two zones it is half of it. Auto scaling could buy the
            room later, but on that day everybody else tries to as well."""));
    return instances > FEWEST ? Verdict.wrong(lines) : Verdict.right(lines);
  }
}
