package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.JournalEntry;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that holds for a simulation whatever it goes through, with a name that says it.
 *
 * <pre>{@code
 * Law.always("web never has more than six tasks", ecs -> ecs.service("web").runningCount() <= 6)
 * Law.eventually("web is steady", EcsSimulation::isSteady)
 * Law.sometimes("a rollback", entry -> entry.text().contains("rolling back"))
 * }</pre>
 *
 * @param name a sentence about ECS, or for {@link Kind#SOMETIMES} what is visited
 * @param begin begins to watch one simulation
 */
public record Law(String name, Kind kind, Function<Facts, Check> begin) {
  /** When a law holds. */
  public enum Kind {
    /** At each instant. */
    ALWAYS,
    /** At the end, once nothing has gone wrong for long. */
    EVENTUALLY,
    /** In some of many runs: it keeps the others honest. */
    SOMETIMES
  }

  /** Returns the law that the condition holds at the end of each instant. */
  public static Law always(String name, Predicate<EcsSimulation> condition) {
    return watching(
        name,
        facts ->
            new Check() {
              @Override
              public String instant(long at) {
                return condition.test(facts.simulation()) ? "" : "it does not hold";
              }
            });
  }

  /** Returns the law that the condition holds in the end. */
  public static Law eventually(String name, Predicate<EcsSimulation> condition) {
    return new Law(
        name,
        Kind.EVENTUALLY,
        facts ->
            new Check() {
              @Override
              public String end() {
                return condition.test(facts.simulation()) ? "" : "it does not hold";
              }
            });
  }

  /** Returns the mark that an entry like this is written in some run. */
  public static Law sometimes(String name, Predicate<JournalEntry> visited) {
    return new Law(
        name,
        Kind.SOMETIMES,
        facts ->
            new Check() {
              @Override
              public String entry(JournalEntry entry) {
                return visited.test(entry) ? name : "";
              }
            });
  }

  /** Returns the mark that an entry of this kind is written, and is like this. */
  static Law sometimes(String name, EntryKind kind, Predicate<JournalEntry> visited) {
    return new Law(
        name,
        Kind.SOMETIMES,
        facts ->
            new EntryCheck(
                ImmutableSet.of(kind), facts, (any, entry) -> visited.test(entry) ? name : ""));
  }

  /** Returns the mark that a service says this. */
  static Law sometimes(String name, EventKind kind) {
    return new Law(name, Kind.SOMETIMES, facts -> new EventMark(kind));
  }

  /** Returns a law that follows the run entry by entry. */
  public static Law watching(String name, Function<Facts, Check> begin) {
    return new Law(name, Kind.ALWAYS, begin);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + ": " + name;
  }
}
