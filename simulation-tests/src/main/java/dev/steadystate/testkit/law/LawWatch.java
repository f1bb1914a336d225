package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
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
  private final List<Watched> marks = new ArrayList<>();
  private final List<Watched> eventual = new ArrayList<>();
  private final Set<String> visited = new LinkedHashSet<>();

  private record Watched(Law law, Check check) {}

  private LawWatch(EcsSimulation simulation, Iterable<Law> laws) {
    this.simulation = simulation;
    this.facts = new Facts(simulation);
    for (Law law : laws) {
      Watched watched = new Watched(law, law.begin().apply(facts));
      (switch (law.kind()) {
            case ALWAYS -> followed;
            case EVENTUALLY -> eventual;
            case SOMETIMES -> marks;
          })
          .add(watched);
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
    for (int i = 0; i < followed.size(); i++) {
      Watched watched = followed.get(i);
      demand(watched, watched.check.entry(entry));
    }
    for (int i = marks.size() - 1; i >= 0; i--) {
      if (!marks.get(i).check.entry(entry).isEmpty()) {
        visited.add(marks.remove(i).law.name());
      }
    }
  }

  private void lookAtInstant(Instant at) {
    facts.reach(at.toEpochMilli());
    for (int i = 0; i < followed.size(); i++) {
      Watched watched = followed.get(i);
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
