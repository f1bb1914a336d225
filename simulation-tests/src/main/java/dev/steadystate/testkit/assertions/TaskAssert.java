package dev.steadystate.testkit.assertions;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.view.TaskSnapshot;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a task. */
public final class TaskAssert extends AbstractAssert<TaskAssert, TaskSnapshot> {
  private final EcsSimulation simulation;

  TaskAssert(EcsSimulation simulation, TaskSnapshot task) {
    super(task, TaskAssert.class);
    this.simulation = simulation;
  }

  public TaskAssert isRunning() {
    return hasStatus(LastStatus.RUNNING);
  }

  public TaskAssert isStopped() {
    return hasStatus(LastStatus.STOPPED);
  }

  public TaskAssert hasStatus(LastStatus status) {
    return check(
        actual.lastStatus() == status, "to be " + status, "it is " + actual.lastStatus() + why());
  }

  /** It is RUNNING now, or will be within so long: lets that time pass. */
  public TaskAssert isRunningWithin(Duration atMost) {
    return comesTo(LastStatus.RUNNING, atMost);
  }

  /** It is STOPPED now, or will be within so long: lets that time pass. */
  public TaskAssert isStoppedWithin(Duration atMost) {
    return comesTo(LastStatus.STOPPED, atMost);
  }

  private TaskAssert comesTo(LastStatus status, Duration atMost) {
    boolean unused = simulation.runUntil(it -> now().lastStatus() == status, atMost);
    TaskAssert then = new TaskAssert(simulation, now());
    return then.check(
        then.actual.lastStatus() == status,
        "to be " + status + " within " + atMost,
        "it is " + then.actual.lastStatus() + then.why());
  }

  private TaskSnapshot now() {
    return simulation.task(actual.cluster(), actual.id());
  }

  /** Its stoppedReason contains these words. */
  public TaskAssert stoppedBecause(String words) {
    return check(
        actual.stoppedReason().orElse("").contains(words),
        "to stop because \"" + words + "\"",
        actual.stoppedReason().isEmpty() ? "nothing stops it" : "it does" + why());
  }

  public TaskAssert isOn(String ec2InstanceId) {
    return check(
        actual.ec2InstanceId().equals(ec2InstanceId),
        "to be on " + ec2InstanceId,
        "it is on " + actual.ec2InstanceId());
  }

  public TaskAssert isIn(String zone) {
    return check(
        actual.availabilityZone().equals(zone),
        "to be in " + zone,
        "it is in " + actual.availabilityZone());
  }

  private String why() {
    return actual.stoppedReason().map(reason -> " because \"" + reason + "\"").orElse("");
  }

  private TaskAssert check(boolean holds, String expectation, String found) {
    if (!holds) {
      throw failure(
          "%s",
          Story.of(
              simulation,
              actual.service(),
              "expected task " + actual.name() + " " + expectation + ", but " + found));
    }
    return this;
  }
}
