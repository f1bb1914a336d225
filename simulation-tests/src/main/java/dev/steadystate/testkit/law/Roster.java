package dev.steadystate.testkit.law;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a service or on an instance that are not STOPPED, by launch. Laws walk all of them at
 * every tick, so they sit side by side, and who leaves leaves an empty seat until half are empty.
 */
final class Roster implements Iterable<KnownTask> {
  private static final int SMALLEST = 8;

  private final boolean onInstance;
  private @Nullable KnownTask[] seats = new @Nullable KnownTask[SMALLEST];

  /** How many seats have been taken, those that are empty again included. */
  private int taken;

  private int size;

  private Roster(boolean onInstance) {
    this.onInstance = onInstance;
  }

  static Roster ofService() {
    return new Roster(false);
  }

  static Roster onInstance() {
    return new Roster(true);
  }

  int size() {
    return size;
  }

  void add(KnownTask task) {
    if (taken == seats.length) {
      if (size <= taken / 2) {
        closeUp();
      } else {
        seats = Arrays.copyOf(seats, 2 * taken);
      }
    }
    sit(task, taken++);
    size++;
  }

  void remove(KnownTask task) {
    int seat = onInstance ? task.seatOnInstance : task.seatInService;
    if (seats[seat] != task) {
      throw new IllegalStateException(task + " is not there");
    }
    seats[seat] = null;
    size--;
    if (size == 0) {
      taken = 0;
    }
  }

  private void sit(KnownTask task, int seat) {
    seats[seat] = task;
    if (onInstance) {
      task.seatOnInstance = seat;
    } else {
      task.seatInService = seat;
    }
  }

  private void closeUp() {
    int next = 0;
    for (int i = 0; i < taken; i++) {
      KnownTask task = seats[i];
      if (task != null) {
        sit(task, next++);
      }
    }
    Arrays.fill(seats, next, taken, null);
    taken = next;
  }

  @Override
  public Iterator<KnownTask> iterator() {
    return new Walk();
  }

  private final class Walk implements Iterator<KnownTask> {
    private int next = after(-1);

    @Override
    public boolean hasNext() {
      return next < taken;
    }

    @Override
    public KnownTask next() {
      if (next >= taken) {
        throw new NoSuchElementException();
      }
      KnownTask task = Objects.requireNonNull(seats[next]);
      next = after(next);
      return task;
    }

    private int after(int seat) {
      int at = seat + 1;
      while (at < taken && seats[at] == null) {
        at++;
      }
      return at;
    }
  }
}
