package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.fate.TaskStage;
import dev.steadystate.core.random.Chance;
import dev.steadystate.core.random.Distribution;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how tasks turn out. */
final class FateReader {
  private static final Pattern LAUNCHES = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
  private static final Pattern DEFINITION =
      Pattern.compile("([A-Za-z0-9_-]{1,255})(?::([1-9][0-9]{0,8}))?");

  private FateReader() {}

  static FateRule rule(Value value) {
    Fields fields =
        value.fields(
            "match",
            "share",
            "provisioning",
            "pending",
            "pull",
            "activating",
            "deprovisioning",
            "fails",
            "containers");
    FateRule rule = fields.get("match").map(FateReader::matching).orElse(Fates.rule());
    rule = with(rule, fields.get("share"), (r, share) -> r.share(share(share)));
    for (TaskStage stage : TaskStage.values()) {
      rule = with(rule, fields.get(name(stage)), (r, length) -> r.lasts(stage, length(length)));
    }
    rule = with(rule, fields.get("fails"), FateReader::failing);
    return with(rule, fields.get("containers"), FateReader::withContainers);
  }

  /** Returns the rule, changed by the value if there is one. */
  private static FateRule with(
      FateRule rule, Optional<Value> value, BiFunction<FateRule, Value, FateRule> change) {
    return value.map(present -> change.apply(rule, present)).orElse(rule);
  }

  private static FateRule matching(Value value) {
    Fields match = value.fields("taskDefinition", "service", "launches", "cluster");
    FateRule rule = Fates.rule();
    rule = with(rule, match.get("taskDefinition"), FateReader::ofDefinition);
    rule = with(rule, match.get("service"), (r, name) -> r.service(name.name("a service name")));
    rule = with(rule, match.get("cluster"), (r, name) -> r.cluster(name.name("a cluster name")));
    return with(rule, match.get("launches"), FateReader::launches);
  }

  private static FateRule ofDefinition(FateRule rule, Value value) {
    String expectation = "a family such as web, or a revision such as \"web:2\"";
    Matcher parts = DEFINITION.matcher(value.text(expectation));
    if (!parts.matches()) {
      throw value.isNot(expectation);
    }
    FateRule ofFamily = rule.family(parts.group(1));
    return parts.group(2) == null ? ofFamily : ofFamily.revision(Integer.parseInt(parts.group(2)));
  }

  private static FateRule launches(FateRule rule, Value value) {
    String expectation = "a launch number such as 2, or a range such as 1-3";
    return value.parsed(
        expectation,
        text -> {
          Matcher parts = LAUNCHES.matcher(text);
          if (!parts.matches()) {
            throw new IllegalArgumentException(
                "expected " + expectation + ", but found " + value.node().description());
          }
          int first = Integer.parseInt(parts.group(1));
          int last = parts.group(2) == null ? first : Integer.parseInt(parts.group(2));
          return rule.launches(first, last);
        });
  }

  private static Chance share(Value value) {
    value.decimal("a share from 0 to 1");
    return value.parsed("a share from 0 to 1", text -> Chance.of(new BigDecimal(text)));
  }

  private static FateRule failing(FateRule rule, Value value) {
    Fields fails = value.fields("in", "reason");
    StartFailure.Stage stage =
        fails.need("in").oneOf(StartFailure.Stage.values(), FateReader::name);
    String reason =
        fails.get("reason").map(text -> text.name("a reason")).orElse(usualReason(stage));
    return rule.failsIn(stage, reason);
  }

  private static String usualReason(StartFailure.Stage stage) {
    return switch (stage) {
      case PULL -> "CannotPullContainerError: pull access denied";
      case ACTIVATING -> "Task failed to start";
    };
  }

  private static FateRule withContainers(FateRule rule, Value value) {
    FateRule more = rule;
    for (Map.Entry<String, Value> entry :
        value.entries("a mapping from container name to what it does").entrySet()) {
      more = more.container(container(entry.getKey(), entry.getValue()));
    }
    return more;
  }

  private static ContainerRule container(String name, Value value) {
    if (name.isEmpty()) {
      throw value.wrong("a container needs a name");
    }
    Fields fields = value.fields("exits", "health", "shutdown");
    ContainerRule rule = Fates.container(name);
    if (fields.get("exits").isPresent()) {
      rule = exiting(rule, fields.need("exits"));
    }
    for (Value change :
        fields
            .get("health")
            .map(list -> list.items("a list of changes"))
            .orElse(ImmutableList.of())) {
      Fields health = change.fields("after", "is");
      rule = rule.health(length(health.need("after")), behaviour(health.need("is")));
    }
    if (fields.get("shutdown").isPresent()) {
      Value shutdown = fields.need("shutdown");
      boolean never = shutdown.isScalar() && shutdown.text("").equals("never");
      rule = never ? rule.ignoresSigterm() : rule.shutdown(length(shutdown));
    }
    return rule;
  }

  private static ContainerRule exiting(ContainerRule rule, Value value) {
    Fields exits = value.fields("after", "code");
    int code = exits.get("code").map(number -> number.integer(0, 255)).orElse(1);
    return rule.exits(length(exits.need("after")), code);
  }

  static Behaviour behaviour(Value value) {
    return value.oneOf(Behaviour.values(), FateReader::name);
  }

  /** Returns the name of a constant in the file: in lower case. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Distribution length(Value value) {
    if (!value.isMapping()) {
      return Distribution.constant(value.duration());
    }
    Fields fields = value.fields("uniform", "exponential", "normal");
    if (fields.values().size() != 1) {
      throw value.wrong("expected one of [uniform, exponential, normal]");
    }
    if (fields.get("exponential").isPresent()) {
      return Distribution.exponential(fields.need("exponential").duration());
    }
    return fields.get("uniform").isPresent()
        ? ofTwo(fields.need("uniform"), "[shortest, longest]", Distribution::uniform)
        : ofTwo(fields.need("normal"), "[mean, deviation]", Distribution::normal);
  }

  private static Distribution ofTwo(
      Value value, String expectation, BiFunction<Duration, Duration, Distribution> make) {
    ImmutableList<Value> items = value.items(expectation);
    if (items.size() != 2) {
      throw value.wrong("expected " + expectation + ", but found " + items.size() + " values");
    }
    Duration first = items.get(0).duration();
    Duration second = items.get(1).duration();
    try {
      return make.apply(first, second);
    } catch (IllegalArgumentException e) {
      throw (MalformedText) value.wrong(String.valueOf(e.getMessage())).initCause(e);
    }
  }
}
