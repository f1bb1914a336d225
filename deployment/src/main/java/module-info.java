/** How many tasks of which revision run, and within which bounds. */
module dev.steadystate.deployment {
  requires static org.jspecify;
  requires transitive com.google.common;
  requires transitive dev.steadystate.core;

  exports dev.steadystate.deployment;

  provides dev.steadystate.core.spi.DeploymentController with
      dev.steadystate.deployment.RollingUpdate;
}
