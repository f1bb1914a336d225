package dev.steadystate.lab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.lab.Workbench;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LessonsTest {
  private final Workbench bench = new Workbench();
  private final Classroom classroom = new Classroom(bench);

  static IntStream numbers() {
    return IntStream.rangeClosed(1, 10);
  }

  @Test
  void areTen() {
    assertThat(classroom.lessons().text().lines()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void fitAScreen(int number) {
    String text = classroom.lesson(number).text();

    assertThat(text.lines()).hasSizeLessThanOrEqualTo(23);
    assertThat(Splitter.on('\n').split(text)).allMatch(line -> line.length() <= 80);
    assertThat(text).contains("Task: ");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void beginTheSameEachTime(int number) {
    classroom.lesson(number);
    String first = bench.ecs().digest();
    bench.run("1m");

    classroom.lesson(number);

    assertThat(bench.ecs().digest()).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void beginInPeace(int number) {
    classroom.lesson(number);

    EcsSimulation ecs = bench.ecs();
    assertThat(ecs.selfCheck()).isEmpty();
    assertThat(ecs.isSteady()).isEqualTo(number != 5);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void haveAHintAndASolution(int number) {
    classroom.lesson(number);

    assertThat(classroom.hint().text()).isNotBlank();
    assertThat(classroom.solution().text()).containsAnyOf("answer(", "check()");
  }

  // Predictions.

  @ParameterizedTest
  @CsvSource({"1, 22", "6, 6", "7, 10", "8, 2"})
  void knowTheRightNumber(int number, long answer) {
    classroom.lesson(number);

    String verdict = classroom.answer(answer).text();

    assertThat(verdict).startsWith("Right: " + answer).contains("Next: lesson(");
  }

  @ParameterizedTest
  @CsvSource({"4, 3, 7", "9, 3, 2"})
  void knowTheRightNumbers(int number, long first, long second) {
    classroom.lesson(number);

    assertThat(classroom.answer(first, second).text())
        .startsWith("Right: " + first + ", " + second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 15 | it is 22. | +0s      web/2: STOPPED | +7s      web/4: started on i-b1",
        "6 | 12 | it is 6.  | failed, 6 failed tasks, the threshold is 6 | rolling back to",
        "7 | 30 | it is 10. | +1m10s   web/5: started | no launch for 640 s",
        "8 | 5  | it is 2.  | instance drains; 6 healthy remain | left on i-a1: [batch/1, batch/2]",
      })
  void explainAWrongNumberFromTheJournal(
      int number, long answer, String truth, String fact, String reason) {
    classroom.lesson(number);

    String verdict = classroom.answer(answer).text();

    assertThat(verdict)
        .startsWith("You said " + answer)
        .contains(truth, fact, reason)
        .endsWith("hint() tells where to look, lesson(" + number + ") begins again.");
    assertThat(Splitter.on('\n').split(verdict)).allMatch(line -> line.length() <= 80);
  }

  @Test
  void explainWhyTheFloorIsRoundedUp() {
    classroom.lesson(4);

    assertThat(classroom.answer(2, 8).text())
        .startsWith("You said 2, 8 tasks; run, it is 3, 7. This happened:")
        .contains("the floor is 3 and 0 new ones are healthy")
        .contains("web/6: started on i-a1 in us-east-1a, 5 of 5 wanted are missing");
  }

  @Test
  void explainWhatProtectionHeldBack() {
    classroom.lesson(9);

    assertThat(classroom.answer(2, 2).text())
        .startsWith("You said 2, 2 tasks; run, it is 3, 2. This happened:")
        .contains("web/1: protected from scale-in")
        .contains("+30m     (service web) has stopped 1 running tasks");
  }

  @Test
  void wantAsManyNumbersAsTheyAskFor() {
    classroom.lesson(4);

    assertThat(classroom.answer(3).text()).startsWith("This task wants 2 numbers");
    assertThat(classroom.check().text()).startsWith("This task wants 2 numbers");
  }

  @Test
  void judgeThePredictionWhateverWasDoneOnTheBench() {
    classroom.lesson(8);
    bench.lose("us-east-1b");
    bench.run("1h");

    assertThat(classroom.answer(2).text()).startsWith("Right");
  }

  // Deeds.

  @Test
  void packTheTasksOnOneInstance() {
    classroom.lesson(2);

    bench.update("web").binpack("memory").forceNewDeployment();

    assertThat(classroom.check().text()).startsWith("Right: all six run on i-");
  }

  @Test
  void sayThatAStrategyMovesNothing() {
    classroom.lesson(2);
    bench.update("web").binpack("memory");

    assertThat(classroom.check().text())
        .startsWith("Not yet: 6 of 6 tasks run, on i-a1, i-a2, i-b1, i-b2, i-c1, i-c2.")
        .contains("web/1: started on i-a1 in us-east-1a")
        .contains("A strategy is asked when a task is launched and never again");
  }

  @Test
  void surviveEachZoneWithThreeMoreInstances() {
    classroom.lesson(3);
    bench.instances(3);

    assertThat(classroom.check().text()).startsWith("Right: whichever zone is lost");
  }

  @Test
  void sayWhichZoneWasOneTooMany() {
    classroom.lesson(3);
    bench.instances(2, "us-east-1b");

    assertThat(classroom.check().text())
        .startsWith("Not yet: ten minutes after us-east-1b was lost, 4 of six run.")
        .contains("2 tasks found no place")
        .contains("insufficient memory available");
  }

  @Test
  void sayWhenFewerWouldDo() {
    classroom.lesson(3);
    bench.instances(6);

    assertThat(classroom.check().text())
        .contains("But you have 12 instances, and 9 would do.")
        .contains("hint()");
  }

  @Test
  void unblockThreeReleases() {
    classroom.lesson(5);

    bench.update("api").maximumPercent(125);
    bench.update("cart").maximumPercent(200);
    bench.update("web").minimumHealthyPercent(66);

    assertThat(classroom.check().text()).startsWith("Right: all three releases complete.");
  }

  @Test
  void sayWhatStillBlocks() {
    classroom.lesson(5);
    bench.update("api").maximumPercent(120);

    assertThat(classroom.check().text())
        .contains("api still hangs half an hour from now. Under the ceiling of 4 it may start 0")
        .contains("cart still hangs half an hour from now. Under the ceiling of 1")
        .contains("web still hangs")
        .contains("is already using a port required");
  }

  @Test
  void sayWhatMayNotBeChanged() {
    classroom.lesson(5);
    bench.instances(1);
    assertThat(classroom.check().text()).startsWith("Percentages alone");

    classroom.lesson(5);
    bench.update("api").desiredCount(3).maximumPercent(200);
    assertThat(classroom.check().text()).startsWith("api wants 4 tasks");

    classroom.lesson(5);
    bench.update("api").maximumPercent(125);
    bench.update("cart").maximumPercent(200);
    bench.update("web").minimumHealthyPercent(0);
    assertThat(classroom.check().text())
        .startsWith("All complete, but web ran only 0 of its tasks for a while:")
        .contains("the floor is 0");
  }

  // A strategy.

  @Test
  void takeAStrategy() {
    classroom.lesson(10);

    assertThat(
            classroom.answer(field -> instance -> Long.parseLong(instance.attribute(field))).text())
        .startsWith("Right: two tasks on the instance for 8 cents")
        .contains("withStrategy");
  }

  @Test
  void showWhereAnotherStrategyPlaces() {
    classroom.lesson(10);

    assertThat(classroom.answer(field -> instance -> -instance.registeredAt()).text())
        .startsWith("Not yet: the cheapest instances cost 8, 10, 20, 20, 30 and 30, and")
        .contains("web/1 started on i-a1 for 30");
    assertThat(
            classroom
                .answer(field -> instance -> Long.parseLong(instance.attribute("price")))
                .text())
        .startsWith("Right for the attribute price, but the field named cost")
        .contains("The strategy itself fails");
    assertThat(classroom.answer(8).text()).startsWith("This task wants a strategy");
  }

  // The classroom.

  @Test
  void markWhatWasSolvedAndNameTheNext() {
    classroom.lesson(1);
    classroom.answer(22);

    assertThat(classroom.lessons().text()).startsWith(" ✓ lesson(1)").contains("   lesson(2)");
  }

  @Test
  void praiseTheLastOne() {
    ImmutableList<Runnable> solutions =
        ImmutableList.of(
            () -> classroom.answer(22),
            this::packTheTasksOnOneInstance,
            this::surviveEachZoneWithThreeMoreInstances,
            () -> classroom.answer(3, 7),
            this::unblockThreeReleases,
            () -> classroom.answer(6),
            () -> classroom.answer(10),
            () -> classroom.answer(2),
            () -> classroom.answer(3, 2));
    for (int i = 0; i < solutions.size(); i++) {
      classroom.lesson(i + 1);
      solutions.get(i).run();
    }
    classroom.lesson(10);

    assertThat(
            classroom.answer(field -> instance -> Long.parseLong(instance.attribute(field))).text())
        .endsWith("That was the last of the ten: the bench is yours.");
  }

  @Test
  void refuseWhatIsNoLesson() {
    assertThatThrownBy(() -> classroom.lesson(11))
        .hasMessage("there are lessons 1 to 10, but no 11");
    assertThatThrownBy(classroom::check)
        .hasMessage("no lesson has begun yet: lesson(1) is the first");
  }
}
