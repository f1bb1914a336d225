package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.Rule;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The little collections of the engine, and the ids that it writes. */
class SmallSetsTest {
  @Test
  void aSetOfNumbersIsSortedAndHasEachOnce() {
    Random chance = new Random(1);
    IntSet set = new IntSet();
    TreeSet<Integer> plain = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      int value = chance.nextInt(40) - 5;
      if (chance.nextInt(5) < 3) {
        assertThat(set.add(value)).isEqualTo(plain.add(value));
      } else {
        assertThat(set.remove(value)).isEqualTo(plain.remove(value));
      }
      assertThat(set.contains(value)).isEqualTo(plain.contains(value));
      assertThat(set.size()).isEqualTo(plain.size());
      assertThat(set.toSortedSet()).isEqualTo(plain);
    }
    IntSet copy = set.copy();
    copy.remove(set.get(0));
    assertThat(set.toSortedSet()).isEqualTo(plain);
    assertThat(copy.size()).isEqualTo(plain.size() - 1);
    assertThat(set.get(set.size() - 1)).isEqualTo(plain.last());
    assertThat(new IntSet().remove(1)).isFalse();
    assertThat(new IntSet().contains(0)).isFalse();
    assertThat(new IntSet().toSortedSet()).isEqualTo(ImmutableSortedSet.of());
  }

  @Test
  @Rule("SS-1")
  void aServiceHasOnePassATick() {
    Wakes wakes = new Wakes();

    assertThat(wakes.add(10)).isTrue();
    assertThat(wakes.add(20)).isTrue();
    assertThat(wakes.add(30)).isTrue();
    assertThat(wakes.add(20)).isFalse();
    Wakes copy = wakes.copy();
    assertThat(wakes.take(10)).isTrue();
    assertThat(wakes.take(10)).isFalse();
    assertThat(wakes.take(30)).isTrue();
    assertThat(wakes.add(10)).isTrue();
    assertThat(wakes.take(20)).isTrue();
    assertThat(copy.take(10)).isTrue();
    assertThat(copy.take(40)).isFalse();
    assertThat(copy.take(30)).isTrue();
  }

  @Test
  void tasksAreCountedByZone() {
    ZoneCounts counts = new ZoneCounts();
    counts.add("a", 1);
    counts.add("b", 2);
    counts.add("a", 3);
    ZoneCounts copy = counts.copy();
    counts.add("b", -1);

    assertThat(List.of(counts.in("a"), counts.in("b"), counts.in("c"))).containsExactly(4, 1, 0);
    assertThat(copy.in("b")).isEqualTo(2);
  }

  @Test
  void idsHaveTheFormsOfEcsAndDiffer() {
    assertThat(Hex.of(0x0123456789abcdefL, 0xfedcba9876543210L))
        .isEqualTo("0123456789abcdeffedcba9876543210");
    for (long key = 0; key < 200; key++) {
      assertThat(Hex.id(key)).matches("[0-9a-f]{32}");
      assertThat(Hex.uuid(key))
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(Hex.nineteenDigits(key)).matches("[1-9][0-9]{18}");
      assertThat(Hex.shortId(key)).matches("[A-Za-z0-9_-]{21}");
    }
    assertThat(LongStream.range(0, 200).mapToObj(Hex::id)).doesNotHaveDuplicates();
    assertThat(LongStream.range(0, 200).mapToObj(Hex::uuid)).doesNotHaveDuplicates();
    assertThat(LongStream.range(0, 200).mapToObj(Hex::nineteenDigits)).doesNotHaveDuplicates();
    assertThat(LongStream.range(0, 200).mapToObj(Hex::shortId)).doesNotHaveDuplicates();
    assertThat(Hex.id(5).substring(0, 16)).isNotEqualTo(Hex.id(5).substring(16));
    assertThat(LongStream.range(0, 200).mapToObj(Hex::shortId))
        .as("all letters come")
        .anyMatch(id -> id.contains("-"))
        .anyMatch(id -> id.contains("A"));
  }
}
