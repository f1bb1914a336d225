/** How many tasks of which revision run, and within which bounds. */
module dev.steadystate.deployment {
  requires static transitive org.jspecify;
  requires transitive com.google.common;
  requires transitive dev.steadystate.core;
}
