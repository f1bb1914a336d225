package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Laws at work on one simulation: each entry and each instant is looked at as it comes. */
public final class LawWatch {
  private final EcsSimulation simulation;
  private final Facts facts;
  private final List<Watched> followed = new ArrayList<>();
  private final List<Watched> instants = new ArrayList<>();
  private final List<Watched> eventual = new ArrayList<>();
  private final ByKind followedEntries = new ByKind();
  private final ByKind marks = new ByKind();
  private final Set<String> visited = new LinkedHashSet<>();

  private record Watched(Law law, Check check) {}

  /** Who wants to see entries, by their kind. */
  private static final class ByKind {
    private final List<List<Watched>> lists = new ArrayList<>();

    ByKind() {
      for (int kind = 0; kind < EntryKind.values().length; kind++) {
        lists.add(new ArrayList<>());
      }
    }

    void add(Watched watched) {
      watched.check.kinds().forEach(kind -> lists.get(kind.ordinal()).add(watched));
    }

    void remove(Watched watched) {
      lists.forEach(list -> list.remove(watched));
    }

    List<Watched> of(EntryKind kind) {
      return lists.get(kind.ordinal());
    }
  }

  private LawWatch(EcsSimulation simulation, Iterable<Law> laws) {
    this.simulation = simulation;
    this.facts = new Facts(simulation);
    for (Law law : laws) {
      Watched watched = new Watched(law, law.begin().apply(facts));
      switch (law.kind()) {
        case ALWAYS -> {
          followed.add(watched);
          followedEntries.add(watched);
          if (watched.check.looksAtInstants()) {
            instants.add(watched);
          }
        }
        case EVENTUALLY -> eventual.add(watched);
        case SOMETIMES -> marks.add(watched);
      }
    }
  }

  /** Watches a simulation for these laws, from now on. */
  public static LawWatch over(EcsSimulation simulation, Iterable<Law> laws) {
    LawWatch watch = new LawWatch(simulation, ImmutableList.copyOf(laws));
    simulation.observe((JournalEntry entry) -> watch.look(entry));
    simulation.observeInstants(watch::lookAtInstant);
    return watch;
  }

  /**
   * Demands what holds in the end, when faults have ended and there was time to recover.
   *
   * @throws LawBroken where something does not
   */
  public void end() {
    for (Watched watched : followed) {
      demand(watched, watched.check.end());
    }
    for (Watched watched : eventual) {
      demand(watched, watched.check.end());
    }
  }

  /** Returns the names of the laws of kind SOMETIMES that were met. */
  public ImmutableSet<String> visited() {
    return ImmutableSet.copyOf(visited);
  }

  private void look(JournalEntry entry) {
    facts.take(entry);
    List<Watched> following = followedEntries.of(entry.kind());
    for (int i = 0; i < following.size(); i++) {
      Watched watched = following.get(i);
      demand(watched, watched.check.entry(entry));
    }
    List<Watched> unvisited = marks.of(entry.kind());
    for (int i = unvisited.size() - 1; i >= 0; i--) {
      Watched mark = unvisited.get(i);
      if (!mark.check.entry(entry).isEmpty()) {
        visited.add(mark.law.name());
        marks.remove(mark);
      }
    }
  }

  private void lookAtInstant(Instant at) {
    facts.reach(at.toEpochMilli());
    for (int i = 0; i < instants.size(); i++) {
      Watched watched = instants.get(i);
      demand(watched, watched.check.instant(at.toEpochMilli()));
    }
    facts.endOfInstant();
  }

  private void demand(Watched watched, String wrong) {
    if (!wrong.isEmpty()) {
      throw new LawBroken(watched.law, wrong, simulation, "");
    }
  }
}
