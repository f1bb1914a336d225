/** Where a task runs, which task stops, and why a task has no place. */
module dev.steadystate.placement {
  requires static transitive org.jspecify;
  requires transitive com.google.common;
  requires transitive dev.steadystate.core;
  requires re2j;

  exports dev.steadystate.placement;
  exports dev.steadystate.placement.query;

  provides dev.steadystate.core.spi.PlacementEngine with
      dev.steadystate.placement.EcsPlacementEngine;
}
