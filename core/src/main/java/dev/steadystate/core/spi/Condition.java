package dev.steadystate.core.spi;

/** A task in the eyes of its service. This is the one notion of healthy (SS-6, SS-31). */
public enum Condition {
  /** Live, not RUNNING yet. */
  STARTING,
  /** RUNNING, neither healthy nor unhealthy yet; also while a grace period hides the verdict. */
  SETTLING,
  /** RUNNING and found unhealthy. */
  UNHEALTHY,
  /** RUNNING and healthy for the lower bound. */
  HEALTHY,
  /** Told to stop, its containers not all gone: it still occupies. */
  LEAVING,
  /** Its containers are gone; it may still be deprovisioning. */
  GONE;

  /** Returns whether the scheduler wants the task to run (TK-113). */
  public boolean isLive() {
    return compareTo(LEAVING) < 0;
  }
}
