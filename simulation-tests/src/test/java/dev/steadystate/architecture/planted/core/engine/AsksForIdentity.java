package dev.steadystate.architecture.planted.core.engine;

import java.util.function.ToIntFunction;

class AsksForIdentity {
  int identity(Object thing) {
    return System.identityHashCode(thing);
  }

  ToIntFunction<Object> byReference() {
    return System::identityHashCode;
  }
}
