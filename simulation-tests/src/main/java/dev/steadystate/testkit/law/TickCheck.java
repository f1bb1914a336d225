package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.spi.ServiceView;

/**
 * A check of each service that something happened to, after each tick.
 *
 * @param situation where it has something to say
 */
record TickCheck(Situation situation, Look look) implements Check {
  /** Says what is wrong with a service whose health is up to the present. */
  interface Look {
    String at(Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted);
  }

  /** Returns a law about each service that is there and in this situation after a tick. */
  static Law law(String name, Situation situation, Look look) {
    return Law.watching(name, facts -> new TickCheck(situation, look));
  }

  @Override
  public ImmutableSet<EntryKind> kinds() {
    return ImmutableSet.of();
  }

  /** All such checks look at one service after the other, which is near then. */
  @Override
  public boolean looksAtInstants() {
    return false;
  }
}
