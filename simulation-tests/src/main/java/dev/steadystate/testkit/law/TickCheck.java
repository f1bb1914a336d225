package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.journal.EntryKind;
import java.util.function.BiFunction;

/** A check of each service that something happened to, after each tick. */
record TickCheck(Facts facts, BiFunction<Facts, KnownService, String> wrong) implements Check {

  /** Returns a law about each service that is there after a tick. */
  static Law law(String name, BiFunction<Facts, KnownService, String> wrong) {
    return Law.watching(name, facts -> new TickCheck(facts, wrong));
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

  /** Looks at a service that is there, after a tick. */
  String service(KnownService service) {
    String found = wrong.apply(facts, service);
    return found.isEmpty() ? "" : service + ": " + found;
  }
}
