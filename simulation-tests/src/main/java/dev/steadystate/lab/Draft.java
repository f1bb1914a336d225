package dev.steadystate.lab;

import java.util.function.UnaryOperator;

/**
 * A call of the ECS API in the making: say more of it in the same line, and it is made once the
 * line is complete, or as soon as another verb needs it.
 *
 * @param <T> what is asked for
 */
abstract class Draft<T> {
  private final Workbench bench;
  private T wanted;
  private String answer = "";
  private boolean made;

  Draft(Workbench bench, T wanted) {
    this.bench = bench;
    this.wanted = wanted;
  }

  /** Makes the call. */
  abstract Object make(T complete);

  /** Returns what to say to somebody who wants to change it after the call. */
  abstract String tooLate();

  final void change(UnaryOperator<T> change) {
    if (made) {
      throw new IllegalStateException(tooLate());
    }
    try {
      wanted = change.apply(wanted);
    } catch (RuntimeException wrong) {
      bench.forget(this);
      made = true;
      throw wrong;
    }
  }

  final void complete() {
    if (!made) {
      made = true;
      answer = Printed.text(make(wanted));
    }
  }

  /** Makes the call, if it is not made yet, and prints its answer. */
  @Override
  public String toString() {
    bench.complete();
    return answer;
  }
}
