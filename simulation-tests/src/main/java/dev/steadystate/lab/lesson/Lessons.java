package dev.steadystate.lab.lesson;

import dev.steadystate.lab.Lab;
import dev.steadystate.lab.Text;
import dev.steadystate.placement.StrategyType;

/**
 * The verbs of the lessons, for the prompt of the lab.
 *
 * <pre>{@code
 * lesson(1)
 * answer(25)
 * }</pre>
 */
public final class Lessons {
  private static final Classroom CLASSROOM = new Classroom(Lab.bench());

  private Lessons() {}

  /** Lists the lessons. */
  public static Text lessons() {
    return CLASSROOM.lessons();
  }

  /** Begins a lesson, or begins it again. */
  public static Text lesson(int number) {
    return CLASSROOM.lesson(number);
  }

  /** Answers the task of the lesson with one number, or several. */
  public static Text answer(long... numbers) {
    return CLASSROOM.answer(numbers);
  }

  /** Answers the task of lesson 10. */
  public static Text answer(StrategyType strategy) {
    return CLASSROOM.answer(strategy);
  }

  /** Checks what was done on the bench, or what was answered last. */
  public static Text check() {
    return CLASSROOM.check();
  }

  /** Tells where to look. */
  public static Text hint() {
    return CLASSROOM.hint();
  }

  /** Shows what solves the task. */
  public static Text solution() {
    return CLASSROOM.solution();
  }
}
