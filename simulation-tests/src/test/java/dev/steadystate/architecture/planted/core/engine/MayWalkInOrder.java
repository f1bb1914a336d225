package dev.steadystate.architecture.planted.core.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

class MayWalkInOrder {
  Set<String> names() {
    return ImmutableSet.of("b", "a");
  }

  Map<String, String> copy(Map<String, String> map) {
    return ImmutableMap.copyOf(map);
  }

  Map<String, String> inOrderOfArrival() {
    return new LinkedHashMap<>(4);
  }

  Map<String, Long> count(List<String> names) {
    return names.stream()
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  long unit() {
    return TimeUnit.SECONDS.toMillis(1);
  }
}
