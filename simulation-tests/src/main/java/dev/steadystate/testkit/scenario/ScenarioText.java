package dev.steadystate.testkit.scenario;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.api.Faults;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.fate.TaskPattern;
import dev.steadystate.core.fate.TaskStage;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.ParameterNames;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.random.Chance;
import dev.steadystate.core.random.Distribution;
import dev.steadystate.testkit.scenario.Expectation.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Writes a scenario in the shape of its file, leaving out what is as it would be anyway. */
final class ScenarioText {
  private ScenarioText() {}

  static Document document(Scenario scenario) {
    return new Members()
        .put("name", scenario.name())
        .put("seed", scenario.seed(), 0L)
        .put("start", scenario.start().toString(), Scenario.DEFAULT_START.toString())
        .put("subnets", texts(scenario.subnets()), Document.empty())
        .putAll(parameters(scenario.parameters()))
        .put("clusters", each(scenario.clusters(), ScenarioText::cluster))
        .put("fates", each(scenario.fates().rules(), ScenarioText::fate), ImmutableList.of())
        .put("steps", each(scenario.steps(), ScenarioText::step), ImmutableList.of())
        .put("until", scenario.until().length().map(Durations::text).orElse("steady"), "steady")
        .document();
  }

  private static <T> ImmutableList<Document> each(List<T> values, Function<T, Document> write) {
    return values.stream().map(write).collect(toImmutableList());
  }

  /** Names the profile from which fewer parameters differ, and those that do. */
  private static Members parameters(Parameters parameters) {
    Document fromObserved = differences(parameters, Parameters.observed());
    Document fromPrompt = differences(parameters, Parameters.prompt());
    boolean prompt = fromPrompt.members().size() < fromObserved.members().size();
    return new Members()
        .put("timing", prompt ? "prompt" : "observed", "observed")
        .put("parameters", prompt ? fromPrompt : fromObserved, Document.empty());
  }

  private static Document differences(Parameters parameters, Parameters base) {
    Members members = new Members();
    for (ParameterNames.Named named : ParameterNames.list()) {
      if (!named.text(parameters).equals(named.text(base))) {
        members.put(named.name(), parameter(named, parameters));
      }
    }
    return members.document();
  }

  static Document everyParameter(Parameters parameters) {
    Members members = new Members();
    for (ParameterNames.Named named : ParameterNames.list()) {
      members.put(named.name(), parameter(named, parameters));
    }
    return members.document();
  }

  private static Object parameter(ParameterNames.Named named, Parameters parameters) {
    String text = named.text(parameters);
    return switch (named.kind()) {
      case DURATION -> text;
      case COUNT -> Long.valueOf(text);
      case SECONDS, FACTOR -> number(new BigDecimal(text));
      case SWITCH -> Boolean.valueOf(text);
    };
  }

