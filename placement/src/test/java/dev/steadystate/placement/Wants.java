package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.PolicyRequest;

/** What tests want to be placed. */
final class Wants {
  static final Needs NOTHING = needs(0, 0);
  static final ImmutableSortedSet<Integer> NO_PORTS = ImmutableSortedSet.of();

  private Wants() {}

  static Needs needs(int cpu, int memory) {
    return new Needs(cpu, memory, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  static Needs tcp(int... ports) {
    ImmutableSortedSet.Builder<Integer> all = ImmutableSortedSet.naturalOrder();
    for (int port : ports) {
      all.add(port);
    }
    return new Needs(0, 0, 0, 0, all.build(), NO_PORTS);
  }

  static Needs udp(int port) {
    return new Needs(0, 0, 0, 0, NO_PORTS, ImmutableSortedSet.of(port));
  }

  static Needs networkInterface() {
    return new Needs(0, 0, 0, 1, NO_PORTS, NO_PORTS);
  }

  static Needs gpus(int count) {
    return new Needs(0, 0, count, 0, NO_PORTS, NO_PORTS);
  }

  static PolicyRequest service() {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        false);
  }

  static PolicyRequest run() {
    return new PolicyRequest(
        false,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        false);
  }

  static PolicyRequest service(PlacementStrategy... strategies) {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.copyOf(strategies),
        false);
  }

  static PolicyRequest service(PlacementConstraint... constraints) {
    return new PolicyRequest(
        true,
        false,
        LaunchType.EC2,
        ImmutableList.of(),
        ImmutableList.copyOf(constraints),
        ImmutableList.of(),
        false);
  }

  static PlacementPolicy policy(PolicyRequest request) {
    return new EcsPlacementEngine().policy(request);
  }

  static Launch launch(int group, PlacementPolicy policy, Needs needs) {
    return launch(group, policy, needs, 0);
  }

  static Launch launch(int group, PlacementPolicy policy, Needs needs, long luck) {
    return new Launch(
        group, policy, needs, ImmutableList.of(), ImmutableSortedSet.of(), () -> Stream.of(luck));
  }

  static Launch requiring(Launch launch, Attribute... attributes) {
    return new Launch(
        launch.group(),
        launch.policy(),
        launch.needs(),
        ImmutableList.copyOf(attributes),
        launch.zones(),
        launch.chance());
  }

  static Launch in(Launch launch, String... zones) {
    return new Launch(
        launch.group(),
        launch.policy(),
        launch.needs(),
        launch.requiredAttributes(),
        ImmutableSortedSet.copyOf(zones),
        launch.chance());
  }
}
