package dev.steadystate.architecture.planted.core.engine;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimap;
import com.google.common.collect.Multiset;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

class WalksAtRandom {
  Map<String, String> mapOf() {
    return Map.of("a", "b");
  }

  Map<String, String> mapOfEntries() {
    return Map.ofEntries(Map.entry("a", "b"));
  }

  Map<String, String> mapCopyOf(Map<String, String> map) {
    return Map.copyOf(map);
  }

  Set<String> setOf() {
    return Set.of("a", "b");
  }

  Set<String> setCopyOf(List<String> names) {
    return Set.copyOf(names);
  }

  Map<String, String> hashMap() {
    return new HashMap<>();
  }

  Supplier<Map<String, String>> byReference() {
    return HashMap::new;
  }

  Set<String> hashSet() {
    return new HashSet<>();
  }

  Map<String, String> identityHashMap() {
    return new IdentityHashMap<>();
  }

  Map<String, String> weakHashMap() {
    return new WeakHashMap<>();
  }

  Map<String, String> concurrentHashMap() {
    return new ConcurrentHashMap<>();
  }

  Multimap<String, String> hashMultimap() {
    return HashMultimap.create();
  }

  Multiset<String> hashMultiset() {
    return HashMultiset.create();
  }

  Map<String, String> newHashMap() {
    return Maps.newHashMap();
  }

  Set<String> newHashSet() {
    return Sets.newHashSet();
  }

  Set<String> collectToSet(List<String> names) {
    return names.stream().collect(Collectors.toSet());
  }

  Set<String> collectToUnmodifiableSet(List<String> names) {
    return names.stream().collect(Collectors.toUnmodifiableSet());
  }

  Map<String, String> collectToMap(List<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, name -> name));
  }

  Map<String, String> collectToUnmodifiableMap(List<String> names) {
    return names.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> name));
  }

  Map<String, List<String>> group(List<String> names) {
    return names.stream().collect(Collectors.groupingBy(name -> name));
  }

  Map<String, Long> groupAndCount(List<String> names) {
    return names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
  }
}
