package dev.steadystate.lab;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.view.DeploymentSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.report.Lines;
import dev.steadystate.testkit.report.Timeline;
import dev.steadystate.testkit.scenario.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How things stand, drawn with characters. */
final class Look {
  private static final int MOST_INSTANCES = 40;
  private static final int TASKS = 41;

  private final World world;
  private final List<String> lines = new ArrayList<>();

  Look(World world) {
    this.world = world;
  }

  // The cluster.

  Text ofCluster() {
    lines.add(world.cluster() + " at " + Durations.text(world.age().toSeconds() * 1000));
    services();
    instances();
    return Text.of(lines);
  }

  private void services() {
    List<ServiceSnapshot> services =
        world.ecs().services(world.cluster()).stream()
            .filter(it -> it.status() != ServiceStatus.INACTIVE)
            .toList();
    if (services.isEmpty()) {
      lines.add("no services: service(\"web\", 4) creates one");
      return;
    }
    lines.add("");
    lines.add(serviceRow("Service", "Status", "Runs", "Desired", "Running", "Pending", ""));
    for (ServiceSnapshot service : services) {
      lines.add(
          serviceRow(
              service.name(),
              service.status().toString(),
              service.taskDefinition(),
              Integer.toString(service.desiredCount()),
              Integer.toString(service.runningCount()),
              Integer.toString(service.pendingCount()),
              service.steady() ? "steady" : rollout(service)));
    }
  }

  private static String serviceRow(
      String name,
      String status,
      String runs,
      String desired,
      String running,
      String pending,
      String state) {
    String who = Lines.fit(name, 16) + " " + Lines.fit(status, 8) + " " + Lines.fit(runs, 14);
    String counts = number(desired) + number(running) + number(pending);
    return (who + " " + counts + "  " + state).stripTrailing();
  }

  private static String number(String text) {
    return Strings.padStart(text, 8, ' ');
  }

  private static String rollout(ServiceSnapshot service) {
    RolloutState state = service.primary().rolloutState();
    return state == RolloutState.COMPLETED ? "not steady" : state.toString();
  }

  private void instances() {
    ImmutableList<InstanceSnapshot> instances = world.ecs().instances(world.cluster());
    Map<String, Multiset<String>> tasks = tasksByPlace();
    if (instances.isEmpty() && tasks.isEmpty()) {
      lines.add("no container instances: instances(3) adds three");
      return;
    }
    lines.add("");
    lines.add(instanceRow("Instance", "Zone", "Status", "CPU", "Memory", "Tasks"));
    int shown = 0;
    int lost = 0;
    for (InstanceSnapshot instance : instances) {
      if (instance.status() == InstanceStatus.INACTIVE) {
        lost++;
      } else if (shown++ < MOST_INSTANCES) {
        instance(instance, tasks.getOrDefault(instance.arn(), LinkedHashMultiset.create()));
      }
    }
    if (shown > MOST_INSTANCES) {
      lines.add("… and " + (shown - MOST_INSTANCES) + " more: instances() lists all");
    }
    tasks.forEach(
        (place, there) -> {
          if (Zones.isZone(place)) {
            row("Fargate", place, "", "", "", there);
          }
        });
    if (lost > 0) {
      lines.add("lost: " + lost + (lost == 1 ? " instance" : " instances"));
    }
  }

  private void instance(InstanceSnapshot instance, Multiset<String> tasks) {
    String status = instance.agentConnected() ? instance.status().toString() : "SILENT";
    int cpu = percent(instance.registered().cpu(), instance.remaining().cpu());
    int memory = percent(instance.registered().memory(), instance.remaining().memory());
    row(
        instance.ec2InstanceId(),
        instance.availabilityZone(),
        status,
        cpu + "%",
        memory + "%",
        tasks);
  }

  private void row(
      String name, String zone, String status, String cpu, String memory, Multiset<String> tasks) {
    ImmutableList<String> wrapped = Lines.wrap(words(tasks), TASKS, 2);
    lines.add(instanceRow(name, zone, status, cpu, memory, wrapped.get(0)));
    wrapped.stream().skip(1).forEach(it -> lines.add(instanceRow("", "", "", "", "", it)));
  }

  private static String instanceRow(
      String name, String zone, String status, String cpu, String memory, String tasks) {
    String who = Lines.fit(name, 9) + Lines.fit(zone, 11) + Lines.fit(status, 8);
    String used = Strings.padStart(cpu, 5, ' ') + Strings.padStart(memory, 7, ' ');
    return (who + used + "  " + tasks).stripTrailing();
  }

  private static int percent(int registered, int remaining) {
    return registered == 0 ? 0 : (int) (100L * (registered - remaining) / registered);
  }

  /** Returns the tasks by the instance they are on, on Fargate by the zone. */
  private Map<String, Multiset<String>> tasksByPlace() {
    Map<String, Multiset<String>> tasks = new LinkedHashMap<>();
    world
        .ecs()
        .eachTask(world.cluster())
        .filter(task -> task.lastStatus() != LastStatus.STOPPED)
        .forEach(
            task ->
                tasks
                    .computeIfAbsent(place(task), any -> LinkedHashMultiset.create())
                    .add(word(task)));
    return tasks;
  }

  private static String place(TaskSnapshot task) {
    return task.isOnFargate() ? task.availabilityZone() : task.containerInstanceArn();
  }

  private static String word(TaskSnapshot task) {
    if (!task.isLive()) {
      return task.name() + "(stopping)";
    }
    return task.lastStatus() == LastStatus.RUNNING ? task.name() : task.name() + "(starting)";
  }

  private static String words(Multiset<String> tasks) {
    String all = String.join(" ", tasks);
    return all.length() <= 2 * TASKS ? all : tasks.size() + " tasks: " + all;
  }

  // One service.

  Text of(ServiceSnapshot service, Duration length) {
    lines.add(Printed.text(service));
    for (DeploymentSnapshot deployment : service.deployments()) {
      lines.addAll(Lines.wrap("  " + line(deployment), Story.WIDTH));
    }
    lines.add("");
    lines.addAll(timeline(service.name(), length));
    return Text.of(lines);
  }

  private static String line(DeploymentSnapshot deployment) {
    return deployment.status()
        + " "
        + deployment.rolloutState()
        + ", "
        + deployment.taskDefinition()
        + ", desired "
        + deployment.desiredCount()
        + ", running "
        + deployment.runningCount()
        + ", pending "
        + deployment.pendingCount()
        + ", failed "
        + deployment.failedTasks();
  }

  /** Draws a service since it was created, or as long. */
  ImmutableList<String> timeline(String service, Duration length) {
    List<Series.Row> rows =
        world.series().rows().stream()
            .filter(it -> it.service().equals(service) && it.cluster().equals(world.cluster()))
            .toList();
    if (rows.isEmpty()) {
      return ImmutableList.of("nothing has happened yet: run(\"1m\") lets time pass");
    }
    List<TaskSnapshot> tasks =
        world.ecs().eachTask(world.cluster()).filter(it -> it.service().equals(service)).toList();
    long to = world.age().toMillis();
    long from = Math.max(rows.get(0).at(), to - length.toMillis());
    Timeline timeline = new Timeline(rows, tasks, world.start(), from, to);
    return ImmutableList.<String>builder()
        .addAll(timeline.lines(Story.WIDTH))
        .addAll(Timeline.legend(Story.WIDTH))
        .build();
  }
}
