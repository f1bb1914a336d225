package dev.steadystate.testkit.scenario;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.core.model.ParameterNames;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.testkit.scenario.tree.MalformedText;
import dev.steadystate.testkit.scenario.tree.Node;
import dev.steadystate.testkit.scenario.tree.Trees;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a scenario out of a tree, and refuses whatever it does not know. */
final class ScenarioReader {
  private static final int MOST_INSTANCES = 100_000;
  private static final Pattern CLUSTER_NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private ScenarioReader() {}

  static Scenario read(String text) {
    return read(Trees.read(text));
  }

  static Scenario read(byte[] utf8) {
    return read(Trees.read(utf8));
  }

  private static Scenario read(Node root) {
    Fields file =
        new Value(root, "")
            .fields(
                "name",
                "seed",
                "start",
                "subnets",
                "timing",
                "parameters",
                "clusters",
                "fates",
                "steps",
                "until");
    Scenario scenario =
        new Scenario(
            file.get("name").map(name -> name.name("a name")).orElse("scenario"),
            file.get("seed").map(ScenarioReader::seed).orElse(0L),
            file.get("start").map(Value::instant).orElse(Scenario.DEFAULT_START),
            file.get("subnets").map(ScenarioReader::subnets).orElse(ImmutableMap.of()),
            parameters(file),
            clusters(file.get("clusters")),
            FateRules.of(each(file.get("fates"), "a list of fates", FateReader::rule)),
            each(file.get("steps"), "a list of steps", StepReader::step),
            file.get("until").map(ScenarioReader::until).orElse(Until.steady()));
    ScenarioCheck.check(scenario, file);
    return scenario;
  }

  private static <T> ImmutableList<T> each(
      Optional<Value> list, String expectation, Function<Value, T> read) {
    return list.map(value -> value.items(expectation)).orElse(ImmutableList.of()).stream()
        .map(read)
        .collect(toImmutableList());
  }

  private static long seed(Value seed) {
    return seed.integer(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static ImmutableMap<String, String> subnets(Value subnets) {
    return ImmutableMap.copyOf(
        Maps.transformValues(
            subnets.entries("a mapping from subnet to zone"),
            zone -> zone.name("the name of a zone")));
  }

  private static Parameters parameters(Fields file) {
    Parameters timing =
        file.get("timing").map(ScenarioReader::timing).orElse(Parameters.observed());
    return file.get("parameters").map(values -> changed(timing, values)).orElse(timing);
  }

  private static Parameters timing(Value timing) {
    if (!timing.isMapping()) {
      return profile(timing);
    }
    Fields fields =
        timing.fields(Iterables.concat(ImmutableList.of("base"), ParameterNames.names()));
    Parameters base = fields.get("base").map(ScenarioReader::profile).orElse(Parameters.observed());
    return changed(base, fields);
  }

  private static Parameters profile(Value name) {
    return switch (name.isScalar() ? name.text("") : "") {
      case "observed" -> Parameters.observed();
      case "prompt" -> Parameters.prompt();
      default -> throw name.isNot("one of [observed, prompt]");
    };
  }

  private static Parameters changed(Parameters base, Value values) {
    return changed(base, values.fields(ParameterNames.names()));
  }

  private static Parameters changed(Parameters base, Fields values) {
    Parameters parameters = base;
    for (Map.Entry<String, Value> entry : values.values().entrySet()) {
      Optional<ParameterNames.Named> named = ParameterNames.find(entry.getKey());
      if (named.isPresent()) {
        Parameters before = parameters;
        parameters =
            entry
                .getValue()
                .parsed(named.get().kind().toString(), text -> named.get().set(before, text));
      }
    }
    return parameters;
  }

  private static ImmutableList<ClusterGroup> clusters(Optional<Value> clusters) {
    ImmutableList<ClusterGroup> groups =
        each(clusters, "a list of clusters", ScenarioReader::cluster);
    Set<String> names = new HashSet<>();
    for (ClusterGroup group : groups) {
      if (!names.add(group.clusterName())) {
        throw clusters.get().wrong("the cluster '" + group.clusterName() + "' is given twice");
      }
    }
    return groups.isEmpty()
        ? ImmutableList.of(new ClusterGroup("default", ImmutableList.of()))
        : groups;
  }

  private static ClusterGroup cluster(Value cluster) {
    Fields fields = cluster.fields("clusterName", "containerInstances");
    return new ClusterGroup(
        clusterName(fields.need("clusterName")),
        each(
            fields.get("containerInstances"),
            "a list of container instances",
            ScenarioReader::instances));
  }

  private static String clusterName(Value name) {
    String expectation = "the name of a cluster: 1 to 255 letters, digits, hyphens and underscores";
    if (!CLUSTER_NAME.matcher(name.text(expectation)).matches()) {
      throw name.isNot(expectation);
    }
    return name.text(expectation);
  }

  static final ImmutableList<String> INSTANCE_KEYS =
      ImmutableList.of(
          "id",
          "count",
          "instanceType",
          "cpu",
          "memory",
          "availabilityZones",
          "attributes",
          "networkInterfaces",
          "gpus",
          "reservedPorts");

  private static InstanceGroup instances(Value group) {
    return instances(group.fields(INSTANCE_KEYS));
  }

  static InstanceGroup instances(Fields group) {
    Optional<String> id = group.get("id").map(name -> name.name("an ec2InstanceId"));
    int count = group.get("count").map(number -> number.integer(1, MOST_INSTANCES)).orElse(1);
    if (id.isPresent() && count > 1) {
      throw group.need("count").isNot("1, because 'id' names a single instance");
    }
    InstanceGroup instances =
        new InstanceGroup(
            id,
            count,
            group.get("instanceType").map(type -> type.name("an instance type")),
            group.need("cpu").integer(0, Integer.MAX_VALUE),
            group.need("memory").integer(0, Integer.MAX_VALUE),
            zones(group.get("availabilityZones")),
            group.get("attributes").map(ScenarioReader::attributes).orElse(ImmutableMap.of()),
            group
                .get("networkInterfaces")
                .map(limit -> OptionalInt.of(limit.integer(0, Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty()),
            group.get("gpus").map(gpus -> gpus.integer(0, Integer.MAX_VALUE)).orElse(0),
            each(group.get("reservedPorts"), "a list of ports", port -> port.integer(1, 65535)));
    try {
      instances.instance("default", 0, id.orElse("i-1"));
    } catch (IllegalArgumentException e) {
      throw (MalformedText) group.whole().wrong(String.valueOf(e.getMessage())).initCause(e);
    }
    return instances;
  }

  private static ImmutableList<String> zones(Optional<Value> zones) {
    if (zones.isEmpty()) {
      return ImmutableList.of("us-east-1a");
    }
    ImmutableList<String> names =
        each(zones, "a list of zones", zone -> zone.name("the name of a zone"));
    if (names.isEmpty()) {
      throw zones.get().wrong("expected at least one zone");
    }
    return names;
  }

  private static ImmutableMap<String, String> attributes(Value attributes) {
    ImmutableMap.Builder<String, String> values = ImmutableMap.builder();
    attributes
        .entries("a mapping from attribute to value")
        .forEach((name, value) -> values.put(name, value.isNothing() ? "" : value.text("text")));
    return values.buildOrThrow();
  }

  private static Until until(Value until) {
    if (until.isScalar() && until.text("").equals("steady")) {
      return Until.steady();
    }
    return Until.after(until.duration());
  }
}
