package dev.steadystate.lab.lesson;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import dev.steadystate.lab.Text;
import dev.steadystate.lab.Workbench;
import dev.steadystate.placement.StrategyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where the lessons are given: on one bench, one lesson at a time. */
public final class Classroom {
  private static final ImmutableList<Lesson> LESSONS =
      ImmutableList.of(
          new ACrash(),
          new SpreadAndBinpack(),
          new AZoneIsLost(),
          new ARollingUpdate(),
          new Blocked(),
          new ABadRelease(),
          new TheThrottle(),
          new Draining(),
          new ScaleInAndProtection(),
          new YourOwnStrategy());

  private final Workbench bench;
  private final SortedSet<Integer> solved = new TreeSet<>();
  private Optional<Integer> number = Optional.empty();
  private Answer answer = Answer.NONE;

  /** Gives lessons on this bench. */
  public Classroom(Workbench bench) {
    this.bench = bench;
  }

  /** Lists the lessons, and which of them were solved. */
  public Text lessons() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= LESSONS.size(); i++) {
      lines.add(
          (solved.contains(i) ? " ✓ " : "   ")
              + "lesson("
              + i
              + ")"
              + (i < LESSONS.size() ? "   " : "  ")
              + lesson(i, LESSONS).title());
    }
    return new Text(String.join("\n", lines));
  }

  /** Begins a lesson: puts its world on the bench, and says what there is to do. */
  public Text lesson(int newNumber) {
    if (newNumber < 1 || newNumber > LESSONS.size()) {
      throw new IllegalArgumentException(
          "there are lessons 1 to " + LESSONS.size() + ", but no " + newNumber);
    }
    Lesson lesson = lesson(newNumber, LESSONS);
    number = Optional.of(newNumber);
    answer = Answer.NONE;
    lesson.open(bench);
    bench.complete();
    String heading = "Lesson " + newNumber + " of " + LESSONS.size() + ": " + lesson.title();
    return new Text(heading + "\n" + "=".repeat(heading.length()) + "\n" + lesson.text());
  }

  private static Lesson lesson(int number, ImmutableList<Lesson> lessons) {
    return lessons.get(number - 1);
  }

  /** Answers the task of the lesson with numbers, and has them checked. */
  public Text answer(long... numbers) {
    return judged(Answer.of(ImmutableList.copyOf(Longs.asList(numbers))));
  }

  /** Answers the task of the lesson with a strategy, and has it checked. */
  public Text answer(StrategyType strategy) {
    return judged(Answer.of(strategy));
  }

  /** Checks what was done, or what was answered last. */
  public Text check() {
    return judged(answer);
  }

  private Text judged(Answer newAnswer) {
    Lesson lesson = present();
    answer = newAnswer;
    bench.complete();
    Verdict verdict = lesson.judge(bench, newAnswer);
    List<String> lines = new ArrayList<>(verdict.lines());
    if (verdict.right()) {
      solved.add(number.orElseThrow());
      lines.add(next());
    } else {
      lines.add("hint() tells where to look, lesson(" + number.orElseThrow() + ") begins again.");
    }
    return new Text(String.join("\n", lines));
  }

  private String next() {
    for (int i = 1; i <= LESSONS.size(); i++) {
      int following = 1 + (number.orElseThrow() - 1 + i) % LESSONS.size();
      if (!solved.contains(following)) {
        return "Next: lesson(" + following + "), " + lesson(following, LESSONS).title() + ".";
      }
    }
    return "That was the last of the ten: the bench is yours.";
  }

  /** Tells where to look. */
  public Text hint() {
    return new Text(String.join("\n", Told.paragraph(present().hint())));
  }

  /** Shows the lines that solve the task. */
  public Text solution() {
    return new Text(present().solution());
  }

  private Lesson present() {
    return lesson(
        number.orElseThrow(
            () -> new IllegalStateException("no lesson has begun yet: lesson(1) is the first")),
        LESSONS);
  }
}
