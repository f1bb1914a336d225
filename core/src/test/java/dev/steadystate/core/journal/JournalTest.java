package dev.steadystate.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.journal.Journal.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a journal, and what its fingerprint tells apart. */
class JournalTest {
  private record Thing(String name, long key) implements Subject {
    @Override
    public String type() {
      return "thing";
    }

    @Override
    public String cluster() {
      return "default";
    }

    @Override
    public String service() {
      return "";
    }
  }

  private static final Subject WEB = new Thing("web", 1);
  private static final Subject API = new Thing("api", 2);

  @Test
  void keepsAllInFull() {
    Journal journal = written(Mode.FULL, 0, 10_000);

    assertThat(journal.size()).isEqualTo(10_000);
    assertThat(journal.entries()).hasSize(10_000);
    assertThat(journal.entry(1).orElseThrow().text()).isEqualTo("happening 1");
    assertThat(journal.entry(10_000).orElseThrow().text()).isEqualTo("happening 10000");
    assertThat(journal.entry(0)).isEmpty();
    assertThat(journal.entry(10_001)).isEmpty();
  }

  @Test
  void keepsAtLeastTheLatestWhenBounded() {
    Journal journal = written(Mode.BOUNDED, 100, 50_000);

    assertThat(journal.size()).isEqualTo(50_000);
    assertThat(journal.entries().size()).isBetween(100, 20_000);
    assertThat(journal.entries().get(journal.entries().size() - 1).n()).isEqualTo(50_000);
    for (long n = 49_901; n <= 50_000; n++) {
      assertThat(journal.entry(n).orElseThrow().n()).isEqualTo(n);
    }
    assertThat(journal.entry(1)).isEmpty();
    long first = journal.entries().get(0).n();
    assertThat(journal.entry(first)).isPresent();
    assertThat(journal.entry(first - 1)).isEmpty();
  }

  @Test
  void keepsNothingWhenOff() {
    Journal journal = written(Mode.OFF, 0, 100);

    assertThat(journal.size()).isEqualTo(100);
    assertThat(journal.entries()).isEmpty();
    assertThat(journal.entry(5)).isEmpty();
    assertThat(journal.toString()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hasTheSameDigestHoweverMuchIsKept(Mode mode) {
    assertThat(written(mode, 10, 20_000).digest())
        .matches("[0-9a-f]{32}")
        .isEqualTo(written(Mode.FULL, 0, 20_000).digest());
  }

  @ParameterizedTest
  @EnumSource
  void handsEachEntryToAllObservers(Mode mode) {
    Journal journal = Journal.create(mode, 10, 1);
    List<String> seen = new ArrayList<>();
    journal.observe(entry -> seen.add("one " + entry.text()));
    journal.observe(entry -> seen.add("two " + entry.text()));

    journal.write(5, EntryKind.CALL, WEB, "x", null, 0);

    assertThat(seen).containsExactly("one x", "two x");
  }

  @Test
  void goesOnAloneAndUnobservedAsAFork() {
    Journal journal = written(Mode.FULL, 0, 5000);
    List<JournalEntry> seen = new ArrayList<>();
    journal.observe(seen::add);

    Journal fork = journal.fork();
    assertThat(fork.write(1, EntryKind.CALL, WEB, "in the fork", null, 0)).isEqualTo(5001);
    assertThat(seen).isEmpty();
    assertThat(journal.size()).isEqualTo(5000);
    assertThat(journal.entry(5001)).isEmpty();
    assertThat(fork.digest()).isNotEqualTo(journal.digest());
    journal.write(1, EntryKind.CALL, WEB, "in the fork", null, 0);
    assertThat(fork.digest()).isEqualTo(journal.digest());
    assertThat(fork.toString()).isEqualTo(journal.toString());
  }

  @Test
  void tellsApartWhateverDiffers() {
    List<String> digests =
        List.of(
            digest(1, EntryKind.CALL, WEB, "x", null, 0),
            digest(2, EntryKind.CALL, WEB, "x", null, 0),
            digest(1, EntryKind.FAULT, WEB, "x", null, 0),
            digest(1, EntryKind.CALL, API, "x", null, 0),
            digest(1, EntryKind.CALL, WEB, "y", null, 0),
            digest(1, EntryKind.CALL, WEB, "x", "why", 0),
            digest(1, EntryKind.CALL, WEB, "x", null, 1),
            digest(1, EntryKind.CALL, WEB, EntryKind.CALL, null, 0),
            digest(1, EntryKind.CALL, WEB, EntryKind.FAULT, null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.STEADY), null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.THROTTLED), null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.UNPLACED, "a"), null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.UNPLACED, "b"), null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.REGISTERED, 1, "a"), null, 0),
            digest(1, EntryKind.CALL, WEB, EventMessage.of(EventKind.REGISTERED, 2, "a"), null, 0));

    assertThat(digests).doesNotHaveDuplicates();
    assertThat(digest(1, EntryKind.CALL, WEB, "x", null, 0)).isEqualTo(digests.get(0));
    assertThat(Journal.create(Mode.FULL, 0, 1).digest())
        .isNotEqualTo(Journal.create(Mode.FULL, 0, 2).digest());
  }

  @Test
  void tellsTheOrderOfEntriesApart() {
    Journal one = Journal.create(Mode.OFF, 0, 1);
    one.write(1, EntryKind.CALL, WEB, "a", null, 0);
    one.write(1, EntryKind.CALL, WEB, "b", null, 0);
    Journal other = Journal.create(Mode.OFF, 0, 1);
    other.write(1, EntryKind.CALL, WEB, "b", null, 0);
    other.write(1, EntryKind.CALL, WEB, "a", null, 0);

    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @Test
  void walksToItsEndAndNotBeyond() {
    var entries = written(Mode.FULL, 0, 1).iterator();

    entries.next();

    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  private static String digest(
      long at, EntryKind kind, Subject subject, Object what, @Nullable Object why, long cause) {
    Journal journal = Journal.create(Mode.OFF, 0, 1);
    journal.write(at, kind, subject, what, why, cause);
    return journal.digest();
  }

  private static Journal written(Mode mode, int bound, int entries) {
    Journal journal = Journal.create(mode, bound, 1);
    for (int i = 1; i <= entries; i++) {
      assertThat(journal.write(i, EntryKind.CALL, WEB, "happening " + i, null, i - 1)).isEqualTo(i);
    }
    return journal;
  }
}
