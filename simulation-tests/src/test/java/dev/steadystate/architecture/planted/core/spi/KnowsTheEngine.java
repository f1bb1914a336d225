package dev.steadystate.architecture.planted.core.spi;

import dev.steadystate.architecture.planted.core.engine.RollsDice;

class KnowsTheEngine {
  Class<?> engine() {
    return RollsDice.class;
  }
}
