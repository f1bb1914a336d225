package dev.steadystate.lab.lesson;

import java.util.List;

/** Whether an answer is right, and what there is to say about it. */
record Verdict(boolean right, List<String> lines) {
  static Verdict right(List<String> lines) {
    return new Verdict(true, lines);
  }

  static Verdict wrong(List<String> lines) {
    return new Verdict(false, lines);
  }
}
