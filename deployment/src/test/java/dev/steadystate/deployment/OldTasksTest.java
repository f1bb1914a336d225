package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.spi.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the tasks of older deployments while a new one rolls out. */
class OldTasksTest {
  private Stage stage;
  private FakeDeployment a;
  private FakeDeployment b;
  private FakeDeployment c;
  private FakeDeployment d;

  /** A completed and has tasks 1 and 2, B and C were overtaken with 3 and 4, and 5 and 6. */
  @BeforeEach
  void givenTwoOvertakenDeployments() {
    stage = Stage.steady(2, 100, 200);
    a = stage.primary;
    b = stage.deploy();
    stage.given(b, 2, Condition.HEALTHY);
    c = stage.deploy();
    stage.given(c, 2, Condition.HEALTHY);
    stage.desiredCount = 6;
    d = stage.deploy();
  }

  private String shares() {
    return "A " + a.desiredCount() + ", B " + b.desiredCount() + ", C " + c.desiredCount();
  }

  @Test
  @Rule({"DEP-46", "DEP-48", "DEP-49"})
  void thoseOfTheOldestDeploymentThatNeverCompletedGoFirst() {
    stage.given(d, 1, Condition.HEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 B", "start 5 D");
    assertThat(shares()).isEqualTo("A 2, B 1, C 2");
    stage.become(stage.task(8), Condition.HEALTHY);
    stage.become(stage.task(9), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 B", "stop 1 C");
    assertThat(shares()).isEqualTo("A 2, B 0, C 1");
    stage.become(stage.task(10), Condition.HEALTHY);
    stage.become(stage.task(11), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A", "stop 1 C");
    assertThat(shares()).isEqualTo("A 1, B 0, C 0");
  }

  @Test
  @Rule({"DEP-48", "DEP-49", "DEP-19"})
  void anUnhealthyOneGoesBeforeThemAndItsShareGoesToWhereTheTasksAre() {
    stage.given(d, 1, Condition.HEALTHY);
    stage.become(stage.task(1), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("stop 1 A", "start 5 D");
    assertThat(stage.task(1).condition()).isEqualTo(Condition.LEAVING);
    assertThat(shares()).isEqualTo("A 1, B 2, C 2");
  }

  @Test
  @Rule({"DEP-50", "DEP-62", "DEP-64"})
  void aLostOneOfAnOvertakenDeploymentIsNotReplacedButOneOfTheCompletedIs() {
    stage.crash(stage.task(1));
    stage.crash(stage.task(3));

    assertThat(stage.pass()).containsExactly("start 1 A", "start 6 D");
    assertThat(shares()).as("what ran when D began").isEqualTo("A 2, B 1, C 2");
    stage.crash(stage.task(2));
    stage.crash(stage.task(4));
    assertThat(stage.pass()).containsExactly("start 1 A");
    assertThat(shares()).isEqualTo("A 2, B 0, C 2");
  }

  @Test
  @Rule({"DEP-59", "DEP-64", "DEP-58"})
  void anUnhealthyOneIsReplacedInKindUnlessItsDeploymentWasOvertaken() {
    stage.become(stage.task(3), Condition.UNHEALTHY);
    stage.become(stage.task(2), Condition.UNHEALTHY);

    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones", "start 5 D");
    assertThat(stage.task(7).replaces()).isSameAs(stage.task(2));
    stage.become(stage.task(7), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(stage.task(2).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(3).condition()).isEqualTo(Condition.UNHEALTHY);
  }

  @Test
  @Rule({"DEP-48", "SS-61"})
  void oneThatIsTooManyAndUnhealthyIsNotReplacedUnlessProtectionKeepsIt() {
    stage.given(d, 1, Condition.HEALTHY);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.task(1).isProtected = true;

    assertThat(stage.pass())
        .as("the floor needs the others")
        .containsExactly("start 1 A to replace unhealthy ones", "start 4 D");
    assertThat(stage.task(8).replaces()).isSameAs(stage.task(1));
  }

  @Test
  @Rule({"DEP-48", "DEP-58"})
  void anUnhealthyOneOfAnOvertakenDeploymentGoesInsteadOfOneThatIsReplaced() {
    stage.given(d, 1, Condition.HEALTHY);
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.become(stage.task(3), Condition.UNHEALTHY);

    assertThat(stage.pass())
        .containsExactly("start 1 A to replace unhealthy ones", "stop 1 B", "start 4 D");
  }

  @Test
  @Rule({"DEP-60", "DEP-67"})
  void aGreaterDesiredCountRaisesWhatTheNewestCompletedOneKeeps() {
    stage.given(d, 2, Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 2 B", "start 4 D");
    assertThat(shares()).isEqualTo("A 2, B 0, C 2");
    stage.everythingLeaves();
    stage.desiredCount = 9;

    // Two new ones are healthy, so the floor of nine needs seven old ones.
    assertThat(stage.pass()).containsExactly("start 3 A", "start 3 D");
    assertThat(shares()).isEqualTo("A 5, B 0, C 2");
    stage.pass();
    assertThat(shares()).as("it does not rise again").isEqualTo("A 5, B 0, C 2");
  }

  @Test
  @Rule("DEP-98")
  void allKeepRunningWhileTheNewDeploymentHasFailed() {
    stage.given(d, 1, Condition.HEALTHY);
    d.rolloutState = RolloutState.FAILED;

    assertThat(stage.pass()).isEmpty();
    assertThat(shares()).isEqualTo("A 2, B 2, C 2");
  }

  @Test
  @Rule({"DEP-45", "DEP-46"})
  void onlyThoseThatRanWhenTheDeploymentBeganAreKept() {
    stage = Stage.steady(2, 100, 200);
    a = stage.primary;
    stage.given(a, 4, Condition.STARTING);
    stage.become(stage.task(3), Condition.SETTLING);
    stage.now += 1000;
    stage.become(stage.task(4), Condition.SETTLING);
    stage.desiredCount = 6;
    stage.deploy();
    stage.now += 1000;
    stage.become(stage.task(5), Condition.SETTLING);

    // Task 3 ran before and task 4 in the instant in which it began; task 5 came later.
    assertThat(stage.pass()).containsExactly("stop 2 A", "start 6 B");
    assertThat(stage.task(5).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(6).condition()).isEqualTo(Condition.LEAVING);
    assertThat(a.desiredCount()).isEqualTo(4);
    assertThat(stage.stopReasons.get(5)).hasToString("SCALING");
  }

  @Test
  @Rule({"DEP-45", "SS-61"})
  void aProtectedOneThatDoesNotRunYetStaysButIsNotKept() {
    stage = Stage.steady(2, 100, 200);
    a = stage.primary;
    stage.given(a, 2, Condition.STARTING);
    stage.task(3).isProtected = true;
    stage.desiredCount = 4;
    stage.deploy();

    assertThat(stage.pass()).containsExactly("stop 1 A", "start 4 B");
    assertThat(stage.task(3).condition()).isEqualTo(Condition.STARTING);
    assertThat(a.desiredCount()).isEqualTo(2);
  }

  @Test
  @Rule({"DEP-45", "DEP-46", "SS-32"})
  void anUnhealthyOneAndItsReplacementAreKeptAsOneTask() {
    stage = Stage.steady(3, 100, 200);
    a = stage.primary;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    stage.pass();
    stage.become(stage.task(4), Condition.SETTLING);
    stage.now += 1000;
    stage.deploy();

    assertThat(stage.pass()).containsExactly("start 2 B");
    assertThat(a.desiredCount()).isEqualTo(3);
    stage.become(stage.task(4), Condition.HEALTHY);
    assertThat(stage.pass()).containsExactly("stop 1 A");
    assertThat(a.desiredCount()).isEqualTo(3);
  }

  @Test
  @Rule({"DEP-45", "DEP-59"})
  void aReplacementThatDoesNotRunYetIsStoppedAndAnotherStartsInKind() {
    stage = Stage.steady(3, 100, 200);
    a = stage.primary;
    stage.become(stage.task(1), Condition.UNHEALTHY);
    assertThat(stage.pass()).containsExactly("start 1 A to replace unhealthy ones");
    stage.deploy();
    stage.now += 1000;

    assertThat(stage.pass())
        .containsExactly("start 1 A to replace unhealthy ones", "stop 1 A", "start 1 B");
    assertThat(stage.task(4).condition()).isEqualTo(Condition.LEAVING);
    assertThat(stage.task(5).replaces()).isSameAs(stage.task(1));
    assertThat(a.desiredCount()).isEqualTo(3);
  }
}
