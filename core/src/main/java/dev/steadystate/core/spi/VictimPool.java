package dev.steadystate.core.spi;

import java.util.List;

/** Tasks among which victims are chosen, all equal so far (SS-64, 1 to 5). */
@FunctionalInterface
public interface VictimPool {
  /** Returns all of them, in no promised order. */
  List<? extends TaskView> tasks();
}
