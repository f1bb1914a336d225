package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.Launch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the index is made of, part by part. */
class BookkeepingTest {
  @Test
  void readsEachChangedInstanceOnceTheLatestFirst() {
    Changes changes = new Changes();
    changes.note(3);
    changes.note(1);
    changes.note(3);
    changes.note(3);
    changes.note(0);
    long then = changes.now();

    assertThat(since(changes, 0)).containsExactly(0, 3, 1);
    assertThat(since(changes, then)).isEmpty();

    changes.note(1);
    changes.note(7);
    assertThat(since(changes, then)).containsExactly(7, 1);
    assertThat(since(changes, 0)).containsExactly(7, 1, 0, 3);
  }

  @Test
  void remembersTheOrderOfManyChanges() {
    Stream chance = Stream.of(1);
    Changes changes = new Changes();
    LinkedHashSet<Integer> order = new LinkedHashSet<>();
    for (int i = 0; i < 2000; i++) {
      int instance = chance.nextInt(60);
      changes.note(instance);
      order.remove(instance);
      order.add(instance);
    }

    List<Integer> expected = new ArrayList<>(order);
    Collections.reverse(expected);
    assertThat(since(changes, 0)).isEqualTo(expected);
  }

  @Test
  void knowsWhenAttributesChanged() {
    Changes changes = new Changes();
    assertThat(changes.attributesChangedAfter(0)).isFalse();
    assertThat(changes.attributesChangedAfter(0, 5)).isFalse();
    assertThat(changes.latest()).isEqualTo(Changes.NOBODY);

    changes.note(5);
    assertThat(changes.attributesChangedAfter(0)).isFalse();

    changes.noteAttributes(4);
    long then = changes.now();
    assertThat(changes.attributesChangedAfter(0)).isTrue();
    assertThat(changes.attributesChangedAfter(0, 4)).isTrue();
    assertThat(changes.attributesChangedAfter(0, 3)).isFalse();
    assertThat(changes.attributesChangedAfter(0, 50)).isFalse();
    assertThat(changes.attributesChangedAfter(then, 4)).isFalse();

    changes.noteAttributes(9);
    assertThat(changes.attributesChangedAfter(then, 4)).isFalse();
    assertThat(changes.attributesChangedAfter(then, 9)).isTrue();
    assertThat(since(changes, then)).containsExactly(9);
  }

  @Test
  void numbersValuesAndRanksThem() {
    List<String> names = new ArrayList<>(List.of("b", "a", "b", "c"));
    Values values = new Values(names::get);
    values.readTo(3);

    assertThat(values.count()).isEqualTo(2);
    assertThat(List.of(values.of(0), values.of(1), values.of(2))).containsExactly(0, 1, 0);
    assertThat(values.name(1)).isEqualTo("a");
    assertThat(List.of(values.rank(0), values.rank(1), values.rank(2))).containsExactly(1, 0, 1);

    values.readTo(4);
    names.set(0, "A");
    values.readAgain(0);
    values.readAgain(17);
    assertThat(List.of(values.of(0), values.of(1), values.of(2), values.of(3)))
        .containsExactly(3, 1, 0, 2);
    assertThat(List.of(values.rank(0), values.rank(1), values.rank(2), values.rank(3)))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void findsWhatRemainsAtAnyPlace() {
    for (int size : new int[] {1, 2, 3, 8, 13, 64, 100}) {
      Remaining remaining = new Remaining(size);
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        expected.add(i);
      }
      Stream chance = Stream.of(size);
      while (!expected.isEmpty()) {
        for (int place = 0; place < expected.size(); place++) {
          assertThat(remaining.at(place)).isEqualTo(expected.get(place));
        }
        remaining.remove(expected.remove(chance.nextInt(expected.size())));
      }
    }
  }

  @Test
  void gathersNumbersInAnyOrder() {
    Numbers numbers = new Numbers();
    for (int i = 40; i > 0; i--) {
      numbers.add(i);
    }

    assertThat(numbers.size()).isEqualTo(40);
    assertThat(numbers.inOrder(0)).isEqualTo(1);
    assertThat(numbers.inOrder(39)).isEqualTo(40);
  }

  @Test
  void keepsAnIndexPerKindOfTaskAndDropsTheOneUsedLongestAgo() {
    FakeCluster cluster = FakeCluster.fleet();
    Fleet fleet = new Fleet(cluster);
    Indexes indexes = new Indexes(fleet, 12);
    Launch small = launch(cluster, "web", 1);
    Launch large = launch(cluster, "web", 2);
    Launch other = launch(cluster, "other", 1);
    Launch fourth = launch(cluster, "web", 3);

    Index first = indexes.of(small);
    Index second = indexes.of(large);
    Index third = indexes.of(other);
    assertThat(indexes.of(launch(cluster, "web", 1))).isSameAs(first);
    assertThat(indexes.of(small)).isSameAs(first);
    assertThat(indexes.count()).isEqualTo(3);

    indexes.of(fourth);

    assertThat(indexes.count()).isEqualTo(3);
    assertThat(indexes.of(small)).isSameAs(first);
    assertThat(indexes.of(other)).isSameAs(third);
    assertThat(indexes.of(large)).isNotSameAs(second);
    assertThat(indexes.of(small)).isSameAs(first);
    assertThat(indexes.count()).isEqualTo(3);
  }

  @Test
  void keepsOneIndexHoweverLargeTheCluster() {
    FakeCluster cluster = FakeCluster.fleet();
    Indexes indexes = new Indexes(new Fleet(cluster), 1);

    Index first = indexes.of(launch(cluster, "web", 1));
    assertThat(indexes.of(launch(cluster, "web", 1))).isSameAs(first);
    indexes.of(launch(cluster, "web", 2));

    assertThat(indexes.count()).isEqualTo(1);
  }

  @Test
  void makesRoomForManyGroups() {
    FakeCluster cluster = FakeCluster.fleet();
    Indexes indexes = new Indexes(new Fleet(cluster), 1_000_000);
    List<Index> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(indexes.of(launch(cluster, "group" + i, 1)));
    }

    for (int i = 0; i < 100; i++) {
      assertThat(indexes.of(launch(cluster, "group" + i, 1))).isSameAs(all.get(i));
    }
  }

  private static Launch launch(FakeCluster cluster, String group, int cpu) {
    return Wants.launch(
        cluster.group(group),
        Wants.policy(Wants.service(PlacementStrategy.binpack("cpu"))),
        Wants.needs(cpu, 0));
  }

  private static List<Integer> since(Changes changes, long time) {
    List<Integer> changed = new ArrayList<>();
    for (int instance = changes.latest();
        instance != Changes.NOBODY && changes.changedAfter(time, instance);
        instance = changes.before(instance)) {
      changed.add(instance);
    }
    return changed;
  }
}
