package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.StopCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** How long launches wait after others failed (SS-81 to SS-90). */
final class ThrottleLaws {
  static final Law DELAYS =
      Law.watching(
          "launches wait as the failed rounds before them demand, no less and no longer"
              + " (SS-81 to SS-88)",
          facts -> new Delays(facts));

  private ThrottleLaws() {}

  /** The failed rounds in a row of one deployment, counted from the journal. */
  private static final class Rounds {
    /** Rounds that failed, by the time of their launches: each counts once. */
    final Set<Long> failed = new TreeSet<>();

    int inARow;
    long launchesFrom = KnownTask.NEVER;

    void reset() {
      inARow = 0;
      launchesFrom = KnownTask.NEVER;
    }

    /** Returns whether this failure makes launches wait. */
    boolean fails(long round, long noticed, long freeRetry, Parameters.Throttle rule) {
      if (!failed.add(round)) {
        return false;
      }
      inARow++;
      if (inARow <= rule.freeFailures()) {
        launchesFrom = Math.max(launchesFrom, freeRetry);
        return false;
      }
      launchesFrom = noticed + delay(inARow - rule.freeFailures() - 1, rule);
      return true;
    }

    private static long delay(int exponent, Parameters.Throttle rule) {
      BigDecimal longest = BigDecimal.valueOf(rule.maxDelay());
      BigDecimal multiplier = BigDecimal.valueOf(rule.multiplierThousandths(), 3);
      BigDecimal delay = BigDecimal.valueOf(rule.baseDelay());
      for (int i = 0; i < exponent && delay.compareTo(longest) < 0; i++) {
        delay = delay.multiply(multiplier);
      }
      return delay.min(longest).setScale(0, RoundingMode.FLOOR).longValueExact();
    }
  }

  static final class Delays implements Check {
    private final Facts facts;
    private final Map<KnownDeployment, Rounds> rounds = new HashMap<>();

    /** Tasks that failed to start and that no tick has seen yet. */
    private final List<KnownTask> unseen = new ArrayList<>();

    // What this instant brought.
    private final List<KnownTask> started = new ArrayList<>();
    private final List<KnownDeployment> refused = new ArrayList<>();
    private final Map<KnownDeployment, String> told = new LinkedHashMap<>();

    Delays(Facts facts) {
      this.facts = facts;
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownTask task = facts.subject();
      switch (entry.kind()) {
        case TASK_STARTED -> {
          if (task != null && task.deployment != null) {
            started.add(task);
          }
        }
        case TASK_STATUS -> {
          if (task != null && task.deployment != null && task.startedAt == entry.at()) {
            of(task.deployment).reset();
          }
        }
        case TASK_STOPPED -> {
          if (task != null && failedToStart(task)) {
            unseen.add(task);
          }
        }
        case LAUNCH_REFUSED -> refused.add(deploymentOf(entry));
        case LAUNCHES_DELAYED -> told.put(deploymentOf(entry), entry.text());
        case DEPLOYMENT -> {
          if (entry.text().startsWith("created with ")
              || entry.text().equals("is rolled back to")) {
            of(deploymentOf(entry)).reset();
          }
        }
        default -> {
          // It says nothing of launches.
        }
      }
      return "";
    }

    private static boolean failedToStart(KnownTask task) {
      return task.deployment != null
          && task.startedAt == KnownTask.NEVER
          && (task.stopCode == StopCode.TASK_FAILED_TO_START
              || task.stopCode == StopCode.ESSENTIAL_CONTAINER_EXITED);
    }

    private KnownDeployment deploymentOf(JournalEntry entry) {
      return Objects.requireNonNull(facts.deploymentOf(entry));
    }

    /** Returns the earliest next launch. */
    long launchesFrom(KnownDeployment deployment) {
      return of(deployment).launchesFrom;
    }

    private Rounds of(KnownDeployment deployment) {
      return rounds.computeIfAbsent(deployment, any -> new Rounds());
    }

    @Override
    public String instant(long at) {
      String wrong = facts.isTick() ? tick(at) : "";
      started.clear();
      refused.clear();
      told.clear();
      return wrong;
    }

    private String tick(long at) {
      Parameters.Throttle rule = facts.simulation().parameters().throttle();
      Map<KnownDeployment, Long> engaged = new LinkedHashMap<>();
      for (KnownTask task : unseen) {
        KnownDeployment deployment = task.deployment;
        if (deployment != null && of(deployment).fails(task.createdAt, at, KnownTask.NEVER, rule)) {
          engaged.put(deployment, of(deployment).launchesFrom);
        }
      }
      unseen.clear();
      for (KnownTask task : started) {
        KnownDeployment deployment = task.deployment;
        if (deployment != null
            && of(deployment).launchesFrom > at
            && !task.why.startsWith("zones are out of balance")) {
          return task + " was launched before " + ms(of(deployment).launchesFrom);
        }
      }
      for (KnownDeployment deployment : refused) {
        long next = at + facts.simulation().parameters().reconcileInterval();
        if (of(deployment).fails(at, at, next, rule)) {
          engaged.put(deployment, of(deployment).launchesFrom);
        }
      }
      return compare(at, engaged);
    }

    /** Of those that launch no more nobody needs to say that they wait. */
    private String compare(long at, Map<KnownDeployment, Long> engaged) {
      for (Map.Entry<KnownDeployment, Long> each : engaged.entrySet()) {
        KnownDeployment deployment = each.getKey();
        boolean launches = deployment.rollout != RolloutState.FAILED && launchesStill(deployment);
        String said = told.remove(deployment);
        String expected = "no launch for " + (each.getValue() - at + 999) / 1000 + " s";
        if (said == null ? launches : !said.equals(expected)) {
          return deployment + " should say \"" + expected + "\", but says \"" + said + "\"";
        }
      }
      return told.isEmpty() ? "" : "nothing failed often enough to say " + told;
    }

    private boolean launchesStill(KnownDeployment deployment) {
      for (KnownService service : facts.services()) {
        if (service.isThere() && service.deployments.containsValue(deployment)) {
          return facts.isActive(service)
              && (service.primary == deployment || deployment.everCompleted);
        }
      }
      return false;
    }

    private static String ms(long at) {
      return java.time.Instant.ofEpochMilli(at).toString();
    }
  }
}
