package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ObjectArrays;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.EventKind;
import dev.steadystate.core.journal.EventMessage;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.spi.ServiceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Laws at work on one simulation: each entry and each instant is looked at as it comes. */
public final class LawWatch {
  private final EcsSimulation simulation;
  private final Facts facts;
  private final List<Watched> followed = new ArrayList<>();
  private final List<Watched> instants = new ArrayList<>();
  private final Ticking[][] ticks = new Ticking[Situation.values().length][0];
  private final List<Watched> eventual = new ArrayList<>();
  private final ByKind followedEntries = new ByKind();
  private final ByKind marks = new ByKind();
  private final Map<EventKind, String> eventMarks = new EnumMap<>(EventKind.class);
  private final Set<String> visited = new LinkedHashSet<>();

  private record Watched(Law law, Check check) {}

  private record Ticking(Law law, TickCheck.Look look) {}

  /** Who wants to see entries, by their kind. */
  private static final class ByKind {
    private final Watched[][] lists = new Watched[EntryKind.values().length][0];

    void add(Watched watched) {
      for (EntryKind kind : watched.check.kinds()) {
        lists[kind.ordinal()] = ObjectArrays.concat(lists[kind.ordinal()], watched);
      }
    }

    void remove(Watched watched) {
      for (int kind = 0; kind < lists.length; kind++) {
        lists[kind] =
            Arrays.stream(lists[kind]).filter(it -> !it.equals(watched)).toArray(Watched[]::new);
      }
    }

    Watched[] of(EntryKind kind) {
      return lists[kind.ordinal()];
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
          if (watched.check instanceof TickCheck check) {
            int situation = check.situation().ordinal();
            ticks[situation] =
                ObjectArrays.concat(ticks[situation], new Ticking(law, check.look()));
          } else if (watched.check.looksAtInstants()) {
            instants.add(watched);
          }
        }
        case EVENTUALLY -> eventual.add(watched);
        case SOMETIMES -> {
          if (watched.check instanceof EventMark mark) {
            eventMarks.put(mark.kind(), law.name());
          } else {
            marks.add(watched);
          }
        }
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
    for (Watched watched : followedEntries.of(entry.kind())) {
      demand(watched, watched.check.entry(entry));
    }
    if (entry.what() instanceof EventMessage event) {
      String mark = eventMarks.remove(event.kind());
      if (mark != null) {
        visited.add(mark);
      }
    }
    for (Watched mark : marks.of(entry.kind())) {
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
    if (facts.moment().isTick()) {
      List<KnownService> awake = facts.awake();
      for (int i = 0; i < awake.size(); i++) {
        if (awake.get(i).isThere()) {
          lookAfterTick(awake.get(i));
        }
      }
    }
    facts.endOfInstant();
  }

  private void lookAfterTick(KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null) {
      return;
    }
    facts.settle(service);
    ServiceView wanted = facts.wanted(service);
    int left = Situation.of(facts, service, primary, wanted);
    while (left != 0) {
      for (Ticking ticking : ticks[Integer.numberOfTrailingZeros(left)]) {
        String wrong = ticking.look.at(facts, service, primary, wanted);
        if (!wrong.isEmpty()) {
          breaks(ticking.law, service + ": " + wrong);
        }
      }
      left &= left - 1;
    }
  }

  private void demand(Watched watched, String wrong) {
    if (!wrong.isEmpty()) {
      breaks(watched.law, wrong);
    }
  }

  private void breaks(Law law, String wrong) {
    throw new LawBroken(law, wrong, simulation, "");
  }
}
