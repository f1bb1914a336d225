package dev.steadystate.placement;

/** The numbers from 0 to below a size of which some are removed; finds the one at any place. */
final class Remaining {
  /** How many remain in the stretch that ends at each place, counted from 1, as Fenwick has it. */
  private final int[] counts;

  private final int highest;

  Remaining(int size) {
    this.counts = new int[size + 1];
    this.highest = Integer.highestOneBit(size);
    for (int place = 1; place <= size; place++) {
      counts[place] = Integer.lowestOneBit(place);
    }
  }

  void remove(int number) {
    for (int place = number + 1; place < counts.length; place += Integer.lowestOneBit(place)) {
      counts[place]--;
    }
  }

  /** Returns the remaining number that has this many remaining ones before it. */
  int at(int before) {
    int place = 0;
    int left = before;
    for (int step = highest; step > 0; step >>= 1) {
      if (place + step < counts.length && counts[place + step] <= left) {
        place += step;
        left -= counts[place];
      }
    }
    return place;
  }
}
