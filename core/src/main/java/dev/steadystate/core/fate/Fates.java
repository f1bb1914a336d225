package dev.steadystate.core.fate;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.random.Distribution;
import java.time.Duration;

/**
 * Words to script how tasks turn out, for a test or a prompt.
 *
 * <pre>{@code
 * FateSource fates =
 *     Fates.of(
 *         Fates.rule().family("web").revision(2).share("0.3")
 *             .failsIn(PULL, "CannotPullContainerError: pull access denied"),
 *         Fates.rule().family("web")
 *             .container(Fates.container("app").exits(Fates.exponential(ofMinutes(10)), 1)));
 * }</pre>
 */
public final class Fates {
  private Fates() {}

  /** Returns the source in which the first rule that a task matches decides. */
  public static FateRules of(FateRule... rules) {
    return FateRules.of(ImmutableList.copyOf(rules));
  }

  /** Returns a rule for every task, by which all goes well. */
  public static FateRule rule() {
    return FateRule.allGoesWell();
  }

  /** Returns what the container of this name does: it runs, is healthy and obeys at once. */
  public static ContainerRule container(String name) {
    return ContainerRule.named(name);
  }

  /** Returns this length always. */
  public static Distribution constant(Duration length) {
    return Distribution.constant(length);
  }

  /** Returns each millisecond between two lengths, both included, equally often. */
  public static Distribution uniform(Duration shortest, Duration longest) {
    return Distribution.uniform(shortest, longest);
  }

  /** Returns lengths without memory. */
  public static Distribution exponential(Duration mean) {
    return Distribution.exponential(mean);
  }

  /** Returns lengths around a mean, never below zero. */
  public static Distribution normal(Duration mean, Duration deviation) {
    return Distribution.normal(mean, deviation);
  }
}
