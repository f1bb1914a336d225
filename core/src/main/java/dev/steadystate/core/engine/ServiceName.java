package dev.steadystate.core.engine;

import dev.steadystate.core.journal.Subject;

/** A service, or a family of standalone tasks, as the journal and ids know it. */
record ServiceName(String cluster, String service, String name, String type, long key)
    implements Subject {
  @Override
  public String toString() {
    return name;
  }
}
