package dev.steadystate.placement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.spi.PlacementExplanation.Place;
import dev.steadystate.core.spi.PlacementExplanation.Verdict;
import dev.steadystate.placement.Chain.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells how a placement comes about, step by step, by looking at every instance. */
final class Explainer {
  private final InstancesView instances;
  private final Launch launch;
  private final EcsPlacementPolicy policy;
  private final LinearPlacer linear;
  private final Checks checks;
  private final ImmutableList.Builder<PlacementExplanation.Step> steps = ImmutableList.builder();
  private List<Integer> left = new ArrayList<>();

  Explainer(InstancesView instances, Launch launch) {
    this.instances = instances;
    this.launch = launch;
    this.policy = EcsPlacer.policy(launch.policy());
    this.linear = new LinearPlacer(instances);
    this.checks = new Checks(launch, policy, new ScanSpot(instances));
  }

  PlacementExplanation explain() {
    if (policy.isForFargate()) {
      return explainFargate();
    }
    for (int instance = 0; instance < instances.size(); instance++) {
      if (instances.status(instance) != InstanceStatus.INACTIVE) {
        left.add(instance);
      }
    }
    ImmutableList<Verdict> ruledOut = ruleOut();
    Optional<Place> place = rank();
    return new PlacementExplanation(
        task(),
        place,
        steps.build(),
        ruledOut,
        place.isPresent()
            ? Optional.empty()
            : new SmallestChange(launch, checks, instances).find());
  }

  private ImmutableList<Verdict> ruleOut() {
    ImmutableList<Verdict> verdicts =
        left.stream()
            .filter(instance -> !checks.pass(instance))
            .map(this::verdict)
            .collect(toImmutableList());
    for (int check = 0; check < checks.count(); check++) {
      int number = check;
      keep(
          checks.name(check),
          left.stream().filter(instance -> checks.passes(number, instance)).toList(),
          "");
    }
    return verdicts;
  }

  private Verdict verdict(int instance) {
    return new Verdict(
        instance,
        instances.ec2InstanceId(instance),
        instances.zone(instance),
        checks.refusal(checks.firstFailing(instance), instance));
  }

  private Optional<Place> rank() {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    // Scores are asked for through the linear placer, which has to know the task first.
    linear.fitting(launch);
    for (Step step : policy.chain().steps()) {
      if (left.size() == 1) {
        break;
      }
      if (step.basis().is(Basis.Kind.CHANCE)) {
        keep(step.text(), ImmutableList.of(linear.draw(left, launch)), "one was drawn");
      } else {
        List<Integer> best = linear.best(left, step.strategy());
        keep(step.text(), best, "lowest score " + linear.score(best.get(0), step.strategy()));
      }
    }
    int first = left.stream().min(LinearPlacer.byZoneThenRegistration(instances)).orElseThrow();
    String zone = instances.zone(first);
    keep(
        "name of the zone",
        left.stream().filter(instance -> instances.zone(instance).equals(zone)).toList(),
        zone);
    keep("order of registration", ImmutableList.of(first), "");
    return Optional.of(new Place(first, instances.ec2InstanceId(first), zone));
  }

  /** Notes a step that has something to say: it left fewer. */
  private void keep(String name, List<Integer> kept, String note) {
    if (kept.size() < left.size()) {
      steps.add(new PlacementExplanation.Step(name, ImmutableIntArray.copyOf(kept), note));
      left = kept;
    }
  }

  private PlacementExplanation explainFargate() {
    String zone = FargateZones.forLaunch(instances, launch);
    return new PlacementExplanation(
        task(),
        Optional.of(new Place(-1, "", zone)),
        ImmutableList.of(
            new PlacementExplanation.Step(
                "the zone with the fewest tasks",
                ImmutableIntArray.of(launch.zones().asList().indexOf(zone)),
                FargateZones.counts(instances, launch))),
        ImmutableList.of(),
        Optional.empty());
  }

  private String task() {
    Needs needs = launch.needs();
    StringBuilder task = new StringBuilder("a task of ");
    task.append(instances.groupName(launch.group())).append(" that takes ");
    task.append(needs.cpu()).append(" CPU units, ").append(needs.memory()).append(" MiB");
    append(task, needs.gpus(), "GPUs");
    append(task, needs.networkInterfaces(), "network interfaces");
    append(task, needs.tcpPorts(), "/tcp");
    append(task, needs.udpPorts(), "/udp");
    return task.toString();
  }

  private static void append(StringBuilder task, int count, String what) {
    if (count > 0) {
      task.append(", ").append(count).append(' ').append(what);
    }
  }

  private static void append(StringBuilder task, ImmutableSortedSet<Integer> ports, String what) {
    for (int port : ports) {
      task.append(", port ").append(port).append(what);
    }
  }
}
