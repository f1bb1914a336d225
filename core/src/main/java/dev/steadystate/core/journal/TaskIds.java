package dev.steadystate.core.journal;

/** The ids of some tasks of one service, in launch order, written out only when read. */
public interface TaskIds {
  int size();

  String id(int index);

  /** Returns the launch number, which is what the fingerprint sees. */
  int launchNumber(int index);

  /** Returns the ids of no task. */
  static TaskIds none() {
    return NoTasks.INSTANCE;
  }

  /** No tasks at all. */
  enum NoTasks implements TaskIds {
    INSTANCE;

    @Override
    public int size() {
      return 0;
    }

    @Override
    public String id(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int launchNumber(int index) {
      throw new IndexOutOfBoundsException(index);
    }
  }
}
