package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.deployment.Forecast.Knob;
import dev.steadystate.deployment.Forecast.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums of a rollout against rollouts on the stage, whose leaving tasks hold their places. */
class RolloutArithmeticTest {
  private static final int[] MINIMA = {0, 30, 50, 75, 100};
  private static final int[] MAXIMA = {100, 125, 150, 200};
  private static final int[] FREE = {0, 1, 3, RolloutArithmetic.PLENTY};

  private static RolloutArithmetic sums(int desired, int minimum, int maximum, int free) {
    return new RolloutArithmetic(desired, minimum, maximum, free, true, false);
  }

  @ParameterizedTest(name = "{0} wanted")
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void agreesWithEverySmallRollout(int desired) {
    for (int minimum : MINIMA) {
      for (int maximum : MAXIMA) {
        for (int free : FREE) {
          assertAgrees(sums(desired, minimum, maximum, free));
        }
      }
    }
  }

  private static void assertAgrees(RolloutArithmetic sums) {
    Stage stage = Stage.steady(sums.desired(), sums.minimumHealthyPercent(), sums.maximumPercent());
    stage.places =
        sums.free() == RolloutArithmetic.PLENTY ? sums.free() : sums.desired() + sums.free();
    stage.deploy();
    int lowest = sums.desired();
    int highest = sums.desired();
    int rounds = 0;
    while (rounds < 30) {
      stage.pass();
      lowest = Math.min(lowest, stage.healthy());
      highest = Math.max(highest, stage.occupying());
      if (stage.primary.rolloutState() == RolloutState.COMPLETED) {
        break;
      }
      rounds++;
      stage.everythingMoves();
    }

    Forecast forecast = sums.forecast();

    boolean finished = stage.primary.rolloutState() == RolloutState.COMPLETED;
    String what = sums + "\n" + stage;
    assertThat(forecast.outcome()).as(what).isEqualTo(finished ? Outcome.FINISHES : Outcome.BLOCKS);
    assertThat(forecast.lowestHealthy()).as(what).isEqualTo(lowest);
    assertThat(forecast.highestTasks()).as(what).isEqualTo(highest);
    if (finished) {
      assertThat(forecast.rounds()).as(what).hasValue(rounds);
    }
  }

  @ParameterizedTest(name = "{0} wanted")
  @ValueSource(ints = {1, 2, 3, 5})
  void namesTheSmallestChangesThatUnblock(int desired) {
    for (int minimum : MINIMA) {
      for (int maximum : MAXIMA) {
        for (int free : FREE) {
          RolloutArithmetic sums = sums(desired, minimum, maximum, free);
          Forecast forecast = sums.forecast();
          for (Forecast.Remedy remedy : forecast.remedies()) {
            int nearer = remedy.to() + Integer.signum(remedy.from() - remedy.to());
            assertThat(after(sums, remedy.knob(), remedy.to()).outcome())
                .as("%s after %s", sums, remedy)
                .isEqualTo(Outcome.FINISHES);
            assertThat(after(sums, remedy.knob(), nearer).outcome())
                .as("%s is blocked short of %s", sums, remedy)
                .isEqualTo(Outcome.BLOCKS);
          }
        }
      }
    }
  }

  private static Forecast after(RolloutArithmetic sums, Knob knob, int to) {
    int desired = sums.desired();
    int minimum = sums.minimumHealthyPercent();
    int maximum = sums.maximumPercent();
    int free = sums.free();
    RolloutArithmetic after =
        switch (knob) {
          case MINIMUM_HEALTHY_PERCENT -> sums(desired, to, maximum, free);
          case MAXIMUM_PERCENT -> sums(desired, minimum, to, free);
          case DESIRED_COUNT ->
              sums(
                  to,
                  minimum,
                  maximum,
                  free == RolloutArithmetic.PLENTY ? free : free + desired - to);
          case CAPACITY -> sums(desired, minimum, maximum, to);
        };
    return after.forecast();
  }

  @ParameterizedTest(name = "{0} at {1}/{2}, {3} free: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 100 | 100 | 3 |"
            + " minimumHealthyPercent 100 -> 50, maximumPercent 100 -> 150, desiredCount 2 -> 0",
        "1 | 100 | 150 | 2 |"
            + " minimumHealthyPercent 100 -> 0, maximumPercent 150 -> 200, desiredCount 1 -> 2",
        "3 | 100 | 125 | 0 | minimumHealthyPercent 100 -> 66, desiredCount 3 -> 0",
        "3 | 100 | 125 | 2 |"
            + " minimumHealthyPercent 100 -> 66, maximumPercent 125 -> 134, desiredCount 3 -> 4",
        "4 | 100 | 150 | 0 |"
            + " minimumHealthyPercent 100 -> 75, desiredCount 4 -> 3, free places 0 -> 1",
        "1 | 100 | 200 | 0 |"
            + " minimumHealthyPercent 100 -> 0, desiredCount 1 -> 0, free places 0 -> 1"
      })
  void namesEveryKindOfChangeThatUnblocks(
      int desired, int minimum, int maximum, int free, String remedies) {
    Forecast forecast = sums(desired, minimum, maximum, free).forecast();

    assertThat(forecast.outcome()).isEqualTo(Outcome.BLOCKS);
    assertThat(String.join(", ", forecast.remedies().stream().map(Object::toString).toList()))
        .isEqualTo(remedies);
  }

  @Test
  @Rule("EV-11")
  void saysWhichPlaceIsMissing() {
    assertThat(sums(4, 100, 150, 0).forecast().obstacle())
        .isEqualTo(
            "no place for one more task, and at least ceil(4 x 100%) = 4 of 4 tasks must stay"
                + " healthy, so that none may stop");
  }

  @Test
  @Rule("PL-19")
  void finishesSoonerWhereALeavingTaskFreesItsPlaceAtOnce() {
    RolloutArithmetic held = new RolloutArithmetic(4, 50, 200, 0, true, false);
    RolloutArithmetic freed = new RolloutArithmetic(4, 50, 200, 0, true, true);

    assertThat(held.forecast().rounds()).hasValue(4);
    assertThat(freed.forecast().rounds()).hasValue(2);
    assertThat(freed.forecast().highestTasks()).isEqualTo(6);
  }

  @Test
  @Rule("SS-5")
  void startsAtOnceWhereLeavingTasksDoNotCountAgainstTheCeiling() {
    RolloutArithmetic uncounted =
        new RolloutArithmetic(4, 50, 100, RolloutArithmetic.PLENTY, false, false);

    assertThat(uncounted.forecast().rounds()).hasValue(2);
    assertThat(uncounted.forecast().highestTasks()).isEqualTo(4);
  }

  @Test
  void refusesCountsBelowZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> sums(-1, 50, 100, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> sums(1, 50, 100, -1));
  }
}
