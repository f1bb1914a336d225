/** Where a task runs, which task stops, and why a task has no place. */
module dev.steadystate.placement {
  requires static transitive org.jspecify;
  requires transitive com.google.common;
  requires transitive dev.steadystate.core;
  requires re2j;
}
