package dev.steadystate.core.engine;

import java.util.Arrays;

/** How many live tasks of a service each zone has: a few zones, counted in place. */
final class ZoneCounts {
  private String[] zones;
  private int[] counts;

  ZoneCounts() {
    this.zones = new String[0];
    this.counts = new int[0];
  }

  private ZoneCounts(ZoneCounts from) {
    this.zones = from.zones.clone();
    this.counts = from.counts.clone();
  }

  ZoneCounts copy() {
    return new ZoneCounts(this);
  }

  int in(String zone) {
    int found = find(zone);
    return found < 0 ? 0 : counts[found];
  }

  void add(String zone, int by) {
    int found = find(zone);
    if (found < 0) {
      found = zones.length;
      zones = Arrays.copyOf(zones, found + 1);
      counts = Arrays.copyOf(counts, found + 1);
      zones[found] = zone;
    }
    counts[found] += by;
  }

  private int find(String zone) {
    for (int i = 0; i < zones.length; i++) {
      if (zones[i].equals(zone)) {
        return i;
      }
    }
    return -1;
  }
}
