package dev.steadystate.lab.lesson;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.lab.Workbench;
import java.util.ArrayList;
import java.util.List;

/** Draining moves the tasks of services, and no others. */
final class Draining extends Prediction {
  private static final String CLUSTER = "production";
  private static final String DRAINED = "i-a1";

  @Override
  public String title() {
    return "draining";
  }

  @Override
  public String text() {
    return """
        An instance that is DRAINING takes no new tasks, and the tasks of services are
        replaced elsewhere, within floor and ceiling like in a deployment: with 100
        percent as the floor a replacement is launched first, and the old task is told
        to stop once that one is healthy. What was started outside any service, by
        RunTask or StartTask, is nobody's to replace. Deregistering instead of draining
        waits for none of this.

        Before you: three instances. On i-a1 run two tasks of web (six in all, 100 and
        200 percent), one of the daemon agent, and two of a batch job that was started
        by hand and takes all night.
          drain("i-a1")   run("1m")   tasks()   why("i-a1")

        Task: how many tasks are left on i-a1 an hour after it was drained?
              answer(<tasks>)""";
  }

  @Override
  public void open(Workbench bench) {
    bench.reset(8);
    bench.cluster(CLUSTER, 3);
    bench.service("web", 6).spread("zone");
    bench.daemon("agent");
    bench.taskDefinition("batch", "batch");
    bench.complete();
    for (int i = 0; i < 2; i++) {
      bench.ecs().runTask(RunTask.of("batch").withCluster(CLUSTER).onInstances(DRAINED));
    }
    bench.steady();
  }

  @Override
  public String hint() {
    return "Which of the five would anybody start again elsewhere, and which would be lost?";
  }

  @Override
  public String solution() {
    return "drain(\"i-a1\")\nrun(\"1h\")\ntasks()\nanswer(2)";
  }

  @Override
  Outcome run(Workbench fresh) {
    Told told = Told.from(fresh.ecs());
    fresh.drain(DRAINED);
    fresh.run("1h");
    ImmutableList<String> left =
        fresh.ecs().tasks(CLUSTER).stream()
            .filter(task -> task.ec2InstanceId().equals(DRAINED) && task.stoppedAt().isEmpty())
            .map(task -> task.name())
            .collect(ImmutableList.toImmutableList());
    List<String> story = new ArrayList<>();
    story.addAll(
        told.lines(
            it ->
                it.kind() == EntryKind.INSTANCE_STATUS
                    || it.kind() == EntryKind.TASK_STARTED
                    || it.kind() == EntryKind.TASK_STOPPING));
    story.add("  left on " + DRAINED + ": " + left);
    return Outcome.of(story, left.size());
  }

  @Override
  String unit() {
    return "tasks";
  }

  @Override
  String moral() {
    return """
        An instance is empty only when its last standalone task has ended: look at
        runningTasksCount before you terminate it. A service whose floor and ceiling leave no room
        does not leave a draining instance either.""";
  }
}
