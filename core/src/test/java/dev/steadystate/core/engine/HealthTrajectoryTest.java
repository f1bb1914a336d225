package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.engine.HealthTrajectory.Verdict;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerFate.HealthChange;
import dev.steadystate.core.model.HealthCheck;
import dev.steadystate.core.model.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the verdict on a container changes, foretold and by running every check. */
class HealthTrajectoryTest {
  private static final long END = 4_000_000;

  /** Runs one check after the other, as TK-60 to TK-65 tell it. */
  private static List<Verdict> bySteps(HealthCheck check, List<HealthChange> script) {
    List<Verdict> changes = new ArrayList<>();
    HealthStatus status = HealthStatus.UNKNOWN;
    boolean passedOnce = false;
    int failures = 0;
    long begins = check.interval() * 1000L;
    while (begins <= END) {
      Behaviour is = Behaviour.PASSING;
      for (HealthChange change : script) {
        is = change.after() <= begins ? change.is() : is;
      }
      long ends = is == Behaviour.HANGING ? begins + check.timeout() * 1000L : begins;
      HealthStatus now = status;
      if (is == Behaviour.PASSING) {
        passedOnce = true;
        failures = 0;
        now = HealthStatus.HEALTHY;
      } else if (passedOnce || ends >= check.startPeriod() * 1000L) {
        failures++;
        now = failures >= check.retries() ? HealthStatus.UNHEALTHY : status;
      }
      if (now != status) {
        changes.add(new Verdict(ends, now));
        status = now;
      }
      begins = ends + check.interval() * 1000L;
    }
    return changes;
  }

  private static List<Verdict> foretold(HealthCheck check, ImmutableList<HealthChange> script) {
    List<Verdict> changes = new ArrayList<>();
    Verdict next = HealthTrajectory.nextAfter(0, check, script);
    while (next.exists()) {
      changes.add(next);
      next = HealthTrajectory.nextAfter(next.at(), check, script);
    }
    return changes;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  @Rule({"TK-60", "TK-61", "TK-62", "TK-63", "TK-64", "TK-65"})
  void foretellsWhatRunningEveryCheckFinds(long seed) {
    Random chance = new Random(seed);
    for (int i = 0; i < 250; i++) {
      HealthCheck check =
          new HealthCheck(
              5 + chance.nextInt(20),
              2 + chance.nextInt(20),
              1 + chance.nextInt(4),
              chance.nextInt(3) * chance.nextInt(100));
      List<HealthChange> script = new ArrayList<>();
      long at = 0;
      for (int n = chance.nextInt(6); n > 0; n--) {
        at += chance.nextInt(4) == 0 ? 5000 * chance.nextInt(4) : chance.nextInt(400_000);
        script.add(new HealthChange(at, Behaviour.values()[chance.nextInt(3)]));
      }

      assertThat(foretold(check, ImmutableList.copyOf(script)))
          .as("%s with %s", check, script)
          .isEqualTo(bySteps(check, script));
    }
  }

  @Test
  @Rule({"TX-6", "TK-63"})
  void isUnhealthyAfterThreeFailuresInARow() {
    ImmutableList<HealthChange> failing = ImmutableList.of(new HealthChange(0, Behaviour.FAILING));

    assertThat(foretold(HealthCheck.standard(), failing))
        .containsExactly(new Verdict(90_000, HealthStatus.UNHEALTHY));
  }
}
