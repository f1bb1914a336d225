package dev.steadystate.core.engine;

import dev.steadystate.core.spi.Plan;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.List;

/** Does what plans say, to one service at a time: the one place where a decision becomes a fact. */
final class Effects implements Plan.Visitor {
  private final World world;
  private final Launcher launcher;
  private final Stopper stopper;
  private final Victims victims;
  private final DeploymentHistory history;

  /** The service whose plan is carried out. */
  @SuppressWarnings("NullAway.Init")
  private ServiceState service;

  Effects(World world, Launcher launcher, Stopper stopper, DeploymentHistory history) {
    this.world = world;
    this.launcher = launcher;
    this.stopper = stopper;
    this.victims = new Victims(world);
    this.history = history;
  }

  /** Carries out a plan; what it stopped is told before what follows in it, or at its end. */
  void apply(ServiceState toService, Plan plan) {
    if (plan.isEmpty()) {
      return;
    }
    service = toService;
    for (int i = 0; i < plan.actions().size(); i++) {
      plan.actions().get(i).accept(this);
    }
    stopper.tell(service);
  }

  @Override
  public void visit(Plan.Launch launch) {
    stopper.tell(service);
    launcher.launch(
        service.deployment(launch.deployment().ordinal()),
        launch.count(),
        launch.replaces(),
        launch.why());
  }

  @Override
  public void visit(Plan.LaunchOn launch) {
    stopper.tell(service);
    launcher.launchOn(
        service.deployment(launch.deployment().ordinal()), launch.instances(), launch.why());
  }

  @Override
  public void visit(Plan.LaunchInZone launch) {
    stopper.tell(service);
    launcher.launchInZone(
        service.deployment(launch.deployment().ordinal()),
        launch.count(),
        launch.zone(),
        launch.why());
  }

  @Override
  public void visit(Plan.Stop stop) {
    List<Integer> rows = new ArrayList<>(stop.tasks().size());
    for (TaskView task : stop.tasks()) {
      rows.add(task.handle());
    }
    stopper.stop(service, rows, stop.reason(), stop.why());
  }

  @Override
  public void visit(Plan.StopSome stop) {
    List<Integer> rows = victims.choose(service, stop.count(), stop.among());
    stopper.stop(service, rows, stop.reason(), stop.why());
  }

  @Override
  public void visit(Plan.Want want) {
    service.deployment(want.deployment().ordinal()).desiredCount = want.desiredCount();
  }

  @Override
  public void visit(Plan.CountFailures counted) {
    history.countFailures(
        service,
        service.deployment(counted.deployment().ordinal()),
        counted.failedTasks(),
        counted.task(),
        counted.why());
  }

  @Override
  public void visit(Plan.Fail fail) {
    history.fail(service, service.deployment(fail.deployment().ordinal()), fail);
  }

  @Override
  public void visit(Plan.RollBack rollBack) {
    history.rollBack(service, service.deployment(rollBack.to().ordinal()), rollBack);
  }

  @Override
  public void visit(Plan.Complete complete) {
    stopper.tell(service);
    history.complete(service, service.deployment(complete.deployment().ordinal()), complete.why());
  }

  @Override
  public void visit(Plan.Emit emit) {
    stopper.tell(service);
    world.emit(service, emit.message(), emit.why(), service.cause);
  }

  @Override
  public void visit(Plan.WakeAt wake) {
    world.wake(service, wake.at());
  }

  @Override
  public void visit(Plan.Unpair unpair) {
    for (TaskView replacement : unpair.replacements()) {
      world.life.unpair(replacement.handle());
    }
  }

  @Override
  public void visit(Plan.Remember remember) {
    service.deployment(remember.deployment().ordinal()).memory = remember.memory();
  }

  @Override
  public void visit(Plan.RememberRebalancing remember) {
    service.rebalancingMemory = remember.memory();
    Cluster cluster = world.clusters.get(service.cluster);
    if (remember.memory() == null) {
      cluster.rebalancing.remove(service.index);
    } else {
      cluster.rebalancing.add(service.index);
    }
  }

  @Override
  public void visit(Plan.Monitor monitor) {
    history.monitor(service, monitor);
  }
}
