package dev.steadystate.placement;

import static dev.steadystate.core.model.PlacementStrategy.binpack;
import static dev.steadystate.core.model.PlacementStrategy.random;
import static dev.steadystate.core.model.PlacementStrategy.spread;
import static dev.steadystate.placement.FakeCluster.machine;
import static dev.steadystate.placement.Wants.needs;
import static dev.steadystate.placement.Wants.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.Rule;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.spi.PlacementExplanation.Step;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import org.junit.jupiter.api.Test;

/** Explanations of placements and of refusals, as a reader sees them. */
class ExplanationTest {
  private final FakeCluster cluster = new FakeCluster();
  private final int web = cluster.group("service:web");
  private final Placer placer = new EcsPlacementEngine().placer(cluster);

  @Test
  void tellsHowATaskCameToItsPlace() {
    cluster.register(machine("i-1", "a"), machine("i-2", "a").with(2048, 1024));
    cluster.register(machine("i-3", "b").with(2048, 2048), machine("i-4", "b").with(2048, 100));
    cluster.register(machine("i-5", "c"), machine("i-6", "c"), machine("i-7", "a"));
    cluster.setStatus(4, InstanceStatus.DRAINING);
    cluster.setConnected(5, false);
    cluster.setStatus(6, InstanceStatus.INACTIVE);
    cluster.start(web, 2, needs(0, 0));

    PlacementExplanation explanation =
        explain(
            service(spread("attribute:ecs.availability-zone"), binpack("memory")), needs(0, 512));

    assertThat(explanation)
        .hasToString(
            """
            a task of service:web that takes 0 CPU units, 512 MiB goes to i-2 in a
              5 left after status
              4 left after agent
              3 left after memory
              2 left after spread(attribute:ecs.availability-zone): lowest score 0
              1 left after binpack(memory): lowest score 1024
              i-4 in b: wants 512 MiB of memory, 100 left
              i-5 in c: it is DRAINING
              i-6 in c: its agent is disconnected""");
    assertThat(explanation.decidedBy()).map(Step::name).contains("binpack(memory)");
    assertThat(explanation.steps().get(3).left().asList()).containsExactly(0, 1);
    assertThat(explanation.smallestChange()).isEmpty();
    assertThat(explanation.place()).map(place -> place.instance()).contains(1);
  }

  @Rule("PL-8")
  @Test
  void tellsThatTheOrderDecided() {
    cluster.register(machine("i-1", "b"), machine("i-2", "a"), machine("i-3", "a"));

    assertThat(explain(service(), needs(1, 1)))
        .hasToString(
            """
            a task of service:web that takes 1 CPU units, 1 MiB goes to i-2 in a
              2 left after name of the zone: a
              1 left after order of registration""");
  }

  @Rule("PL-44")
  @Test
  void tellsThatChanceDecided() {
    cluster.register(machine("i-1", "a"), machine("i-2", "a"), machine("i-3", "a"));

    PlacementExplanation explanation = explain(service(random(), binpack("cpu")), needs(1, 1));

    int placed = placer.place(launch(service(random()), needs(1, 1)));
    assertThat(explanation.place()).map(place -> place.instance()).contains(placed);
    assertThat(explanation.decidedBy()).asString().contains("1 left after random: one was drawn");
  }

  @Test
  void findsNothingToDecideBetweenOneCandidate() {
    cluster.register(machine("i-1", "a"));

    assertThat(explain(service(), needs(1, 1)).decidedBy()).isEmpty();
    assertThat(explain(service(), needs(1, 1)))
        .hasToString("a task of service:web that takes 1 CPU units, 1 MiB goes to i-1 in a");
  }

  @Test
  void tellsWhyThereIsNoPlace() {
    cluster.register(machine("i-1", "a").with(100, 4096), machine("i-2", "a").with(300, 4096));
    cluster.register(machine("i-3", "a").with(400, 100));

    assertThat(explain(service(), needs(512, 1024)))
        .hasToString(
            """
            a task of service:web that takes 512 CPU units, 1024 MiB has no place
              0 left after CPU
              i-1 in a: wants 512 CPU units, 100 left
              i-2 in a: wants 512 CPU units, 300 left
              i-3 in a: wants 512 CPU units, 400 left
            it would have one with 212 more CPU units on i-2""");
  }

  @Test
  void sumsUpTheCausesWhereThereAreMany() {
    for (int i = 0; i < 40; i++) {
      cluster.register(machine("i-" + i, "a").with(100 + i, 4096));
    }
    for (int i = 30; i < 35; i++) {
      cluster.setStatus(i, InstanceStatus.DRAINING);
    }

    String text = explain(service(), needs(512, 1024)).toString();

    assertThat(text)
        .isEqualTo(
            """
            a task of service:web that takes 512 CPU units, 1024 MiB has no place
              35 left after status
              0 left after CPU
              5 ruled out by NO ACTIVE INSTANCES, such as i-30 in a: it is DRAINING
              35 ruled out by RESOURCE:CPU, such as i-39 in a: wants 512 CPU units, 139 left
            it would have one with 373 more CPU units on i-39""");
  }

