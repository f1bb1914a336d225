package dev.steadystate.placement;

import static dev.steadystate.placement.FakeCluster.machine;
import static dev.steadystate.placement.Wants.needs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.Refusal.Check;
import org.junit.jupiter.api.Test;

/** Why nothing fits: B.1 of file 3. */
class RefusalTest {
  private static final Attribute SSD = new Attribute("disk", "ssd");

  /** Takes of everything there is, and may go to a and b only. */
  private static final Needs DEMANDING =
      new Needs(512, 1024, 1, 1, ImmutableSortedSet.of(80, 81), ImmutableSortedSet.of(53));

  private final FakeCluster cluster = new FakeCluster();
  private final Placer placer = new EcsPlacementEngine().placer(cluster);

  RefusalTest() {
    cluster.tell(placer);
  }

  // PL-27
  @Test
  void findsNoInstanceWhereNoneIsActive() {
    assertRefused(Check.NO_INSTANCES, -1, "no instance is ACTIVE");

    cluster.register(machine("i-1", "a"), machine("i-2", "a"));
    cluster.setStatus(0, InstanceStatus.DRAINING);
    cluster.setStatus(1, InstanceStatus.INACTIVE);

    assertRefused(Check.NO_INSTANCES, -1, "no instance is ACTIVE");
  }

  // PL-25, PL-26: each instance fails one check later than the one before.
  @Test
  void checksInOneOrderAndNamesTheInstanceThatGotFarthest() {
    cluster.register(machine("i-0", "a"));
    cluster.setConnected(0, false);
    assertRefused(Check.AGENT, 0, "its agent is disconnected");

    cluster.register(machine("i-1", "c"));
    assertRefused(Check.LOCATION, 1, "it is in c, not in [a, b]");

    cluster.register(machine("i-2", "a"));
    assertRefused(Check.ATTRIBUTE, 2, "it lacks [disk=ssd, arm]");

    cluster.register(good("i-3"));
    cluster.start("web", "i-3", needs(0, 0));
    assertRefused(Check.DISTINCT_INSTANCE, 3, "web has a task there already");

    cluster.register(good("i-4").with("stack", "dev"));
    assertRefused(Check.MEMBER_OF, 4, "it does not meet memberOf(attribute:stack == prod)");

    cluster.register(good("i-5").with("tier", "back"));
    assertRefused(Check.MEMBER_OF, 5, "it does not meet memberOf(attribute:tier == front)");

    cluster.register(good("i-6").with(511, 1000));
    assertRefused(Check.CPU, 6, "wants 512 CPU units, 511 left", 512, 511);

    cluster.register(good("i-7").with(512, 1000));
    assertRefused(Check.MEMORY, 7, "wants 1024 MiB of memory, 1000 left", 1024, 1000);

    cluster.register(good("i-8").with(1024, 4096));
    cluster.start("other", "i-8", Wants.tcp(80));
    cluster.start("other", "i-8", Wants.udp(53));
    assertRefused(Check.PORT, 8, "ports in use: 80/tcp, 53/udp", 3, 1);

    cluster.register(good("i-9"));
    for (int port = 1000; port < 1093; port++) {
      cluster.start("other", "i-9", Wants.tcp(port));
    }
    assertRefused(Check.TOO_MANY_PORTS, 9, "wants 3 host ports, 2 left", 3, 2);

    cluster.register(good("i-10").withInterfaces(1));
    assertRefused(Check.INTERFACES, 10, "wants 1 network interfaces, 0 left", 1, 0);

    cluster.register(good("i-11").withGpus(0));
    assertRefused(Check.GPU, 11, "wants 1 GPUs, 0 left", 1, 0);

    cluster.register(good("i-12"));
    assertThat(placer.place(launch())).isEqualTo(12);
  }

  // PL-25
  @Test
  void answersEachInstanceByItself() {
    cluster.register(machine("i-0", "a"), good("i-1").with(100, 4096));
    cluster.setStatus(0, InstanceStatus.DRAINING);

    assertThat(placer.refusal(launch(), 0))
        .returns(Check.NO_INSTANCES, Refusal::check)
        .returns("it is DRAINING", Refusal::detail);
    assertThat(placer.refusal(launch(), 1).check().failureReason()).isEqualTo("RESOURCE:CPU");
    assertThat(placer.fits(launch(), 1)).isFalse();
  }

  // PL-26
  @Test
  void prefersTheSmallestShortfallThenTheZoneThenTheOrder() {
    cluster.register(good("i-0", "b").with(100, 4096), good("i-1", "b").with(300, 4096));
    assertRefused(Check.CPU, 1);

    cluster.register(good("i-2", "b").with(300, 4096));
    assertRefused(Check.CPU, 1);

    cluster.register(good("i-3", "a").with(300, 4096));
    assertRefused(Check.CPU, 3);

    cluster.register(good("i-4", "a").with(300, 4096));
    assertRefused(Check.CPU, 3);
  }

  // PL-26
  @Test
  void countsThePortsInTheWay() {
    cluster.register(good("i-0"), good("i-1"), good("i-2"));
    for (int instance = 0; instance < 3; instance++) {
      cluster.start(cluster.group("other"), instance, Wants.tcp(80));
    }
    cluster.start("other", "i-0", Wants.tcp(81));
    cluster.start("other", "i-1", Wants.udp(54));
    cluster.start("other", "i-2", Wants.udp(53));

    assertRefused(Check.PORT, 1, "ports in use: 80/tcp", 3, 2);
  }

