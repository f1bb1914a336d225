package dev.steadystate.lab;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.lab.lesson.Classroom;

/** What is typed to play the ten lessons, however it is typed. */
final class LessonScripts {
  /** One wrong try for each lesson. */
  private static final ImmutableList<String> WRONG =
      ImmutableList.of(
          "answer(1)",
          "check()",
          "check()",
          "answer(1, 9)",
          "check()",
          "answer(1)",
          "answer(1)",
          "answer(0)",
          "answer(2, 2)",
          "answer(field -> instance -> 0)");

  static final int COUNT = WRONG.size();

  private LessonScripts() {}

  /** Returns a line that solves nothing. */
  static String wrong(int number) {
    return WRONG.get(number - 1);
  }

  /** Returns the lines that the lesson itself gives as its solution. */
  static ImmutableList<String> solution(int number) {
    Classroom classroom = new Classroom(new Workbench());
    Text unused = classroom.lesson(number);
    return ImmutableList.copyOf(Splitter.on('\n').split(classroom.solution().text()));
  }
}