  @Test
  void namesEverythingThatATaskTakes() {
    Needs needs = new Needs(1, 2, 3, 1, ImmutableSortedSet.of(80, 443), ImmutableSortedSet.of(53));

    assertThat(explain(service(), needs))
        .hasToString(
            """
            a task of service:web that takes 1 CPU units, 2 MiB, 3 GPUs, 1 network interfaces,\
             port 80/tcp, port 443/tcp, port 53/udp has no place
            no single change would give it one""");
  }

  @Test
  void explainsFargateByItsZones() {
    cluster.startOnFargate(web, "a");
    PolicyRequest fargate =
        new PolicyRequest(
            true,
            false,
            LaunchType.FARGATE,
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            false);

    PlacementExplanation explanation =
        placer.explain(Wants.in(launch(fargate, needs(256, 512)), "b", "a"));

    assertThat(explanation)
        .hasToString(
            """
            a task of service:web that takes 256 CPU units, 512 MiB goes to b
              1 left after the zone with the fewest tasks: a 1, b 0""");
  }

  // PL-26: the nearest is the one whose only failing check comes latest.
  @Rule("PL-26")
  @Test
  void namesTheSmallestSingleChange() {
    assertChange("no single change would give it one");

    cluster.register(machine("i-0", "a").with(0, 4096));
    cluster.setConnected(0, false);
    assertChange("no single change would give it one");

    cluster.register(good("i-1"));
    cluster.setStatus(1, InstanceStatus.DRAINING);
    assertChange("it would have one with i-1 set to ACTIVE");

    cluster.register(good("i-2"));
    cluster.setConnected(2, false);
    assertChange("it would have one with the agent of i-2 connected");

    cluster.register(good("i-3", "c"));
    assertChange("it would have one with a subnet in c, where i-3 is");

    cluster.register(machine("i-4", "a"));
    assertChange("it would have one with a subnet in c, where i-3 is");

    cluster.register(machine("i-5", "a").with("disk", "ssd").withGpus(1));
    assertChange("it would have one with attribute arm on i-5");

    cluster.register(good("i-6"));
    cluster.start(web, 6, needs(0, 0));
    assertChange(
        "it would have one with the placement constraint distinctInstance dropped: i-6 would do");

    cluster.register(good("i-7").with("stack", "dev"));
    assertChange(
        "it would have one with the placement constraint memberOf(attribute:stack !exists)"
            + " dropped: i-7 would do");

    cluster.register(good("i-8").with(2, 4096));
    assertChange("it would have one with 510 more CPU units on i-8");

    cluster.register(good("i-9").with(512, 1023), good("i-10").with(512, 1000));
    assertChange("it would have one with 1 MiB more memory on i-9");

    cluster.register(good("i-11"), good("i-12"));
    cluster.start(cluster.group("other"), 11, Wants.tcp(80));
    cluster.start(cluster.group("other"), 12, Wants.udp(53));
    cluster.start(cluster.group("other"), 12, Wants.tcp(80));
    assertChange("it would have one with port 80/tcp free on i-11");

    cluster.register(good("i-13").withInterfaces(1));
    assertChange("it would have one with 1 more network interfaces on i-13");

    cluster.register(good("i-14").withGpus(0));
    assertChange("it would have one with 1 more GPUs on i-14");
  }

  @Test
  void proposesAnotherInstanceWhereNoneIsClose() {
    cluster.register(
        machine("i-0", "b").with(600, 2000),
        machine("i-1", "a").with(600, 2000),
        machine("i-2", "a").with(600, 600));
    for (int instance = 0; instance < 3; instance++) {
      cluster.start(cluster.group("other"), instance, needs(600, 600));
      cluster.setConnected(instance, false);
    }

    assertThat(
            explain(
                service(PlacementConstraint.memberOf("runningTasksCount < 1")), needs(512, 1024)))
        .asString()
        .endsWith("it would have one with one more instance like i-1");
  }

  @Test
  void knowsThatReservedPortsAreNeverFree() {
    cluster.register(machine("i-0", "a"));

    assertThat(explain(service(), Wants.tcp(22)).smallestChange()).isEmpty();
  }

  private void assertChange(String lastLine) {
    Launch launch =
        new Launch(
            web,
            Wants.policy(
                service(
                    PlacementConstraint.distinctInstance(),
                    PlacementConstraint.memberOf("attribute:stack !exists"))),
            new Needs(512, 1024, 1, 1, ImmutableSortedSet.of(80), ImmutableSortedSet.of(53)),
            ImmutableList.of(new Attribute("disk", "ssd"), new Attribute("arm", "")),
            ImmutableSortedSet.of("a", "b"),
            () -> Stream.of(0));
    assertThat(placer.explain(launch).toString().lines().toList()).endsWith(lastLine);
  }

  private static FakeCluster.Machine good(String name) {
    return good(name, "a");
  }

  private static FakeCluster.Machine good(String name, String zone) {
    return machine(name, zone).withGpus(1).with("disk", "ssd").with("arm", "");
  }

  private PlacementExplanation explain(PolicyRequest request, Needs needs) {
    return placer.explain(launch(request, needs));
  }

  private Launch launch(PolicyRequest request, Needs needs) {
    return Wants.launch(web, Wants.policy(request), needs);
  }
}
