package dev.steadystate.core.engine;

import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.spi.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts again from the tasks alone what the engine keeps as running totals: a law for tests. */
final class Accounts {
  private static final Condition[] CONDITIONS = Condition.values();

  private final World world;
  private final List<String> wrong = new ArrayList<>();

  Accounts(World world) {
    this.world = world;
  }

  /** Returns the first total that does not agree with the tasks, or the empty text. */
  String disagreement() {
    List<OfService> services = new ArrayList<>(world.services.size());
    for (ServiceState service : world.services) {
      services.add(new OfService(service));
    }
    List<List<OfInstance>> clusters = new ArrayList<>(world.clusters.size());
    for (Cluster cluster : world.clusters) {
      List<OfInstance> instances = new ArrayList<>(cluster.instances.size());
      cluster.instances.forEach(any -> instances.add(new OfInstance()));
      clusters.add(instances);
    }
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null && task.lastStatus != LastStatus.STOPPED) {
        if (task.service >= 0) {
          services.get(task.service).add(task);
        }
        if (task.instance >= 0) {
          clusters.get(task.cluster).get(task.instance).add(task);
        }
      }
    }
    services.forEach(OfService::compare);
    for (Cluster cluster : world.clusters) {
      for (Instance instance : cluster.instances) {
        clusters.get(cluster.index).get(instance.index).compare(instance);
      }
    }
    return wrong.isEmpty() ? "" : wrong.get(0);
  }

  /** What the tasks of a service add up to. */
  private final class OfService {
    private final ServiceState service;
    private final TreeMap<Integer, int[]> conditions = new TreeMap<>();
    private int leavingForReplacement;
    private int running;

    OfService(ServiceState service) {
      this.service = service;
    }

    void add(Task task) {
      Condition condition = Conditions.of(task, service, world.now);
      same(task, "condition", task.condition.ordinal(), condition.ordinal());
      int[] counted = conditions.get(task.deployment);
      if (counted == null) {
        counted = new int[CONDITIONS.length];
        conditions.put(task.deployment, counted);
      }
      counted[condition.ordinal()]++;
      leavingForReplacement += condition == Condition.LEAVING && task.leavingForReplacement ? 1 : 0;
      running += task.lastStatus == LastStatus.RUNNING ? 1 : 0;
      boolean isProtected = service.protectedTasks.containsKey(task.name.launchNumber());
      boolean isDraining = service.drainingTasks.containsKey(task.name.launchNumber());
      boolean mustProtect = task.isLive() && task.protectedUntil > world.now;
      same(task, "protected", isProtected ? 1 : 0, mustProtect ? 1 : 0);
      same(task, "draining", isDraining ? 1 : 0, task.isLive() && task.draining ? 1 : 0);
    }

    void compare() {
      for (DeploymentState deployment : service.deployments) {
        int[] counted = conditions.getOrDefault(deployment.ordinal, new int[CONDITIONS.length]);
        int notStopped = 0;
        for (Condition condition : CONDITIONS) {
          same(service, condition, deployment.count(condition), counted[condition.ordinal()]);
          notStopped += counted[condition.ordinal()];
        }
        same(service, "not stopped", deployment.notStopped, notStopped);
      }
      same(service, "running", service.runningCount(), running);
      same(service, "leaving", service.leavingForReplacement, leavingForReplacement);
    }
  }

  /** What the tasks of an instance add up to. */
  private final class OfInstance {
    private int cpu;
    private int memory;
    private int hostCpu;
    private int live;
    private int pending;

    void add(Task task) {
      if (task.isLive() || !world.parameters.optimisticRelease()) {
        cpu += task.revision.needs.cpu();
        memory += task.revision.needs.memory();
      }
      hostCpu += task.holdsHost ? task.revision.needs.cpu() : 0;
      live += task.isLive() ? 1 : 0;
      pending += task.lastStatus == LastStatus.PENDING ? 1 : 0;
    }

    void compare(Instance instance) {
      same(instance, "cpu", instance.scheduled.cpu, instance.definition.cpu() - cpu);
      same(instance, "memory", instance.scheduled.memory, instance.definition.memory() - memory);
      same(instance, "host cpu", instance.host.cpu, instance.definition.cpu() - hostCpu);
      same(instance, "live", instance.live, live);
      same(instance, "pending", instance.pending, pending);
      if (instance.scheduled.cpu < 0 || instance.scheduled.memory < 0 || instance.host.cpu < 0) {
        wrong.add(instance + " gave more than it has");
      }
      if (instance.status == InstanceStatus.INACTIVE) {
        same(instance, "tasks", instance.firstTask, Task.NONE);
      }
    }
  }

  private void same(Object of, Object what, int kept, int counted) {
    if (kept != counted) {
      wrong.add(of + " " + what + " is " + kept + " by the books but " + counted + " by count");
    }
  }
}
