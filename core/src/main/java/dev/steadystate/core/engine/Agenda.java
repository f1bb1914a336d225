package dev.steadystate.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that is due at some instant: the only clock of the simulation.
 *
 * <p>Events are values, two words each. Those of one instant share a bucket, in three classes that
 * fall due one after the other (SS-2): changes of tasks, then calls, then passes of the scheduler;
 * inside a class the order is that of scheduling. A heap orders the instants alone, so that a
 * thousand tasks launched together cost one entry.
 */
final class Agenda {
  static final long NOTHING_DUE = Long.MAX_VALUE;

  /** What is due at one instant. */
  static final class Bucket {
    long at;
    long[] words = new long[8];
    int used;
    int taken;
    private final List<ScheduledCall> calls = new ArrayList<>(0);
    private int callsTaken;
    int[] passes = new int[2];
    int passCount;

    private Bucket copy() {
      Bucket copy = new Bucket();
      copy.at = at;
      copy.words = Arrays.copyOfRange(words, taken, Math.max(used, taken + 2));
      copy.used = used - taken;
      copy.calls.addAll(calls.subList(callsTaken, calls.size()));
      copy.passes = passes.clone();
      copy.passCount = passCount;
      return copy;
    }

    boolean hasCalls() {
      return callsTaken < calls.size();
    }

    ScheduledCall takeCall() {
      return calls.get(callsTaken++);
    }

    boolean isEmpty() {
      return taken == used && !hasCalls() && passCount == 0;
    }

    private void clear() {
      used = 0;
      taken = 0;
      calls.clear();
      callsTaken = 0;
      passCount = 0;
    }
  }

  private static final int SPARE_BUCKETS = 64;

  private Bucket[] heap = new Bucket[16];
  private int heapSize;
  // Open addressing from instant to bucket.
  private Bucket[] table = new Bucket[32];
  private final List<Bucket> spare = new ArrayList<>();
  private long size;

  /** Returns the next instant at which something is due, or {@link #NOTHING_DUE}. */
  long nextAt() {
    return heapSize == 0 ? NOTHING_DUE : heap[0].at;
  }

  /** Returns how many events, calls and passes wait. */
  long size() {
    return size;
  }

  void addEvent(long at, long first, long second) {
    Bucket bucket = bucket(at);
    if (bucket.used == bucket.words.length) {
      bucket.words = Arrays.copyOf(bucket.words, bucket.used * 2);
    }
    bucket.words[bucket.used] = first;
    bucket.words[bucket.used + 1] = second;
    bucket.used += 2;
    size++;
  }

  void addCall(ScheduledCall call) {
    bucket(call.at()).calls.add(call);
    size++;
  }

  void addPass(long at, int service) {
    Bucket bucket = bucket(at);
    if (bucket.passCount == bucket.passes.length) {
      bucket.passes = Arrays.copyOf(bucket.passes, bucket.passCount * 2);
    }
    bucket.passes[bucket.passCount++] = service;
    size++;
  }

  /** Returns the bucket of the next instant, which stays until {@link #finish}. */
  Bucket peek() {
    return heap[0];
  }

  /** Notes that this many things of the bucket were taken. */
  void taken(int count) {
    size -= count;
  }

  /** Drops the first bucket, once nothing is left in it. */
  void finish(Bucket bucket) {
    if (heap[0] != bucket || !bucket.isEmpty()) {
      throw new IllegalStateException("only the empty first bucket can be finished");
    }
    removeFromTable(bucket);
    Bucket last = heap[--heapSize];
    heap[heapSize] = last;
    if (heapSize > 0) {
      siftDown(last);
    }
    if (spare.size() < SPARE_BUCKETS) {
      bucket.clear();
      spare.add(bucket);
    }
  }

  Agenda copy() {
    Agenda copy = new Agenda();
    copy.heap = new Bucket[Math.max(16, heapSize)];
    copy.heapSize = heapSize;
    copy.table = new Bucket[table.length];
    copy.size = size;
    for (int i = 0; i < heapSize; i++) {
      copy.heap[i] = heap[i].copy();
      copy.insertIntoTable(copy.heap[i]);
    }
    return copy;
  }

  private Bucket bucket(long at) {
    int mask = table.length - 1;
    for (int i = slot(at, mask); ; i = (i + 1) & mask) {
      Bucket bucket = table[i];
      if (bucket == null) {
        break;
      }
      if (bucket.at == at) {
        return bucket;
      }
    }
    Bucket bucket = spare.isEmpty() ? new Bucket() : spare.remove(spare.size() - 1);
    bucket.at = at;
    if ((heapSize + 1) * 2 > table.length) {
      grow();
    }
    insertIntoTable(bucket);
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, heapSize * 2);
    }
    siftUp(bucket, heapSize++);
    return bucket;
  }

  private static int slot(long at, int mask) {
    return (int) ((at * 0x9E3779B97F4A7C15L) >>> 40) & mask;
  }

  private void grow() {
    Bucket[] old = table;
    table = new Bucket[old.length * 2];
    for (Bucket bucket : old) {
      if (bucket != null) {
        insertIntoTable(bucket);
      }
    }
  }

  private void insertIntoTable(Bucket bucket) {
    int mask = table.length - 1;
    int i = slot(bucket.at, mask);
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    table[i] = bucket;
  }

  private void removeFromTable(Bucket bucket) {
    int mask = table.length - 1;
    int i = slot(bucket.at, mask);
    while (table[i] != bucket) {
      i = (i + 1) & mask;
    }
    // Close the gap, so that no probe sequence is cut.
    int gap = i;
    for (int j = (i + 1) & mask; table[j] != null; j = (j + 1) & mask) {
      int home = slot(table[j].at, mask);
      if (((j - home) & mask) >= ((j - gap) & mask)) {
        table[gap] = table[j];
        gap = j;
      }
    }
    table[gap] = null;
  }

  private void siftUp(Bucket bucket, int from) {
    int i = from;
    while (i > 0) {
      int parent = (i - 1) >>> 1;
      if (heap[parent].at <= bucket.at) {
        break;
      }
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = bucket;
  }

  private void siftDown(Bucket bucket) {
    int i = 0;
    int half = heapSize >>> 1;
    while (i < half) {
      int child = 2 * i + 1;
      if (child + 1 < heapSize && heap[child + 1].at < heap[child].at) {
        child++;
      }
      if (heap[child].at >= bucket.at) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = bucket;
  }
}
