package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;

/** The rules about capacity provider strategies, which are accepted but not simulated. */
final class CapacityProviderStrategies {
  private static final int MAX_ITEMS = 20;
  private static final ImmutableSet<String> FARGATE = ImmutableSet.of("FARGATE", "FARGATE_SPOT");

  private CapacityProviderStrategies() {}

  static void check(Document request) {
    ImmutableList<Document> items = request.documents("capacityProviderStrategy");
    if (items.isEmpty()) {
      return;
    }
    Check.parameter(
        !request.has("launchType"),
        "Specifying both a launch type and capacity provider strategy is not supported");
    Check.parameter(
        items.size() <= MAX_ITEMS,
        "capacityProviderStrategy can have at most 20 items but had %s",
        items.size());
    Check.parameter(
        items.stream().anyMatch(it -> it.integer("weight").orElse(0) > 0),
        "There are no capacity providers in the capacity provider strategy with a weight value"
            + " greater than zero");
    Check.parameter(
        items.stream().filter(it -> it.integer("base").orElse(0) > 0).count() <= 1,
        "There are multiple capacity providers in the specified capacity provider strategy with a"
            + " base value defined");
    long fargate = items.stream().filter(CapacityProviderStrategies::isFargate).count();
    Check.parameter(
        fargate == 0 || fargate == items.size(),
        "A capacity provider strategy cannot contain a mix of capacity providers using Auto"
            + " Scaling groups and Fargate providers");
  }

  /** Refuses providers that are neither those of Fargate nor associated with the cluster. */
  static void checkKnown(Document request, Document cluster) {
    ImmutableList<String> associated = cluster.strings("capacityProviders");
    for (Document item : request.documents("capacityProviderStrategy")) {
      String name = item.string("capacityProvider").orElse("");
      Check.parameter(
          FARGATE.contains(name) || associated.contains(name),
          "The specified capacity provider %s was not found.",
          name);
    }
  }

  /** Returns a strategy as answers show it, with the weights and bases that were left out. */
  static ImmutableList<Document> shown(ImmutableList<Document> items) {
    return items.stream()
        .map(
            item ->
                Document.builder()
                    .put("capacityProvider", item.get("capacityProvider"))
                    .put("weight", item.integer("weight").orElse(0))
                    .put("base", item.integer("base").orElse(0))
                    .build())
        .collect(toImmutableList());
  }

  /** Returns the default strategy of a cluster as requests write theirs; empty if it has none. */
  static Document standard(Document cluster) {
    ImmutableList<Document> items = cluster.documents("defaultCapacityProviderStrategy");
    return items.isEmpty() ? Document.empty() : Document.of("capacityProviderStrategy", items);
  }

  private static boolean isFargate(Document item) {
    return item.string("capacityProvider").orElse("").startsWith("FARGATE");
  }
}
