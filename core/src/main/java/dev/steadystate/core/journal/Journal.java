package dev.steadystate.core.journal;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only record of a simulation: append-only, each entry numbered, and a running fingerprint that
 * is the same whether entries are kept, bounded or dropped.
 *
 * <p>A fork shares what was written before it and goes on alone.
 */
public final class Journal implements Iterable<JournalEntry> {
  private static final int CHUNK = 128;

  /** How much is kept. */
  public enum Mode {
    /** Every entry. */
    FULL,
    /** At least the latest entries, as many as the bound says. */
    BOUNDED,
    /** None; the fingerprint runs all the same. */
    OFF
  }

  private final Mode mode;
  private final int bound;
  private final List<JournalEntry[]> chunks;
  private JournalEntry[] tail;
  private int tailSize;
  private long droppedEntries;
  private long written;
  private final Fingerprint fingerprint;
  private @Nullable Consumer<JournalEntry> observer;

  private Journal(
      Mode mode, int bound, List<JournalEntry[]> chunks, JournalEntry[] tail, Fingerprint print) {
    this.mode = mode;
    this.bound = bound;
    this.chunks = chunks;
    this.tail = tail;
    this.fingerprint = print;
  }

  /** Returns an empty journal of this mode; the bound counts for BOUNDED alone. */
  public static Journal create(Mode mode, int bound, long seed) {
    return new Journal(
        mode, bound, new ArrayList<>(), new JournalEntry[16], Fingerprint.ofSeed(seed));
  }

  /** Returns a journal with the same past, that goes on alone and that nobody observes. */
  public Journal fork() {
    Journal fork =
        new Journal(mode, bound, new ArrayList<>(chunks), tail.clone(), fingerprint.copy());
    fork.tailSize = tailSize;
    fork.droppedEntries = droppedEntries;
    fork.written = written;
    return fork;
  }

  /** Hands every further entry to this observer as well. */
  public void observe(Consumer<JournalEntry> newObserver) {
    Consumer<JournalEntry> before = observer;
    observer = before == null ? newObserver : before.andThen(newObserver);
  }

  /** Writes an entry and returns its serial number. */
  public long write(
      long at, EntryKind kind, Subject subject, Object what, @Nullable Object why, long cause) {
    long n = ++written;
    fingerprint.add(at, kind, subject.key(), what, why, cause);
    if (mode != Mode.OFF || observer != null) {
      JournalEntry entry = new JournalEntry(n, at, kind, subject, what, why, cause);
      if (mode != Mode.OFF) {
        keep(entry);
      }
      if (observer != null) {
        observer.accept(entry);
      }
    }
    return n;
  }

  private void keep(JournalEntry entry) {
    if (tailSize == tail.length) {
      if (tail.length < CHUNK) {
        tail = java.util.Arrays.copyOf(tail, CHUNK);
      } else {
        chunks.add(tail);
        tail = new JournalEntry[CHUNK];
        tailSize = 0;
        if (mode == Mode.BOUNDED && (chunks.size() - 1) * (long) CHUNK >= bound) {
          chunks.remove(0);
          droppedEntries += CHUNK;
        }
      }
    }
    tail[tailSize++] = entry;
  }

  /** Returns how many entries were written, kept or not. */
  public long size() {
    return written;
  }

  /** Returns 32 hex digits that two runs share exactly if they wrote the same. */
  public String digest() {
    return fingerprint.toString();
  }

  /** Returns the entry of this serial number, if it is kept. */
  public java.util.Optional<JournalEntry> entry(long n) {
    long index = n - 1 - droppedEntries;
    if (mode == Mode.OFF || index < 0 || n > written) {
      return java.util.Optional.empty();
    }
    int chunk = (int) (index / CHUNK);
    JournalEntry[] holder = chunk < chunks.size() ? chunks.get(chunk) : tail;
    return java.util.Optional.of(holder[(int) (index % CHUNK)]);
  }

  /** Returns the kept entries, oldest first. */
  public ImmutableList<JournalEntry> entries() {
    return ImmutableList.copyOf(this);
  }

  /** Returns the kept entries as they are now, oldest first. */
  @Override
  public Iterator<JournalEntry> iterator() {
    long first = droppedEntries + 1;
    long last = mode == Mode.OFF ? 0 : written;
    return new Iterator<>() {
      private long next = first;

      @Override
      public boolean hasNext() {
        return next <= last;
      }

      @Override
      public JournalEntry next() {
        return entry(next++).orElseThrow(NoSuchElementException::new);
      }
    };
  }

  /** Prints one line an entry. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (JournalEntry entry : this) {
      text.append(entry).append('\n');
    }
    return text.toString();
  }
}
