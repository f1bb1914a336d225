package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.Durations;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * How tasks of a revision turn out from now on; tasks that were launched before are not touched.
 *
 * <pre>{@code
 * fate("web:2").crashes("30s")
 * }</pre>
 */
public final class FateOf {
  private static final String NO_SUCH_IMAGE =
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): image not found";

  private final World world;
  private final String definition;
  private final String container;
  private final StringJoiner said;
  private FateRule rule;

  FateOf(World world, String definition, String container, FateRule rule) {
    this.world = world;
    this.definition = definition;
    this.container = container;
    this.rule = rule;
    this.said = new StringJoiner(", ");
    said.setEmptyValue("well");
    world.decree(rule);
  }

  /** Lets its container exit with code 1, so long after it started. */
  public FateOf crashes(String after) {
    return container(it -> it.exits(Durations.parse(after), 1), "exits with 1 after " + after);
  }

  /** Lets its container fail each health check. */
  public FateOf unhealthy() {
    return unhealthy("0s");
  }

  /** Lets its container fail each health check from so long after its start. */
  public FateOf unhealthy(String after) {
    return container(
        it -> it.health(Durations.parse(after), Behaviour.FAILING), "unhealthy after " + after);
  }

  /** Lets its container ignore SIGTERM, so that it ends with SIGKILL. */
  public FateOf ignoresSigterm() {
    return container(it -> it.ignoresSigterm(), "ignores SIGTERM");
  }

  /** Lets the pull of its image take so long. */
  public FateOf slow(String pull) {
    return with(rule.pull(Durations.parse(pull)), "pulled in " + pull);
  }

  /** Lets the pull of its image fail. */
  public FateOf cannotPull() {
    return with(rule.failsIn(StartFailure.Stage.PULL, NO_SUCH_IMAGE), "its image cannot be pulled");
  }

  /** Lets all this befall a share of its tasks only, such as 0.3. */
  public FateOf share(double share) {
    return with(rule.share(Double.toString(share)), "a share of " + share);
  }

  private FateOf container(UnaryOperator<ContainerRule> change, String words) {
    ContainerRule before =
        rule.containers().isEmpty() ? Fates.container(container) : rule.containers().get(0);
    FateRule without =
        new FateRule(rule.match(), rule.share(), rule.stages(), rule.failure(), ImmutableList.of());
    return with(without.container(change.apply(before)), words);
  }

  private FateOf with(FateRule newRule, String words) {
    rule = newRule;
    world.decree(rule);
    said.add(words);
    return this;
  }

  @Override
  public String toString() {
    return "tasks of " + definition + " launched from now on: " + said;
  }
}
