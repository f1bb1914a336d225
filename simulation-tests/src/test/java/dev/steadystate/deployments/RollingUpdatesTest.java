package dev.steadystate.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.fate.StartFailure;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.PlacementStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rolling traces of 5.19: between two rounds every pending task becomes healthy. */
class RollingUpdatesTest {
  private static final int MAX_ROUNDS = 30;
  private static final String STUCK =
      "was unable to stop or start tasks during a deployment because of the service deployment"
          + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
          + " again.";

  @Test
  @Rule({"W5-2", "DEP-44", "DEP-46", "DEP-50"})
  void rollsFourTasksWithinFiftyAndHundredPercent() {
    assertTrace(
        4,
        50,
        100,
        """
        0 | 2 | 0 | 2 | 0 | 0 | 2 | 4
        1 | 0 | 2 | 2 | 2 | 0 | 0 | 4
        2 | 2 | 0 | 0 | 0 | 2 | 2 | 4
        3 | 0 | 2 | 0 | 2 | 2 | 0 | 4
        4 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-3", "DEP-51"})
  void startsAllAtOnceWithTwiceTheRoom() {
    assertTrace(
        4,
        100,
        200,
        """
        0 | 0 | 4 | 4 | 4 | 0 | 0 | 8
        1 | 4 | 0 | 0 | 0 | 4 | 4 | 8
        2 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-4", "DEP-37", "DEP-38"})
  void waitsWithTheSecondBatchForTheEndOfDraining() {
    assertTrace(
        4,
        100,
        150,
        """
        0 | 0 | 2 | 4 | 2 | 0 | 0 | 6
        1 | 2 | 0 | 2 | 0 | 2 | 2 | 6
        2 | 0 | 2 | 2 | 2 | 2 | 0 | 6
        3 | 2 | 0 | 0 | 0 | 4 | 2 | 6
        4 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-5", "DEP-32", "DEP-33"})
  void rollsOneByOneWithinSeventyFiveAndHundredTwentyFivePercent() {
    assertTrace(
        4,
        75,
        125,
        """
        0 | 1 | 1 | 3 | 1 | 0 | 1 | 5
        1 | 1 | 1 | 2 | 1 | 1 | 1 | 5
        2 | 1 | 1 | 1 | 1 | 2 | 1 | 5
        3 | 1 | 1 | 0 | 1 | 3 | 1 | 5
        4 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-6", "DEP-47"})
  void stopsAndStartsInOneRound() {
    assertTrace(
        4,
        50,
        200,
        """
        0 | 2 | 4 | 2 | 4 | 0 | 2 | 8
        1 | 2 | 0 | 0 | 0 | 4 | 2 | 6
        2 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-7", "DEP-55"})
  void stopsAllFirstWithoutAFloor() {
    assertTrace(
        4,
        0,
        100,
        """
        0 | 4 | 0 | 0 | 0 | 0 | 4 | 4
        1 | 0 | 4 | 0 | 4 | 0 | 0 | 4
        2 | completed | 0 | 0 | 4 | 0 | 4
        """);
  }

  @Test
  @Rule({"W5-8", "DEP-55"})
  void replacesASingleTask() {
    assertTrace(
        1,
        100,
        200,
        """
        0 | 0 | 1 | 1 | 1 | 0 | 0 | 2
        1 | 1 | 0 | 0 | 0 | 1 | 1 | 2
        2 | completed | 0 | 0 | 1 | 0 | 1
        """);
    assertTrace(
        1,
        0,
        100,
        """
        0 | 1 | 0 | 0 | 0 | 0 | 1 | 1
        1 | 0 | 1 | 0 | 1 | 0 | 0 | 1
        2 | completed | 0 | 0 | 1 | 0 | 1
        """);
  }

  @Test
  @Rule({"W5-9", "DEP-34"})
  void rollsFiveTasksWithinSixtyAndHundredFortyPercent() {
    assertTrace(
        5,
        60,
        140,
        """
        0 | 2 | 2 | 3 | 2 | 0 | 2 | 7
        1 | 2 | 2 | 1 | 2 | 2 | 2 | 7
        2 | 1 | 1 | 0 | 1 | 4 | 1 | 6
        3 | completed | 0 | 0 | 5 | 0 | 5
        """);
  }

  @Test
  @Rule("W5-10")
  void rollsTenTasksOneByOneWithinNinetyAndHundredTenPercent() {
    List<String> rows = trace(Web.steady(10, 90, 110));

    assertThat(rows).hasSize(11);
    assertThat(rows.subList(0, 10)).allMatch(row -> row.contains(" | 1 | 1 | "));
    assertThat(rows.subList(0, 10)).allMatch(row -> row.endsWith("| 11"));
    assertThat(rows.get(10)).isEqualTo("10 | completed | 0 | 0 | 10 | 0 | 10");
  }

  @Test
  @Rule({"W5-1", "DEP-43"})
  void completesAtOnceWhenNothingIsWanted() {
    assertTrace(0, 100, 200, "0 | completed | 0 | 0 | 0 | 0 | 0\n");
  }

  @ParameterizedTest(name = "{0} wanted at {1}/{2} percent")
  @CsvSource({"1, 50, 100", "2, 75, 100", "3, 100, 125"})
  @Rule({"W5-1", "W5-8", "DEP-53", "DEP-54", "DEP-66", "EV-21", "EX-9"})
  void isStuckUntilThePercentsChange(int desired, int minimum, int maximum) {
    Web web = Web.steady(desired, minimum, maximum);
    web.deploy(2);
    web.tick();

    assertThat(web.news()).containsExactly(STUCK);
    web.after(6 * 3600 - 10);
    assertThat(web.news()).isEmpty();
    web.after(10);
    assertThat(web.news()).containsExactly(STUCK);
    assertThat(web.deployment("B").rolloutState()).hasToString("IN_PROGRESS");
    assertThat(web.deployment("B").failedTasks()).isZero();

    web.update(Web.update().withMaximumPercent(200));
    web.after(10);

    assertThat(web.news().get(0)).startsWith("has started " + desired + " tasks");
    web.ecs.runUntilSteady();
    assertThat(web.census()).isEqualTo("web:2 " + desired);
  }

  @Test
  @Rule({"W5-11", "SS-12", "DEP-24"})
  void takesFiftyOneSecondsWithoutHealthChecks() {
    Parameters parameters = Web.COMMON.with("pull", "10s").with("reconcileInterval", "0");
    Web web = Web.with(parameters, Duration.ofSeconds(1)).create(Web.service(2, 100, 200));
    long start = web.now();
    web.deploy(2);

    web.after(60);

    assertThat(web.timedNews())
        .containsExactly(
            start + " has started 2 tasks: (task 3) (task 4).",
            start + 50 + " has stopped 2 running tasks: (task 1) (task 2).",
            start + 51 + " (deployment B) deployment completed.",
            start + 51 + " has reached a steady state.");
  }

  @Test
  @Rule({"W5-24", "DEP-60", "DEP-67"})
  void scalesOutBothRevisionsWhileTheNewOneFails() {
    Web web =
        Web.brisk(
            Fates.rule()
                .family("web")
                .revision(2)
                .pull(Duration.ofMinutes(10))
                .failsIn(StartFailure.Stage.PULL, "CannotPullContainerError: no such image"));
    web.create(Web.service(4, 100, 200));
    web.deploy(2);
    web.tick();

    web.desire(6);
    web.after(10);

    assertThat(web.news())
        .containsExactly(
            "has started 4 tasks: (task 5) (task 6) (task 7) (task 8).",
            "has started 2 tasks: (task 9) (task 10).",
            "has started 2 tasks: (task 11) (task 12).");
    assertThat(web.census()).isEqualTo("web:1 6, web:2 6");
    assertThat(web.deployment("A").desiredCount()).isEqualTo(6);
  }

  @Test
  @Rule({"W5-25", "DEP-59", "DEP-50", "SS-10"})
  void replacesALostOldTaskInKind() {
    // i-1 hosts nothing: spread puts one old task on each of i-2 to i-5.
    Web web = Web.brisk(Fates.rule().family("web").revision(2).pull(Duration.ofMinutes(5)));
    for (int i = 2; i <= 4; i++) {
      web.ecs.registerContainerInstance(Web.large("i-" + i));
    }
    web.create(
        Web.service(4, 100, 200).withPlacementStrategy(PlacementStrategy.spread("instanceId")));
    web.deploy(2);
    web.tick();
    assertThat(web.row()).isEqualTo("4 | 4 | 0 | 0 | 8");

    String lost = web.ecs.task("web/1").ec2InstanceId();
    web.ecs.inject(new Fault.InstanceLost(lost));
    web.after(10);

    assertThat(web.census()).isEqualTo("web:1 4, web:2 4");
    assertThat(web.live())
        .filteredOn(task -> task.launchNumber() > 8)
        .extracting(task -> task.taskDefinition())
        .containsExactlyInAnyOrder("web:1", "web:2");
  }

  @Test
  @Rule({"DEP-68", "DEP-67"})
  void stopsPendingNewTasksFirstWhenScaledInWhileDeploying() {
    Web web = Web.brisk(Fates.rule().family("web").revision(2).pull(Duration.ofSeconds(30)));
    web.create(Web.service(4, 100, 200));
    web.deploy(2);
    web.tick();

    web.desire(2);
    web.tick();

    assertThat(web.news())
        .containsExactly(
            "has started 4 tasks: (task 5) (task 6) (task 7) (task 8).",
            "has stopped 2 running tasks: (task 3) (task 4).",
            "stopped 2 pending tasks.");
  }

  @Test
  @Rule({"DEP-72", "EO-2", "EO-6", "DEP-167"})
  void tellsOfARolloutInTheOrderOfEcs() {
    Web web = Web.steady(2, 100, 200);
    web.deploy(2);

    web.ecs.runUntilSteady();

    assertThat(web.news())
        .containsExactly(
            "has started 2 tasks: (task 3) (task 4).",
            "has stopped 2 running tasks: (task 1) (task 2).",
            "(deployment B) deployment completed.",
            "has reached a steady state.");
  }

  @Test
  @Rule("DEP-42")
  void startsAllTasksOfANewServiceAtOnceWhateverTheCeiling() {
    Web web = Web.brisk();

    web.create(Web.service(4, 50, 100));

    assertThat(web.tasks()).hasSize(4).allMatch(task -> task.createdAt().equals(Web.START));
  }

  private static void assertTrace(int desired, int minimum, int maximum, String table) {
    List<String> expected = new ArrayList<>();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(table)) {
      expected.add(Joiner.on(" | ").join(Splitter.on('|').trimResults().split(line)));
    }
    assertThat(trace(Web.steady(desired, minimum, maximum))).containsExactlyElementsOf(expected);
  }

  /** Rolls revision 2 out and returns the rows {@code round | stop old | start new | old | …}. */
  private static List<String> trace(Web web) {
    web.deploy(2);
    web.tick();
    List<String> rows = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ImmutableList<String> news = web.news();
      if (news.contains("(deployment B) deployment completed.")) {
        rows.add(round + " | completed | " + web.row());
        return rows;
      }
      rows.add(
          round
              + " | "
              + count(news, "has stopped ")
              + " | "
              + count(news, "has started ")
              + " | "
              + web.row());
      web.after(10);
    }
    return rows;
  }

  private static String count(ImmutableList<String> news, String words) {
    for (String event : news) {
      if (event.startsWith(words)) {
        return Splitter.on(' ').splitToList(event).get(2);
      }
    }
    return "0";
  }
}
