package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.News;
import java.util.Arrays;

/** What befell the tasks of a service since its last pass, in order, two words each. */
final class NewsOfTasks {
  private final World world;
  private long[] words = new long[4];
  private int used;

  NewsOfTasks(World world) {
    this.world = world;
  }

  /** Copies news into a fork. */
  NewsOfTasks(World world, NewsOfTasks from) {
    this.world = world;
    this.words = from.words.clone();
    this.used = from.used;
  }

  void add(News.Kind kind, int row, long at) {
    if (used == words.length) {
      words = Arrays.copyOf(words, used * 2);
    }
    words[used] = ((long) kind.ordinal() << 32) | row;
    words[used + 1] = at;
    used += 2;
  }

  int size() {
    return used / 2;
  }

  int row(int i) {
    return (int) words[2 * i];
  }

  boolean isOfStop(int i) {
    return (words[2 * i] >>> 32) == News.Kind.STOPPED.ordinal();
  }

  void clear() {
    used = 0;
  }

  ImmutableList<News> asList() {
    if (used == 0) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<News> all = ImmutableList.builderWithExpectedSize(size());
    for (int i = 0; i < size(); i++) {
      News.Kind kind = isOfStop(i) ? News.Kind.STOPPED : News.Kind.HEALTHY;
      all.add(new News(kind, new TaskRef(world, row(i)), words[2 * i + 1]));
    }
    return all.build();
  }
}
