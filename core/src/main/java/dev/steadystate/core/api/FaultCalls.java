package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Instance;
import dev.steadystate.core.engine.InstanceCommands;
import dev.steadystate.core.engine.ServiceState;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.ServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Lets things go wrong: first a look whether they are there, then what is to happen to them. */
final class FaultCalls implements Fault.Visitor<Runnable> {
  private final Account account;
  private final InstanceCalls instances;

  FaultCalls(Account account, InstanceCalls instances) {
    this.account = account;
    this.instances = instances;
  }

  void inject(Fault fault) {
    fault.accept(this).run();
  }

  @Override
  public Runnable visit(Fault.InstanceLost lost) {
    Instance instance = instance(lost.ec2InstanceId());
    return () -> commands().lose(clusterOf(instance), instance);
  }

  @Override
  public Runnable visit(Fault.InstanceRegistered registered) {
    Cluster cluster = account.directory().cluster(registered.instance().cluster());
    instances.checkNew(cluster, registered.instance());
    return () -> {
      account.commands().fault("a container instance comes", cluster);
      instances.admit(cluster, registered.instance(), Document.empty());
    };
  }

  @Override
  public Runnable visit(Fault.AgentDisconnected disconnected) {
    return agent(disconnected.ec2InstanceId(), "agent disconnects", false);
  }

  @Override
  public Runnable visit(Fault.AgentConnected connected) {
    return agent(connected.ec2InstanceId(), "agent connects", true);
  }

  @Override
  public Runnable visit(Fault.ZoneLost lost) {
    checkZone(lost.zone(), false, "no container instance is in zone " + lost.zone());
    return () -> commands().loseZone(lost.zone());
  }

  @Override
  public Runnable visit(Fault.ZoneRestored restored) {
    checkZone(restored.zone(), true, "zone " + restored.zone() + " has lost no instance");
    return () -> commands().restoreZone(restored.zone());
  }

  @Override
  public Runnable visit(Fault.TaskExits exits) {
    return forEach(
        exits.target(),
        account.directory()::canExit,
        "has no essential container that runs",
        row -> account.commands().exitNow(row, exits.code()));
  }

  @Override
  public Runnable visit(Fault.TaskHealth health) {
    return forEach(
        health.target(),
        account.directory()::hasRunningCheck,
        "has no running container with a health check",
        row -> account.commands().answerHealthChecks(row, health.is()));
  }

  @Override
  public Runnable visit(Fault.SchedulerPaused paused) {
    long until = account.engine().now() + paused.length().toMillis();
    return () -> account.commands().pauseScheduler(until);
  }

  @Override
  public Runnable visit(Fault.AlarmChanges alarm) {
    String what = "alarm " + alarm.name() + " becomes " + alarm.state();
    return () -> {
      account.commands().fault(what, account.engine().world().self());
      account.commands().setAlarm(alarm.name(), alarm.state());
    };
  }

  // Instances.

  private InstanceCommands commands() {
    return account.commands().instances();
  }

  private Runnable agent(String ec2InstanceId, String what, boolean connected) {
    Instance instance = instance(ec2InstanceId);
    return () -> {
      account.commands().fault(what, instance);
      commands().setAgentConnected(clusterOf(instance), instance, connected);
    };
  }

  /** Returns the instance of this name that is there, in whichever cluster. */
  private Instance instance(String name) {
    for (Cluster cluster : account.directory().clusters()) {
      if (name.startsWith("arn:") && !name.contains("/" + cluster.name() + "/")) {
        continue;
      }
      Optional<Instance> found = account.directory().findInstance(cluster, name);
      if (found.isPresent() && found.get().status() != InstanceStatus.INACTIVE) {
        return found.get();
      }
    }
    throw EcsException.invalidParameter("no container instance " + name + " is registered");
  }

  private Cluster clusterOf(Instance instance) {
    return account.directory().cluster(instance.cluster());
  }

  private void checkZone(String zone, boolean lost, String refusal) {
    Check.parameter(!commands().inZone(zone, lost).isEmpty(), refusal);
  }

  // Tasks.

  /** Does something to a task, or to all tasks of a service with which it can be done. */
  private Runnable forEach(
      String target, IntPredicate isPossible, String refusal, IntConsumer deed) {
    List<Integer> rows = new ArrayList<>(rows(target));
    rows.removeIf(row -> !isPossible.test(row));
    Check.parameter(!rows.isEmpty(), "%s %s", target, refusal);
    return () -> {
      for (int row : rows) {
        // What happened to one task may have been the end of another.
        if (isPossible.test(row)) {
          deed.accept(row);
        }
      }
    };
  }

  /** Returns the task of this name, or those of the service of this name. */
  private List<Integer> rows(String target) {
    List<List<Integer>> found = new ArrayList<>();
    for (Cluster cluster : account.directory().clusters()) {
      if (target.startsWith("arn:") && !target.contains("/" + cluster.name() + "/")) {
        continue;
      }
      List<Integer> rows = rows(cluster, target);
      if (!rows.isEmpty()) {
        found.add(rows);
      }
    }
    Check.parameter(found.size() < 2, "%s is in several clusters: name it by its ARN", target);
    Check.parameter(!found.isEmpty(), "no task or service with tasks is called %s", target);
    return found.get(0);
  }

  private List<Integer> rows(Cluster cluster, String target) {
    boolean isService =
        target.startsWith("arn:") ? target.contains(":service/") : target.indexOf('/') < 0;
    if (isService) {
      Optional<ServiceState> service =
          account
              .directory()
              .findService(cluster, target)
              .filter(found -> found.status() != ServiceStatus.INACTIVE);
      if (service.isPresent()) {
        return account.directory().unstoppedTasks(service.get());
      }
    }
    if (target.contains(":service/")) {
      return ImmutableList.of();
    }
    OptionalInt row = account.directory().findTask(cluster, target);
    return row.isPresent() ? ImmutableList.of(row.getAsInt()) : ImmutableList.of();
  }
}
