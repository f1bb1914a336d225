package dev.steadystate.core.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All remembered tasks by number. Pages are shared between forks until one of them writes, so a
 * fork costs as much as the list of pages.
 */
final class TaskTable {
  private static final int PAGE_BITS = 8;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int MASK = PAGE - 1;

  private @Nullable Task[][] pages = new Task[4][];
  private Object[] owners = new Object[4];
  private Object owner = new Object();
  private int used;
  private int[] free = new int[4];
  private int freeCount;
  private int newest = Task.NONE;

  /** Made when first asked; not forked. */
  private @Nullable TaskFinder finder;

  /** Returns the task for reading. */
  Task get(int row) {
    Task task = pages[row >>> PAGE_BITS][row & MASK];
    if (task == null) {
      throw new IllegalStateException("no task " + row);
    }
    return task;
  }

  /** Returns the task of this row and serial number, or null when it was forgotten. */
  @Nullable Task find(int row, int serial) {
    Task task = pages[row >>> PAGE_BITS][row & MASK];
    return task == null || (int) task.serial != serial ? null : task;
  }

  /** Returns the task for writing. */
  Task edit(int row) {
    int page = row >>> PAGE_BITS;
    if (owners[page] != owner) {
      own(page);
    }
    Task task = pages[page][row & MASK];
    if (task == null) {
      throw new IllegalStateException("no task " + row);
    }
    return task;
  }

  /** Returns a row for a new task. */
  int add(Task task) {
    int row = freeCount > 0 ? free[--freeCount] : used++;
    int page = row >>> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
      owners = Arrays.copyOf(owners, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new Task[PAGE];
      owners[page] = owner;
    } else if (owners[page] != owner) {
      own(page);
    }
    pages[page][row & MASK] = task;
    newest = row;
    if (finder != null) {
      finder.add(row, task);
    }
    return row;
  }

  /** Forgets a task. */
  void remove(int row) {
    int page = row >>> PAGE_BITS;
    if (owners[page] != owner) {
      own(page);
    }
    if (finder != null) {
      finder.remove(row, get(row));
    }
    pages[page][row & MASK] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = row;
  }

  /** Returns the task that was added last, if it is remembered still. */
  @Nullable Task newest() {
    return newest == Task.NONE ? null : at(newest);
  }

  /** Returns the row of the task that was added last. */
  int newestRow() {
    return newest;
  }

  /** Returns who knows the tasks by their names. */
  TaskFinder finder() {
    if (finder == null) {
      finder = new TaskFinder(this);
    }
    return finder;
  }

  /** Returns how many rows were ever used at once: every remembered task is below. */
  int rows() {
    return used;
  }

  /** Returns the task of this row, or null when there is none. */
  @Nullable Task at(int row) {
    return pages[row >>> PAGE_BITS][row & MASK];
  }

  TaskTable fork() {
    TaskTable fork = new TaskTable();
    fork.pages = pages.clone();
    fork.owners = owners.clone();
    fork.used = used;
    fork.free = free.clone();
    fork.freeCount = freeCount;
    // Neither side owns a page now: whoever writes first copies it.
    owner = new Object();
    return fork;
  }

  private void own(int page) {
    @Nullable Task[] copy = pages[page].clone();
    for (int i = 0; i < PAGE; i++) {
      Task task = copy[i];
      if (task != null) {
        copy[i] = task.copy();
      }
    }
    pages[page] = copy;
    owners[page] = owner;
  }
}
