package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The scenarios that come with the kit: each a lesson about the scheduler. */
public final class Scenarios {
  /** The names, simpler lessons first. */
  public static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "first-start",
          "crash-and-replacement",
          "scale-out-and-in",
          "rolling-update-in-place",
          "slow-release",
          "min-max-deadlock",
          "image-cannot-be-pulled",
          "crash-loop-after-running",
          "throttle-and-recovery",
          "full-cluster",
          "port-conflict",
          "breaker-and-rollback",
          "alarm-rolls-back",
          "unhealthy-task",
          "init-container",
          "protected-scale-in",
          "draining",
          "stuck-drain",
          "silent-agent",
          "zone-lost-in-mid-deployment",
          "zone-rebalancing",
          "daemon");

  private Scenarios() {}

  /** Returns the scenario of this name, such as {@code first-start}. */
  public static Scenario named(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "unknown scenario '" + name + "', expected one of " + NAMES);
    }
    try {
      return Scenario.parse(
          Resources.toByteArray(
              Resources.getResource("dev/steadystate/scenarios/" + name + ".yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
