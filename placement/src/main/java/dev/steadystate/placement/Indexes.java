package dev.steadystate.placement;

import dev.steadystate.core.spi.Launch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a cluster, each made when first asked for. Those used longest ago are dropped when
 * together they take too much room; they cost nothing until asked again.
 */
final class Indexes {
  /** How many instances all indexes together may hold, about 60 bytes each. */
  static final int ROOM = 2_000_000;

  private final Fleet fleet;
  private final int room;
  private @Nullable Entry[] ofGroup = new Entry[16];
  private @Nullable Entry latest;
  private @Nullable Entry oldest;
  private int count;

  Indexes(Fleet fleet, int room) {
    this.fleet = fleet;
    this.room = room;
  }

  Index of(Launch launch) {
    Entry entry = find(launch);
    if (entry == null) {
      entry = add(launch);
    } else if (entry != latest) {
      unlink(entry);
      link(entry);
    }
    return entry.index;
  }

  /** Returns the live tasks of the group for each value for each shared strategy of the policy. */
  int[][] tasksPerValue(int group, EcsPlacementPolicy policy) {
    Entry entry = group < ofGroup.length ? ofGroup[group] : null;
    while (entry != null && !entry.index.isOf(group, policy)) {
      entry = entry.nextOfGroup;
    }
    return entry == null ? fleet.tasksPerValue(group, policy.chain()) : entry.index.tasksPerValue();
  }

  int count() {
    return count;
  }

  private @Nullable Entry find(Launch launch) {
    Entry entry = launch.group() < ofGroup.length ? ofGroup[launch.group()] : null;
    while (entry != null && !entry.index.serves(launch)) {
      entry = entry.nextOfGroup;
    }
    return entry;
  }

  private Entry add(Launch launch) {
    while (oldest != null && (count + 1L) * fleet.instances().size() > room) {
      drop(oldest);
    }
    int group = launch.group();
    if (group >= ofGroup.length) {
      ofGroup = Arrays.copyOf(ofGroup, Math.max(group + 1, ofGroup.length * 2));
    }
    Entry entry = new Entry(new Index(fleet, launch), group);
    entry.nextOfGroup = ofGroup[group];
    ofGroup[group] = entry;
    link(entry);
    count++;
    return entry;
  }

  private void drop(Entry entry) {
    unlink(entry);
    count--;
    Entry before = ofGroup[entry.group];
    if (before == entry) {
      ofGroup[entry.group] = entry.nextOfGroup;
      return;
    }
    while (before != null && before.nextOfGroup != entry) {
      before = before.nextOfGroup;
    }
    if (before != null) {
      before.nextOfGroup = entry.nextOfGroup;
    }
  }

  private void link(Entry entry) {
    entry.older = latest;
    entry.newer = null;
    if (latest != null) {
      latest.newer = entry;
    } else {
      oldest = entry;
    }
    latest = entry;
  }

  private void unlink(Entry entry) {
    if (entry.newer != null) {
      entry.newer.older = entry.older;
    } else {
      latest = entry.older;
    }
    if (entry.older != null) {
      entry.older.newer = entry.newer;
    } else {
      oldest = entry.newer;
    }
  }

  /** An index in the order of use, and among those of its group. */
  private static final class Entry {
    final Index index;
    final int group;
    @Nullable Entry nextOfGroup;
    @Nullable Entry newer;
    @Nullable Entry older;

    Entry(Index index, int group) {
      this.index = index;
      this.group = group;
    }
  }
}
