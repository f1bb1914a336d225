package dev.steadystate.testkit.scenario;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.testkit.scenario.Expectation.Range;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a line of the script. */
final class StepReader {
  private static final ImmutableList<String> WORDS =
      ImmutableList.of("at", "always", "fault", "expect", "fails");
  private static final ImmutableList<String> FAULTS =
      ImmutableList.of(
          "instanceLost",
          "instanceRegistered",
          "agentDisconnected",
          "agentConnected",
          "zoneLost",
          "zoneRestored",
          "taskExits",
          "taskHealth",
          "schedulerPaused",
          "alarm");

  private StepReader() {}

  static Step step(Value value) {
    Fields step = value.fields(Iterables.concat(WORDS, Actions.NAMES));
    ImmutableList<String> deeds =
        step.values().keySet().stream()
            .filter(key -> !key.equals("at") && !key.equals("always") && !key.equals("fails"))
            .collect(toImmutableList());
    if (deeds.size() != 1) {
      throw value.wrong(
          "expected one ECS action, one fault or one expect, but found "
              + (deeds.isEmpty() ? "none" : deeds.toString()));
    }
    String deed = deeds.get(0);
    if (step.get("fails").isPresent() && !Actions.NAMES.contains(deed)) {
      throw step.need("fails").wrong("only an ECS action can be expected to fail");
    }
    if (step.get("always").isPresent()) {
      return always(step, deed);
    }
    Duration at = step.need("at").duration();
    return switch (deed) {
      case "fault" -> fault(at, step.need(deed));
      case "expect" -> new Step.Expect(at, expectation(step.need(deed)));
      default -> call(at, deed, step);
    };
  }

  private static Step call(Duration at, String action, Fields step) {
    Document input = input(step.need(action));
    Optional<String> fails = step.get("fails").map(type -> type.name("an error type"));
    if (fails.isEmpty()) {
      UnknownMember.check(action, input, step.need(action));
    }
    return new Step.Call(at, action, input, fails);
  }

  /** A call without arguments may be written without any. */
  private static Document input(Value input) {
    return input.isNothing() ? Document.empty() : input.document("the input of the call");
  }

  private static Step always(Fields step, String deed) {
    if (!deed.equals("expect")) {
      throw step.need("always").wrong("only an expect can hold always");
    }
    if (step.get("at").isPresent()) {
      throw step.need("at").wrong("what holds always has no 'at', but may have a 'from'");
    }
    Value always = step.need("always");
    Optional<Duration> from =
        always.isNothing()
            ? Optional.empty()
            : always.fields("from").get("from").map(Value::duration);
    return new Step.Always(from, expectation(step.need("expect")));
  }

  private static Expectation expectation(Value value) {
    Fields expect =
        value.fields(
            "cluster",
            "service",
            "runningCount",
            "pendingCount",
            "steady",
            "rolloutState",
            "events");
    Expectation expectation =
        new Expectation(
            expect.get("cluster").map(name -> name.name("the name of a cluster")),
            expect.get("service").map(name -> name.name("the name of a service")),
            expect.get("runningCount").map(StepReader::range),
            expect.get("pendingCount").map(StepReader::range),
            expect.get("steady").map(Value::flag),
            expect
                .get("rolloutState")
                .map(state -> state.oneOf(RolloutState.values(), RolloutState::name)),
            expect.get("events").map(StepReader::events).orElse(ImmutableList.of()));
    if (expect.values().keySet().stream()
        .allMatch(key -> key.equals("cluster") || key.equals("service"))) {
      throw value.wrong(
          "expected one of [runningCount, pendingCount, steady, rolloutState, events]");
    }
    return expectation;
  }

  private static ImmutableList<String> events(Value value) {
    return value.items("a list of event texts").stream()
        .map(event -> event.name("the text of an event, or a part of it"))
        .collect(toImmutableList());
  }

  private static Range range(Value value) {
    if (!value.isMapping()) {
      OptionalInt exact = count(value);
      return new Range(exact, exact);
    }
    Fields bounds = value.fields("atLeast", "atMost");
    if (bounds.values().isEmpty()) {
      throw value.wrong("expected one of [atLeast, atMost]");
    }
    return new Range(
        bounds.get("atLeast").map(StepReader::count).orElse(OptionalInt.empty()),
        bounds.get("atMost").map(StepReader::count).orElse(OptionalInt.empty()));
  }

  private static OptionalInt count(Value value) {
    return OptionalInt.of(value.integer(0, Integer.MAX_VALUE));
  }

  private static Step fault(Duration at, Value value) {
    Fields faults = value.fields(FAULTS);
    if (faults.values().size() != 1) {
      throw value.wrong(
          "expected one fault, but found "
              + (faults.values().isEmpty() ? "none" : faults.values().keySet()));
    }
    String kind = faults.values().keySet().iterator().next();
    Value fault = faults.need(kind);
    return kind.equals("instanceRegistered")
        ? register(at, fault)
        : new Step.Mishap(at, mishap(kind, fault));
  }

  private static Step register(Duration at, Value value) {
    Fields fields =
        value.fields(Iterables.concat(ImmutableList.of("cluster"), ScenarioReader.INSTANCE_KEYS));
    return new Step.Register(
        at,
        fields.get("cluster").map(name -> name.name("the name of a cluster")).orElse("default"),
        ScenarioReader.instances(fields));
  }

  private static Fault mishap(String kind, Value value) {
    return switch (kind) {
      case "instanceLost" -> new Fault.InstanceLost(instanceId(value));
      case "agentDisconnected" -> new Fault.AgentDisconnected(instanceId(value));
      case "agentConnected" -> new Fault.AgentConnected(instanceId(value));
      case "zoneLost" -> new Fault.ZoneLost(value.name("the name of a zone"));
      case "zoneRestored" -> new Fault.ZoneRestored(value.name("the name of a zone"));
      case "taskExits" -> taskExits(value);
      case "taskHealth" -> taskHealth(value);
      case "schedulerPaused" -> new Fault.SchedulerPaused(value.duration());
      case "alarm" -> alarm(value);
      default -> throw new IllegalStateException("no reader for the fault " + kind);
    };
  }

  private static String instanceId(Value value) {
    return value.name("an ec2InstanceId");
  }

  private static Fault taskExits(Value value) {
    Fields fields = value.fields("task", "service", "code");
    int code = fields.get("code").map(number -> number.integer(0, 255)).orElse(1);
    return new Fault.TaskExits(target(value, fields), code);
  }

  private static Fault taskHealth(Value value) {
    Fields fields = value.fields("task", "service", "is");
    return new Fault.TaskHealth(target(value, fields), FateReader.behaviour(fields.need("is")));
  }

  private static String target(Value value, Fields fields) {
    if (fields.get("task").isPresent() == fields.get("service").isPresent()) {
      throw value.wrong("expected either 'task' or 'service'");
    }
    return fields
        .get("task")
        .map(task -> task.name("a task such as web/3"))
        .orElseGet(() -> fields.need("service").name("the name of a service"));
  }

  private static Fault alarm(Value value) {
    Fields fields = value.fields("name", "state");
    return new Fault.AlarmChanges(
        fields.need("name").name("the name of an alarm"),
        fields.need("state").oneOf(AlarmState.values(), AlarmState::name));
  }
}
