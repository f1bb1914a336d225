package dev.steadystate.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ByKeyProperties {
  /** Keys of few values meet in one place and are pushed on, also over the end of the table. */
  @Property(tries = 300)
  void holdsWhatAMapHolds(
      @ForAll @Size(max = 400) List<@LongRange(min = -90, max = 90) Long> keys,
      @ForAll @LongRange(min = 1, max = 1L << 33) long stride) {
    ByKey<String> byKey = new ByKey<>();
    Map<Long, String> map = new HashMap<>();
    for (long drawn : keys) {
      long key = drawn * stride;
      if (map.remove(key) == null) {
        map.put(key, "of " + key);
        byKey.put(key, "of " + key);
      } else {
        byKey.remove(key);
      }

      assertThat(byKey.size()).isEqualTo(map.size());
    }

    for (long drawn = -90; drawn <= 90; drawn++) {
      assertThat(byKey.get(drawn * stride)).isEqualTo(map.get(drawn * stride));
    }
    byKey.remove(Long.MAX_VALUE);
    assertThat(byKey.size()).isEqualTo(map.size());
  }
}
