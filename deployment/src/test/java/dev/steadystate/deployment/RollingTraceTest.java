package dev.steadystate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rolling traces of DEP-44 to DEP-55: between two rounds every pending task becomes healthy and
 * every leaving one disappears.
 */
class RollingTraceTest {
  private static final int MAX_ROUNDS = 30;

  @Test // W5-2
  void rollsFourTasksWithinFiftyAndHundredPercent() {
    assertTrace(
        4,
        50,
        100,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 2        | 0         | 2   | 0     | 0     | 2       | 4
        1     | 0        | 2         | 2   | 2     | 0     | 0       | 4
        2     | 2        | 0         | 0   | 0     | 2     | 2       | 4
        3     | 0        | 2         | 0   | 2     | 2     | 0       | 4
        4     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-3
  void startsAllAtOnceWithTwiceTheRoom() {
    assertTrace(
        4,
        100,
        200,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 0        | 4         | 4   | 4     | 0     | 0       | 8
        1     | 4        | 0         | 0   | 0     | 4     | 4       | 8
        2     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-4
  void waitsWithTheSecondBatchForTheEndOfDraining() {
    assertTrace(
        4,
        100,
        150,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 0        | 2         | 4   | 2     | 0     | 0       | 6
        1     | 2        | 0         | 2   | 0     | 2     | 2       | 6
        2     | 0        | 2         | 2   | 2     | 2     | 0       | 6
        3     | 2        | 0         | 0   | 0     | 4     | 2       | 6
        4     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-5
  void rollsOneByOneWithinSeventyFiveAndHundredTwentyFivePercent() {
    assertTrace(
        4,
        75,
        125,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 1        | 1         | 3   | 1     | 0     | 1       | 5
        1     | 1        | 1         | 2   | 1     | 1     | 1       | 5
        2     | 1        | 1         | 1   | 1     | 2     | 1       | 5
        3     | 1        | 1         | 0   | 1     | 3     | 1       | 5
        4     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-6
  void stopsAndStartsInOneRound() {
    assertTrace(
        4,
        50,
        200,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 2        | 4         | 2   | 4     | 0     | 2       | 8
        1     | 2        | 0         | 0   | 0     | 4     | 2       | 6
        2     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-7
  void stopsAllFirstWithoutAFloor() {
    assertTrace(
        4,
        0,
        100,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 4        | 0         | 0   | 0     | 0     | 4       | 4
        1     | 0        | 4         | 0   | 4     | 0     | 0       | 4
        2     | completed |          | 0   | 0     | 4     | 0       | 4
        """);
  }

  @Test // W5-8
  void replacesASingleTaskAfterItsSuccessorIsHealthy() {
    assertTrace(
        1,
        100,
        200,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 0        | 1         | 1   | 1     | 0     | 0       | 2
        1     | 1        | 0         | 0   | 0     | 1     | 1       | 2
        2     | completed |          | 0   | 0     | 1     | 0       | 1
        """);
    assertTrace(
        1,
        0,
        100,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 1        | 0         | 0   | 0     | 0     | 1       | 1
        1     | 0        | 1         | 0   | 1     | 0     | 0       | 1
        2     | completed |          | 0   | 0     | 1     | 0       | 1
        """);
  }

  @Test // W5-9
  void rollsFiveTasksWithinSixtyAndHundredFortyPercent() {
    assertTrace(
        5,
        60,
        140,
        """
        round | stop old | start new | old | new P | new H | leaving | total
        0     | 2        | 2         | 3   | 2     | 0     | 2       | 7
        1     | 2        | 2         | 1   | 2     | 2     | 2       | 7
        2     | 1        | 1         | 0   | 1     | 4     | 1       | 6
        3     | completed |          | 0   | 0     | 5     | 0       | 5
        """);
  }

  @Test // W5-10
  void rollsTenTasksOneByOneWithinNinetyAndHundredTenPercent() {
    List<String> rows = trace(10, 90, 110);

    assertThat(rows.subList(0, 10)).allMatch(row -> row.contains("| 1 | 1 |"));
    assertThat(rows.subList(0, 10)).allMatch(row -> row.endsWith("| 11"));
    assertThat(rows.get(10)).isEqualTo("10 | completed | | 0 | 0 | 10 | 0 | 10");
  }

  @Test // W5-1, DEP-43
  void completesAtOnceWhenNothingIsWanted() {
    assertThat(trace(0, 100, 200)).containsExactly("0 | completed | | 0 | 0 | 0 | 0 | 0");
  }

  @ParameterizedTest(name = "{0} wanted at {1}/{2}: between {3} and {4}") // W5-1, SX-12
  @CsvSource({
    "4, 50, 100, 2, 4", "4, 100, 200, 4, 8", "1, 50, 100, 1, 1", "3, 50, 150, 2, 4",
    "10, 90, 110, 9, 11", "2, 75, 100, 2, 2", "3, 100, 125, 3, 3", "1, 0, 100, 0, 1",
    "5, 60, 140, 3, 7", "0, 100, 200, 0, 0", "4, 50, 200, 2, 8", "2, 75, 200, 2, 4",
    "1, 100, 150, 1, 1", "10, 0, 100, 0, 10", "7, 33, 133, 3, 9"
  })
  void roundsTheFloorUpAndTheCeilingDown(
      int desired, int minimum, int maximum, int lower, int upper) {
    Stage stage = new Stage(desired, minimum, maximum);

    assertThat(stage.lowerBound()).isEqualTo(lower);
    assertThat(stage.upperBound()).isEqualTo(upper);
  }

  @ParameterizedTest(name = "{0} wanted at {1}/{2}") // W5-1, DEP-53
  @CsvSource({"1, 50, 100", "2, 75, 100", "3, 100, 125"})
  void isStuckWhenTheBoundsLeaveNeitherRoomNorSlack(int desired, int minimum, int maximum) {
    Stage stage = Stage.steady(desired, minimum, maximum);
    stage.deploy();

    ImmutableList<String> happened = stage.pass();

    assertThat(happened).singleElement().asString().startsWith("was unable to stop or start tasks");
    stage.percents(minimum, 200);
    assertThat(stage.pass()).containsExactly("start " + desired + " B");
  }

  private static void assertTrace(int desired, int minimum, int maximum, String table) {
    List<String> expected = new ArrayList<>();
    for (String line : Splitter.on('\n').omitEmptyStrings().split(table)) {
      expected.add(
          Joiner.on(" | ").join(Splitter.on('|').trimResults().split(line)).replace("|  |", "| |"));
    }
    assertThat(trace(desired, minimum, maximum))
        .containsExactlyElementsOf(expected.subList(1, expected.size()));
  }

  private static List<String> trace(int desired, int minimum, int maximum) {
    Stage stage = Stage.steady(desired, minimum, maximum);
    stage.deploy();
    List<String> rows = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      ImmutableList<String> happened = stage.pass();
      if (happened.contains("B completed")) {
        rows.add(round + " | completed | | " + stage.row());
        return rows;
      }
      rows.add(
          round
              + " | "
              + count(happened, "stop", "A")
              + " | "
              + count(happened, "start", "B")
              + " | "
              + stage.row());
      stage.everythingMoves();
    }
    return rows;
  }

  private static String count(List<String> happened, String verb, String deployment) {
    for (String happening : happened) {
      if (happening.startsWith(verb) && happening.endsWith(deployment)) {
        return Splitter.on(' ').splitToList(happening).get(1);
      }
    }
    return "0";
  }
}
