package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;

/**
 * The laws of the whole scheduler.
 *
 * <pre>{@code
 * LawWatch watch = Laws.watch(ecs);   // from now on every instant is looked at
 * ecs.runFor(Duration.ofHours(1));    // throws LawBroken, with a report, where a law breaks
 * watch.end();                        // what must hold eventually holds now
 * }</pre>
 */
public final class Laws {
  private static final ImmutableList<Law> ALL =
      ImmutableList.<Law>builder()
          .add(
              TaskLaws.STATUSES,
              TaskLaws.REASONS,
              TaskLaws.TIMESTAMPS,
              PlacementLaws.ROOM,
              PlacementLaws.HOST,
              PlacementLaws.OPEN,
              PlacementLaws.CONSTRAINTS,
              PlacementLaws.BINDINGS,
              ServiceLaws.CEILING,
              ServiceLaws.MISSING,
              ServiceLaws.FLOOR,
              ServiceLaws.LAUNCHES,
              ServiceLaws.FAILURES,
              ServiceLaws.HEADCOUNT,
              TickLaws.STARTS,
              TickLaws.SURPLUS,
              TickLaws.SOURCES,
              TickLaws.DRAINING,
              TickLaws.BREAKER,
              TickLaws.TRIPPED,
              TickLaws.STEADY,
              CompletionLaws.COMPLETION,
              CompletionLaws.COMPLETED,
              AlarmLaws.FAILS,
              AlarmLaws.NO_OTHERS,
              CountLaws.DESIRED,
              CountLaws.KEPT,
              CountLaws.LEDGER,
              CountLaws.RESET,
              CountLaws.OVERTAKEN,
              ZoneLaws.BALANCED,
              TriggerLaws.UPDATES,
              RollbackLaws.LATEST,
              RollbackLaws.WHERE_ENABLED,
              RecordLaws.ENDS,
              RecordLaws.MOVES_ON,
              RecordLaws.REVISIONS,
              StuckLaws.SAYS_SO,
              StuckLaws.IS_SO,
              StuckLaws.PROTECTED,
              DaemonLaws.ALONE,
              DaemonLaws.LAST,
              DaemonLaws.EVERYWHERE,
              DaemonLaws.RESERVED,
              OrderLaws.SCALE_IN,
              OrderLaws.SPARED,
              HealthLaws.ROLL_UP,
              ReplacementLaws.STARTS,
              ReplacementLaws.STOPS,
              ReplacementLaws.PAIRS,
              ReplacementLaws.NEVER_HEALTHY,
              ReplacementLaws.REPLACED,
              ReplacementLaws.LONGEST_FIRST,
              ReplacementLaws.PARTED,
              ThrottleLaws.DELAYS,
              ThrottleLaws.RATE,
              ThrottleLaws.SHOWN,
              ToldLaws.TASKS,
              ToldLaws.PROTECTED,
              EventLaws.ORDER,
              EventLaws.WINDOW,
              EventLaws.REPEATS,
              EventLaws.WORDS,
              EventLaws.DEPLOYMENTS,
              EngineLaws.ACCOUNTS,
              EngineLaws.IDEMPOTENCE,
              RecoveryLaws.REST)
          .addAll(Marks.ALL)
          .build();

  private Laws() {}

  /** Returns every law of the scheduler: always, eventually and sometimes. */
  public static ImmutableList<Law> all() {
    return ALL;
  }

  /** Watches a simulation for all of them, from now on. */
  public static LawWatch watch(EcsSimulation simulation) {
    return LawWatch.over(simulation, ALL);
  }
}