  // PL-16
  @Test
  void refusesPortsThatAreAlwaysReserved() {
    cluster.register(machine("i-0", "a"));

    Launch ssh = Wants.launch(0, Wants.policy(Wants.service()), Wants.tcp(22));

    cluster.group("web");
    assertThat(placer.place(ssh)).isEqualTo(Placer.NOWHERE);
    assertThat(placer.refusal(ssh).detail()).isEqualTo("ports in use: 22/tcp");
  }

  // PL-14, PL-16
  @Test
  void countsNoPortsOfTasksWithoutStaticOnes() {
    cluster.register(machine("i-0", "a"));
    for (int port = 1000; port < 1095; port++) {
      cluster.start("other", "i-0", Wants.tcp(port));
    }
    Launch plain = Wants.launch(0, Wants.policy(Wants.service()), needs(1, 1));

    assertThat(placer.place(plain)).isEqualTo(0);
  }

  // SS-23
  @Test
  void leavesTheRoomOfDaemonsToThem() {
    cluster.register(machine("i-0", "a"));
    int daemon = cluster.group("service:agent");
    cluster.reserve(0, daemon, 2000, 100);
    Launch replica = Wants.launch(cluster.group("web"), policy(), needs(100, 0));
    Launch itself = Wants.launch(daemon, policy(), needs(2000, 0));

    assertThat(placer.place(replica)).isEqualTo(Placer.NOWHERE);
    assertThat(placer.refusal(replica).detail()).isEqualTo("wants 100 CPU units, 48 left");
    assertThat(placer.place(itself)).isEqualTo(0);
  }

  // PL-21
  @Test
  void acceptsAnyValueOfAnAttributeRequiredByNameAlone() {
    cluster.register(machine("i-0", "a").with("disk", "hdd"), machine("i-1", "a"));
    Launch launch = Wants.launch(cluster.group("web"), policy(), needs(0, 0));

    assertThat(placer.qualifies(Wants.requiring(launch, new Attribute("disk", "")), 0)).isTrue();
    assertThat(placer.qualifies(Wants.requiring(launch, new Attribute("disk", "hdd")), 0)).isTrue();
    assertThat(placer.qualifies(Wants.requiring(launch, SSD), 0)).isFalse();
    assertThat(placer.qualifies(Wants.requiring(launch, new Attribute("disk", "")), 1)).isFalse();
  }

  @Test
  void refusesNothingThatFits() {
    cluster.register(good("i-0"));

    assertThatThrownBy(() -> placer.refusal(launch(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the task fits on i-0, so nothing refuses it");
    assertThatThrownBy(() -> placer.refusal(launch()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the task fits on i-0, so nothing refuses it");
  }

  // SS-21, PL-85: neither room nor its own task nor the agent makes an instance no home.
  @Test
  void knowsWhereAServiceIsAtHome() {
    cluster.register(good("i-0").with(0, 0), machine("i-1", "b"), good("i-2", "c"));
    cluster.start("web", "i-0", needs(0, 0));

    assertThat(placer.qualifies(launch(), 0)).isTrue();
    assertThat(placer.qualifies(launch(), 1)).isFalse();
    assertThat(placer.qualifies(launch(), 2)).isFalse();
    assertThat(placer.zones(launch())).containsExactly("a");

    cluster.setConnected(0, false);
    assertThat(placer.qualifies(launch(), 0)).isTrue();
    assertThat(placer.zones(launch())).isEmpty();

    cluster.setConnected(0, true);
    cluster.register(good("i-3", "b"));
    assertThat(placer.zones(launch())).containsExactly("a", "b");

    cluster.setAttribute(0, "stack", "dev");
    assertThat(placer.qualifies(launch(), 0)).isFalse();
    assertThat(placer.zones(launch())).containsExactly("b");
  }

  private void assertRefused(Check check, int instance) {
    assertThat(placer.place(launch())).isEqualTo(Placer.NOWHERE);
    assertThat(placer.refusal(launch()))
        .returns(check, Refusal::check)
        .returns(instance, Refusal::instance);
  }

  private void assertRefused(Check check, int instance, String detail) {
    assertRefused(check, instance, detail, 0, 0);
  }

  private void assertRefused(
      Check check, int instance, String detail, long wanted, long available) {
    assertThat(placer.place(launch())).isEqualTo(Placer.NOWHERE);
    assertThat(placer.refusal(launch()))
        .isEqualTo(new Refusal(check, instance, wanted, available, detail))
        .isEqualTo(placer.refusal(launch()));
  }

  private static FakeCluster.Machine good(String name) {
    return good(name, "a");
  }

  private static FakeCluster.Machine good(String name, String zone) {
    return machine(name, zone)
        .withGpus(1)
        .with("disk", "ssd")
        .with("arm", "")
        .with("stack", "prod")
        .with("tier", "front");
  }

  private Launch launch() {
    PolicyRequest request =
        new PolicyRequest(
            true,
            false,
            LaunchType.EC2,
            ImmutableList.of(PlacementConstraint.memberOf("attribute:tier == front")),
            ImmutableList.of(
                PlacementConstraint.memberOf("attribute:stack == prod"),
                PlacementConstraint.distinctInstance()),
            ImmutableList.of(),
            false);
    Launch launch = Wants.launch(cluster.group("web"), Wants.policy(request), DEMANDING);
    return Wants.in(Wants.requiring(launch, SSD, new Attribute("arm", "")), "a", "b");
  }

  private static PlacementPolicy policy() {
    return Wants.policy(Wants.service());
  }
}
