package dev.steadystate.core.fate;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Distribution;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the container of this name does in tasks that a rule matches. Start from {@link
 * Fates#container} and say more: each method returns another rule.
 *
 * @param exit when and how it exits by itself, if it does
 * @param health how its check answers from when on; before the first entry it passes
 * @param shutdown how long it takes to obey SIGTERM; absent, it waits for SIGKILL
 */
public record ContainerRule(
    String name,
    Optional<Exit> exit,
    ImmutableList<HealthFrom> health,
    Optional<Distribution> shutdown) {
  private static final Distribution AT_ONCE = Distribution.constant(Duration.ZERO);

  /** Refuses a container without a name. */
  public ContainerRule {
    checkArgument(!name.isEmpty(), "a container needs a name");
  }

  /**
   * An exit that nobody asked for.
   *
   * @param after counted from each start of the container
   * @param reason the container's {@code reason}, may be empty
   */
  public record Exit(Distribution after, int code, String reason) {
    /** Refuses what is no exit code. */
    public Exit {
      checkArgument(code >= 0 && code <= 255, "an exit code is from 0 to 255, but was %s", code);
    }
  }

  /** From then on, counted from each start of the container, its check behaves so. */
  public record HealthFrom(Distribution after, ContainerFate.Behaviour is) {}

  static ContainerRule named(String name) {
    return new ContainerRule(name, Optional.empty(), ImmutableList.of(), Optional.of(AT_ONCE));
  }

  /** Returns a rule by which it exits this long after each start. */
  public ContainerRule exits(Duration after, int code) {
    return exits(Distribution.constant(after), code);
  }

  /** Returns a rule by which it exits this long after each start. */
  public ContainerRule exits(Distribution after, int code) {
    return exits(after, code, "");
  }

  /** Returns a rule by which it exits with a reason, such as an OutOfMemoryError. */
  public ContainerRule exits(Distribution after, int code, String reason) {
    return new ContainerRule(name, Optional.of(new Exit(after, code, reason)), health, shutdown);
  }

  /** Returns a rule by which its health check also behaves so from then on. */
  public ContainerRule health(Duration after, ContainerFate.Behaviour is) {
    return health(Distribution.constant(after), is);
  }

  /** Returns a rule by which its health check also behaves so from then on. */
  public ContainerRule health(Distribution after, ContainerFate.Behaviour is) {
    ImmutableList<HealthFrom> more =
        ImmutableList.<HealthFrom>builder().addAll(health).add(new HealthFrom(after, is)).build();
    return new ContainerRule(name, exit, more, shutdown);
  }

  /** Returns a rule by which it takes so long to obey SIGTERM. */
  public ContainerRule shutdown(Duration length) {
    return shutdown(Distribution.constant(length));
  }

  /** Returns a rule by which it takes so long to obey SIGTERM. */
  public ContainerRule shutdown(Distribution length) {
    return new ContainerRule(name, exit, health, Optional.of(length));
  }

  /** Returns a rule by which it waits for SIGKILL. */
  public ContainerRule ignoresSigterm() {
    return new ContainerRule(name, exit, health, Optional.empty());
  }

  boolean isConstant() {
    return exit.map(Exit::after).map(Distribution::isConstant).orElse(true)
        && health.stream().map(HealthFrom::after).allMatch(Distribution::isConstant)
        && shutdown.map(Distribution::isConstant).orElse(true);
  }

  ContainerFate draw(Draws draws) {
    Draws own = draws.of("container " + name);
    ImmutableList.Builder<ContainerFate.HealthChange> changes = ImmutableList.builder();
    for (int i = 0; i < health.size(); i++) {
      HealthFrom from = health.get(i);
      changes.add(
          new ContainerFate.HealthChange(own.length("health " + i, from.after()), from.is()));
    }
    return new ContainerFate(
        exit.map(how -> own.length("exit", how.after())).orElse(ContainerFate.NEVER),
        exit.map(Exit::code).orElse(0),
        exit.map(Exit::reason).orElse(""),
        inOrderOfTime(changes.build()),
        shutdown.map(length -> own.length("shutdown", length)).orElse(ContainerFate.NEVER));
  }

  /** Drawn times may come out of order; of two at one time the later of the rule counts. */
  private static ImmutableList<ContainerFate.HealthChange> inOrderOfTime(
      ImmutableList<ContainerFate.HealthChange> changes) {
    return changes.stream()
        .sorted(Comparator.comparingLong(ContainerFate.HealthChange::after))
        .collect(toImmutableList());
  }
}
