package dev.steadystate.core.engine;

import dev.steadystate.core.document.Document;

/** A registered revision and whether it may still be used. */
public final class RevisionState {
  /** The status of a revision. */
  public enum Status {
    ACTIVE,
    INACTIVE,
    DELETE_IN_PROGRESS
  }

  public final Revision revision;
  public Status status = Status.ACTIVE;
  public long deregisteredAt = Task.NEVER;
  public Document tags = Document.empty();

  RevisionState(Revision revision) {
    this.revision = revision;
  }

  RevisionState copy() {
    RevisionState copy = new RevisionState(revision);
    copy.status = status;
    copy.deregisteredAt = deregisteredAt;
    copy.tags = tags;
    return copy;
  }
}
