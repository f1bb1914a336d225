package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;

/** Reads what several requests say about placement; which types there are, placement knows. */
final class Placements {
  private Placements() {}

  static ImmutableList<PlacementConstraint> constraints(Document request) {
    return request.documents("placementConstraints").stream()
        .map(
            it ->
                new PlacementConstraint(
                    it.string("type").orElse(""), it.string("expression").orElse("")))
        .collect(toImmutableList());
  }

  static ImmutableList<PlacementStrategy> strategies(Document request) {
    return request.documents("placementStrategy").stream()
        .map(
            it ->
                new PlacementStrategy(it.string("type").orElse(""), it.string("field").orElse("")))
        .collect(toImmutableList());
  }

  static ImmutableList<String> subnets(Document request) {
    return request
        .document("networkConfiguration")
        .flatMap(it -> it.document("awsvpcConfiguration"))
        .map(it -> it.strings("subnets"))
        .orElse(ImmutableList.of());
  }
}
