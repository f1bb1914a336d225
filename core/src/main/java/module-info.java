/** State, time, chance, journal and the scheduler's tick. */
module dev.steadystate.core {
  requires static transitive org.jspecify;
  requires transitive com.google.common;
  requires tools.jackson.databind;
}
