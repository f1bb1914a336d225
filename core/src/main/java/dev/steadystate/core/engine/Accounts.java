package dev.steadystate.core.engine;

import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.spi.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts again from the tasks alone what the engine keeps as running totals: a law for tests. */
final class Accounts {
  private final World world;
  private final List<String> wrong = new ArrayList<>();

  Accounts(World world) {
    this.world = world;
  }

  /** Returns the first total that does not agree with the tasks, or the empty text. */
  String disagreement() {
    for (ServiceState service : world.services) {
      service(service);
    }
    for (Cluster cluster : world.clusters) {
      for (Instance instance : cluster.instances) {
        instance(cluster, instance);
      }
    }
    return wrong.isEmpty() ? "" : wrong.get(0);
  }

  private void service(ServiceState service) {
    TreeMap<Integer, int[]> counts = new TreeMap<>();
    int leavingForReplacement = 0;
    int running = 0;
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task == null || task.service != service.index || task.lastStatus == LastStatus.STOPPED) {
        continue;
      }
      Condition condition = Conditions.of(task, service, world.now);
      same(task, "condition", task.condition.ordinal(), condition.ordinal());
      counts
          .computeIfAbsent(task.deployment, any -> new int[Condition.values().length])[
          condition.ordinal()]++;
      if (condition == Condition.LEAVING && task.leavingForReplacement) {
        leavingForReplacement++;
      }
      if (task.lastStatus == LastStatus.RUNNING) {
        running++;
      }
      same(
          task,
          "protected",
          service.protectedTasks.containsKey(task.name.launchNumber()) ? 1 : 0,
          task.isLive() && task.protectedUntil > world.now ? 1 : 0);
      same(
          task,
          "draining",
          service.drainingTasks.containsKey(task.name.launchNumber()) ? 1 : 0,
          task.isLive() && task.draining ? 1 : 0);
    }
    for (DeploymentState deployment : service.deployments) {
      int[] counted = counts.getOrDefault(deployment.ordinal, new int[Condition.values().length]);
      int notStopped = 0;
      for (Condition condition : Condition.values()) {
        same(service, condition, deployment.count(condition), counted[condition.ordinal()]);
        notStopped += counted[condition.ordinal()];
      }
      same(service, "not stopped", deployment.notStopped, notStopped);
    }
    same(service, "running", service.runningCount(), running);
    same(service, "leaving", service.leavingForReplacement, leavingForReplacement);
  }

  private void instance(Cluster cluster, Instance instance) {
    int cpu = instance.definition.cpu();
    int memory = instance.definition.memory();
    int hostCpu = cpu;
    int live = 0;
    int pending = 0;
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task == null
          || task.cluster != cluster.index
          || task.instance != instance.index
          || task.lastStatus == LastStatus.STOPPED) {
        continue;
      }
      if (task.isLive() || !world.parameters.optimisticRelease()) {
        cpu -= task.revision.needs.cpu();
        memory -= task.revision.needs.memory();
      }
      hostCpu -= task.holdsHost ? task.revision.needs.cpu() : 0;
      live += task.isLive() ? 1 : 0;
      pending += task.lastStatus == LastStatus.PENDING ? 1 : 0;
    }
    same(instance, "cpu", instance.scheduled.cpu, cpu);
    same(instance, "memory", instance.scheduled.memory, memory);
    same(instance, "host cpu", instance.host.cpu, hostCpu);
    same(instance, "live", instance.live, live);
    same(instance, "pending", instance.pending, pending);
    if (instance.scheduled.cpu < 0 || instance.scheduled.memory < 0 || instance.host.cpu < 0) {
      wrong.add(instance + " gave more than it has");
    }
    if (instance.status == InstanceStatus.INACTIVE) {
      same(instance, "tasks", instance.firstTask, Task.NONE);
    }
  }

  private void same(Object of, Object what, int kept, int counted) {
    if (kept != counted) {
      wrong.add(of + " " + what + " is " + kept + " by the books but " + counted + " by count");
    }
  }
}
