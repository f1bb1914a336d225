package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.FateRules;
import dev.steadystate.testkit.scenario.ClusterGroup;
import dev.steadystate.testkit.scenario.InstanceGroup;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a failing script small: fewer steps, fewer fates, fewer instances, plainer services,
 * rounder times. What mends the world after the chaos stays.
 */
public final class Smaller {
  private Smaller() {}

  /** Returns the smallest script it comes to that still fails. */
  public static Script of(Script script, Predicate<Script> fails) {
    Script smallest = script;
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (Script candidate : (Iterable<Script>) candidates(smallest)::iterator) {
        if (fails.test(candidate)) {
          smallest = candidate;
          shrunk = true;
          break;
        }
      }
    }
    return smallest;
  }

  /** Returns scripts that are a little smaller, the much smaller ones first. */
  static Stream<Script> candidates(Script script) {
    Scenario scenario = script.scenario();
    int chaotic =
        (int)
            scenario.steps().stream()
                .filter(step -> step.time().orElseThrow().compareTo(script.chaos()) < 0)
                .count();
    return Stream.of(
            runs(chaotic).map(run -> withSteps(script, without(scenario.steps(), run))),
            runs(scenario.fates().rules().size())
                .map(run -> withFates(script, without(scenario.fates().rules(), run))),
            instances(script),
            Stream.iterate(0, i -> i < chaotic, i -> i + 1).flatMap(i -> plainer(script, i)))
        .flatMap(each -> each);
  }

  /** Stretches to leave out: halves first, single ones last. */
  private static Stream<int[]> runs(int size) {
    List<int[]> runs = new ArrayList<>();
    for (int length = size; length >= 1; length = length / 2) {
      for (int from = 0; from + length <= size; from += length) {
        runs.add(new int[] {from, from + length});
      }
    }
    return runs.stream();
  }

  private static <T> ImmutableList<T> without(List<T> all, int[] run) {
    return ImmutableList.<T>builder()
        .addAll(all.subList(0, run[0]))
        .addAll(all.subList(run[1], all.size()))
        .build();
  }

  private static Stream<Script> instances(Script script) {
    ClusterGroup cluster = script.scenario().clusters().get(0);
    List<Script> fewer = new ArrayList<>();
    for (int i = 0; i < cluster.containerInstances().size(); i++) {
      List<InstanceGroup> groups = new ArrayList<>(cluster.containerInstances());
      InstanceGroup group = groups.remove(i);
      fewer.add(withGroups(script, cluster, groups));
      if (group.count() > 1) {
        groups.add(i, withCount(group, group.count() - 1));
        fewer.add(withGroups(script, cluster, groups));
      }
    }
    return fewer.stream();
  }

  private static InstanceGroup withCount(InstanceGroup group, int count) {
    return new InstanceGroup(
        group.id(),
        count,
        group.instanceType(),
        group.cpu(),
        group.memory(),
        group.availabilityZones(),
        group.attributes(),
        group.networkInterfaces(),
        group.gpus(),
        group.reservedPorts());
  }

  /** One step with a member less, with a smaller number, or at a rounder time. */
  private static Stream<Script> plainer(Script script, int index) {
    Step step = script.scenario().steps().get(index);
    List<Step> plainer = new ArrayList<>();
    if (step instanceof Step.Call call) {
      documents(call.input())
          .forEach(
              input -> plainer.add(new Step.Call(call.at(), call.action(), input, call.fails())));
      sooner(call.at())
          .ifPresent(
              at -> plainer.add(new Step.Call(at, call.action(), call.input(), call.fails())));
    } else if (step instanceof Step.Mishap mishap) {
      sooner(mishap.at()).ifPresent(at -> plainer.add(new Step.Mishap(at, mishap.fault())));
    }
    return plainer.stream()
        .map(
            changed -> {
              List<Step> steps = new ArrayList<>(script.scenario().steps());
              steps.set(index, changed);
              return withSteps(script, ImmutableList.copyOf(steps));
            });
  }

  private static Optional<Duration> sooner(Duration at) {
    long seconds = at.toSeconds();
    return seconds % 60 == 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds / 60 * 60));
  }

  private static List<Document> documents(Document document) {
    List<Document> plainer = new ArrayList<>();
    document
        .members()
        .forEach(
            (name, value) -> {
              plainer.add(document.without(name));
              if (value instanceof Document inner) {
                documents(inner).forEach(it -> plainer.add(document.with(name, it)));
              } else if (name.equals("desiredCount") && (Long) value > 1) {
                plainer.add(document.with(name, (Long) value - 1));
              } else if (name.equals("containerDefinitions")) {
                containers(document.documents(name))
                    .forEach(containers -> plainer.add(document.with(name, containers)));
              }
            });
    return plainer;
  }

  /** One container less, or one that says less. */
  private static List<ImmutableList<Document>> containers(ImmutableList<Document> containers) {
    List<ImmutableList<Document>> plainer = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      List<Document> others = new ArrayList<>(containers);
      Document container = others.remove(i);
      if (!others.isEmpty()) {
        plainer.add(ImmutableList.copyOf(others));
      }
      for (Document less : documents(container)) {
        others.add(i, less);
        plainer.add(ImmutableList.copyOf(others));
        others.remove(i);
      }
    }
    return plainer;
  }

  private static Script withSteps(Script script, ImmutableList<Step> steps) {
    Scenario it = script.scenario();
    return new Script(
        new Scenario(
            it.name(),
            it.seed(),
            it.start(),
            it.subnets(),
            it.parameters(),
            it.clusters(),
            it.fates(),
            steps,
            it.until()),
        script.chaos());
  }

  private static Script withFates(Script script, ImmutableList<FateRule> fates) {
    Scenario it = script.scenario();
    return new Script(
        new Scenario(
            it.name(),
            it.seed(),
            it.start(),
            it.subnets(),
            it.parameters(),
            it.clusters(),
            FateRules.of(fates),
            it.steps(),
            it.until()),
        script.chaos());
  }

  private static Script withGroups(
      Script script, ClusterGroup cluster, List<InstanceGroup> groups) {
    Scenario it = script.scenario();
    return new Script(
        new Scenario(
            it.name(),
            it.seed(),
            it.start(),
            it.subnets(),
            it.parameters(),
            ImmutableList.of(new ClusterGroup(cluster.clusterName(), ImmutableList.copyOf(groups))),
            it.fates(),
            it.steps(),
            it.until()),
        script.chaos());
  }
}
