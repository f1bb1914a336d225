package dev.steadystate.core.spi;

/**
 * Why no instance took a task: the closest one and the first check that it fails (PL-26).
 *
 * @param instance index of the closest instance, or -1 when none came into question
 * @param detail what was wanted and what was there, for a reader
 */
public record Refusal(Check check, int instance, long wanted, long available, String detail) {
  /** The checks in their order. */
  public enum Check {
    NO_INSTANCES("NO ACTIVE INSTANCES"),
    AGENT("AGENT"),
    /** In none of the zones of the launch; for an event it reads as EV-18 does. */
    LOCATION("LOCATION"),
    ATTRIBUTE("ATTRIBUTE"),
    DISTINCT_INSTANCE("DistinctInstance placement constraint unsatisfied."),
    MEMBER_OF("MemberOf placement constraint unsatisfied."),
    CONSTRAINT("placement constraint unsatisfied."),
    CPU("RESOURCE:CPU"),
    MEMORY("RESOURCE:MEMORY"),
    PORT("RESOURCE:PORTS"),
    TOO_MANY_PORTS("RESOURCE:PORTS"),
    INTERFACES("RESOURCE:ENI"),
    GPU("RESOURCE:GPU");

    private final String failureReason;

    Check(String failureReason) {
      this.failureReason = failureReason;
    }

    /** Returns the reason that RunTask answers with (PL-25). */
    public String failureReason() {
      return failureReason;
    }
  }
}
