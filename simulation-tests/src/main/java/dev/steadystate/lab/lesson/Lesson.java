package dev.steadystate.lab.lesson;

import dev.steadystate.lab.Workbench;

/** One thing to learn: a short text, a world to try it in, and a task. */
interface Lesson {
  String title();

  /** Returns what there is to know, and then the task, in lines of at most 80 columns. */
  String text();

  /** Puts the world of this lesson on a bench, the same each time. */
  void open(Workbench bench);

  /** Returns where to look. */
  String hint();

  /** Returns the lines that solve the task, as they are typed. */
  String solution();

  /** Judges what was answered, or what was done on the bench, by running it. */
  Verdict judge(Workbench bench, Answer answer);
}
