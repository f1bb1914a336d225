package dev.steadystate.lab.lesson;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.steadystate.lab.Workbench;
import java.util.ArrayList;
import java.util.List;

/** A lesson that asks for numbers: what will come of something that is not done yet. */
abstract class Prediction implements Lesson {
  /**
   * What came of it.
   *
   * @param numbers what was asked for
   * @param story what happened, from the journal
   */
  record Outcome(ImmutableList<Long> numbers, List<String> story) {
    static Outcome of(List<String> story, long... numbers) {
      ImmutableList.Builder<Long> all = ImmutableList.builder();
      for (long number : numbers) {
        all.add(number);
      }
      return new Outcome(all.build(), story);
    }
  }

  /** Does on a fresh bench what the task is about, and looks. */
  abstract Outcome run(Workbench fresh);

  /** Returns what to say of a number, such as {@code tasks}. */
  abstract String unit();

  /** Returns what there is to learn from it. */
  abstract String moral();

  @Override
  public final Verdict judge(Workbench bench, Answer answer) {
    Workbench fresh = new Workbench();
    open(fresh);
    Outcome outcome = run(fresh);
    int expected = outcome.numbers().size();
    if (answer.numbers().size() != expected) {
      return Verdict.wrong(
          ImmutableList.of(
              "This task wants "
                  + (expected == 1 ? "one number" : expected + " numbers")
                  + ", as in "
                  + Joiner.on(", ").join(asked(expected))));
    }
    boolean right = answer.numbers().equals(outcome.numbers());
    List<String> lines = new ArrayList<>();
    if (right) {
      lines.add("Right: " + answer + " " + unit() + ".");
    } else {
      String truth = Joiner.on(", ").join(outcome.numbers());
      lines.add("You said " + answer + " " + unit() + "; run, it is " + truth + ". This happened:");
      lines.addAll(outcome.story());
    }
    lines.addAll(Told.paragraph(moral()));
    return new Verdict(right, lines);
  }

  private static ImmutableList<String> asked(int numbers) {
    return ImmutableList.of(numbers == 1 ? "answer(7)" : "answer(7, 3)");
  }
}
