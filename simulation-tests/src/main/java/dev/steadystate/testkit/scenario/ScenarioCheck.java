package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.Durations;
import dev.steadystate.testkit.scenario.tree.Quoted;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Refuses a file whose parts do not fit together. */
final class ScenarioCheck {
  private final Scenario scenario;
  private final Value file;
  private final ImmutableSet<String> instances;

  private ScenarioCheck(Scenario scenario, Value file) {
    this.scenario = scenario;
    this.file = file;
    this.instances = distinct(scenario.roster().ids().toList());
  }

  static void check(Scenario scenario, Fields file) {
    ScenarioCheck check = new ScenarioCheck(scenario, file.whole());
    ImmutableList<Value> lines =
        file.get("steps").map(steps -> steps.items("a list")).orElse(ImmutableList.of());
    for (int i = 0; i < lines.size(); i++) {
      check.checkTime(scenario.steps().get(i), lines.get(i));
      check.checkInstance(scenario.steps().get(i), lines.get(i));
    }
  }

  private ImmutableSet<String> distinct(Iterable<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw file.wrong("the ec2InstanceId " + Quoted.of(id) + " is given twice");
      }
    }
    return ImmutableSet.copyOf(ids);
  }

  /** What would never happen, or never be looked at, is a mistake. */
  private void checkTime(Step step, Value line) {
    Duration end = scenario.until().length().orElse(Until.AT_MOST);
    step.time()
        .filter(at -> at.compareTo(end) > 0)
        .ifPresent(
            at -> {
              throw line.wrong(
                  "a step at "
                      + Durations.text(at)
                      + " comes after the end of the run at "
                      + Durations.text(end));
            });
  }

  private void checkInstance(Step step, Value line) {
    Optional<String> id =
        step instanceof Step.Mishap mishap ? instanceOf(mishap.fault()) : Optional.empty();
    if (id.isPresent() && !instances.contains(id.get()) && !callsMayRegister()) {
      throw line.wrong(
          "no container instance has the ec2InstanceId "
              + Quoted.of(id.get())
              + ", the file registers "
              + (instances.size() <= 10 ? instances : instances.size() + " others"));
    }
  }

  private boolean callsMayRegister() {
    return scenario.steps().stream()
        .anyMatch(
            step ->
                step instanceof Step.Call call
                    && call.action().equals("RegisterContainerInstance"));
  }

  private static Optional<String> instanceOf(Fault fault) {
    if (fault instanceof Fault.InstanceLost lost) {
      return Optional.of(lost.ec2InstanceId());
    }
    if (fault instanceof Fault.AgentDisconnected disconnected) {
      return Optional.of(disconnected.ec2InstanceId());
    }
    if (fault instanceof Fault.AgentConnected connected) {
      return Optional.of(connected.ec2InstanceId());
    }
    return Optional.empty();
  }
}
