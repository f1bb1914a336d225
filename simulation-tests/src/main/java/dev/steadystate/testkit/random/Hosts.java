package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.testkit.scenario.InstanceGroup;
import java.util.Optional;
import java.util.OptionalInt;

/** Draws container instances. */
final class Hosts {
  static final ImmutableList<String> ZONES =
      ImmutableList.of("us-east-1a", "us-east-1b", "us-east-1c");

  private final Luck luck;

  Hosts(Luck luck) {
    this.luck = luck;
  }

  /** Returns those of a cluster, as many as the dials allow. */
  ImmutableList<InstanceGroup> groups() {
    int count = luck.between(1, luck.dials().instances());
    return luck.oneIn(2) || count == 1
        ? ImmutableList.of(group(count))
        : ImmutableList.of(group(count - 1), group(1));
  }

  InstanceGroup group(int count) {
    boolean little = luck.has(Feature.LITTLE_ROOM, 2);
    return new InstanceGroup(
        Optional.empty(),
        count,
        luck.oneIn(2) ? Optional.of(luck.oneIn(2) ? "t2.small" : "m5.large") : Optional.empty(),
        little ? luck.between(1, 4) * 256 : 4096,
        little ? luck.between(1, 4) * 512 : 16384,
        ZONES.subList(0, luck.between(1, 3)),
        luck.oneIn(2)
            ? ImmutableMap.of("stack", luck.oneIn(2) ? "prod" : "test")
            : ImmutableMap.of(),
        luck.oneIn(4) ? OptionalInt.of(luck.between(2, 5)) : OptionalInt.empty(),
        0,
        luck.oneIn(8) ? ImmutableList.of(8080) : ImmutableList.of());
  }

  /** Returns room for everybody, as it comes when all is put right again. */
  static InstanceGroup plenty() {
    return new InstanceGroup(
        Optional.empty(),
        3,
        Optional.of("m5.24xlarge"),
        98304,
        393216,
        ZONES,
        ImmutableMap.of("stack", "prod"),
        OptionalInt.empty(),
        0,
        ImmutableList.of());
  }
}