  /** Returns whole numbers as such, as documents keep them. */
  static Object number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0 ? (Object) plain.longValueExact() : plain;
  }

  private static Document cluster(ClusterGroup cluster) {
    return new Members()
        .put("clusterName", cluster.clusterName())
        .put(
            "containerInstances",
            each(cluster.containerInstances(), group -> instances(group).document()),
            ImmutableList.of())
        .document();
  }

  private static Members instances(InstanceGroup group) {
    return new Members()
        .put("id", group.id())
        .put("count", group.count(), 1)
        .put("instanceType", group.instanceType())
        .put("cpu", group.cpu())
        .put("memory", group.memory())
        .put("availabilityZones", group.availabilityZones(), ImmutableList.of("us-east-1a"))
        .put("attributes", texts(group.attributes()), Document.empty())
        .put("networkInterfaces", group.networkInterfaces())
        .put("gpus", group.gpus(), 0)
        .put("reservedPorts", numbers(group.reservedPorts()), ImmutableList.of());
  }

  private static Document texts(ImmutableMap<String, String> texts) {
    return new Document(ImmutableMap.copyOf(texts));
  }

  private static ImmutableList<Long> numbers(List<Integer> numbers) {
    return numbers.stream().map(Integer::longValue).collect(toImmutableList());
  }

  private static Document fate(FateRule rule) {
    Members members =
        new Members()
            .put("match", pattern(rule.match()), Document.empty())
            .put("share", number(decimal(rule.share())), 1L);
    for (TaskStage stage : TaskStage.values()) {
      Distribution length = rule.stages().get(stage);
      if (length != null) {
        members.put(FateReader.name(stage), length(length));
      }
    }
    Members containers = new Members();
    for (ContainerRule container : rule.containers()) {
      containers.put(container.name(), container(container));
    }
    return members
        .put("fails", rule.failure().map(ScenarioText::failure))
        .put("containers", containers.document(), Document.empty())
        .document();
  }

  private static Document pattern(TaskPattern match) {
    return new Members()
        .put("taskDefinition", match.taskDefinition())
        .put("service", match.service())
        .put("cluster", match.cluster())
        .put("launches", match.launches().map(TaskPattern.Launches::toString))
        .document();
  }

  /** A chance that was not read from a file may be any fraction: nine places are what fits. */
  private static BigDecimal decimal(Chance chance) {
    return BigDecimal.valueOf(chance.numerator())
        .divide(BigDecimal.valueOf(chance.denominator()), new MathContext(9));
  }

  private static Document failure(StartFailure failure) {
    return new Members()
        .put("in", FateReader.name(failure.stage()))
        .put("reason", failure.reason())
        .document();
  }

  private static Document container(ContainerRule container) {
    return new Members()
        .put(
            "exits",
            container
                .exit()
                .map(
                    exit ->
                        new Members()
                            .put("after", length(exit.after()))
                            .put("code", exit.code())
                            .document()))
        .put(
            "health",
            each(
                container.health(),
                health ->
                    new Members()
                        .put("after", length(health.after()))
                        .put("is", FateReader.name(health.is()))
                        .document()),
            ImmutableList.of())
        .put("shutdown", container.shutdown().map(ScenarioText::length).orElse("never"), "0s")
        .document();
  }

  private static Object length(Distribution length) {
    if (length instanceof Distribution.Uniform uniform) {
      return pair("uniform", uniform.shortest(), uniform.longest());
    }
    if (length instanceof Distribution.Normal normal) {
      return pair("normal", normal.mean(), normal.deviation());
    }
    if (length instanceof Distribution.Exponential exponential) {
      return new Members().put("exponential", Durations.text(exponential.mean())).document();
    }
    return Durations.text(((Distribution.Constant) length).length());
  }

  private static Document pair(String name, long first, long second) {
    return new Members()
        .put(name, ImmutableList.of(Durations.text(first), Durations.text(second)))
        .document();
  }

  static Document step(Step step) {
    if (step instanceof Step.Call call) {
      return at(call.at()).put(call.action(), call.input()).put("fails", call.fails()).document();
    }
    if (step instanceof Step.Mishap mishap) {
      return at(mishap.at()).put("fault", Faults.toDocument(mishap.fault())).document();
    }
    if (step instanceof Step.Register register) {
      Members group =
          new Members()
              .put("cluster", register.cluster(), "default")
              .putAll(instances(register.group()));
      Members fault = new Members().put("instanceRegistered", group.document());
      return at(register.at()).put("fault", fault.document()).document();
    }
    if (step instanceof Step.Expect expect) {
      return at(expect.at()).put("expect", expectation(expect.expectation())).document();
    }
    Step.Always always = (Step.Always) step;
    return new Members()
        .put("always", new Members().put("from", always.from().map(Durations::text)).document())
        .put("expect", expectation(always.expectation()))
        .document();
  }

  private static Members at(Duration at) {
    return new Members().put("at", Durations.text(at));
  }

  static Document expectation(Expectation expectation) {
    return new Members()
        .put("cluster", expectation.cluster())
        .put("service", expectation.service())
        .put("runningCount", expectation.runningCount().map(ScenarioText::range))
        .put("pendingCount", expectation.pendingCount().map(ScenarioText::range))
        .put("steady", expectation.steady())
        .put("rolloutState", expectation.rolloutState().map(Enum::name))
        .put("events", expectation.events(), ImmutableList.of())
        .document();
  }

  private static Object range(Range range) {
    return range.isExact()
        ? (Object) (long) range.atLeast().getAsInt()
        : new Members().put("atLeast", range.atLeast()).put("atMost", range.atMost()).document();
  }

  /** Collects the members of a document. */
  private static final class Members {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Members put(String name, Object value) {
      members.put(name, value instanceof Integer number ? (Object) number.longValue() : value);
      return this;
    }

    /** Puts a value unless it is the one that holds anyway. */
    Members put(String name, Object value, Object usual) {
      return value.equals(usual) ? this : put(name, value);
    }

    Members put(String name, Optional<?> value) {
      value.ifPresent(present -> put(name, present));
      return this;
    }

    Members put(String name, OptionalInt value) {
      value.ifPresent(present -> put(name, (Object) (long) present));
      return this;
    }

    Members putAll(Members others) {
      members.putAll(others.members);
      return this;
    }

    Document document() {
      return new Document(ImmutableMap.copyOf(members));
    }
  }
}
