package dev.steadystate.core.model;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.Optional;

/** The loadBalancers of a request, of which the target groups are simulated. */
public final class LoadBalancers {
  private static final String TARGET_GROUP = "targetGroupArn";

  private LoadBalancers() {}

  /** Returns the target groups that a request names, in its order. */
  public static ImmutableList<String> targetGroups(Document request) {
    return request.documents("loadBalancers").stream()
        .flatMap(it -> it.string(TARGET_GROUP).stream())
        .collect(toImmutableList());
  }

  /** Returns an entry for each target group, as given if it was, and Classic ones as given. */
  static ImmutableList<Document> of(ImmutableList<String> targetGroups, Document request) {
    ImmutableList<Document> given = request.documents("loadBalancers");
    if (targetGroups.equals(targetGroups(request))) {
      return given;
    }
    ImmutableList.Builder<Document> all = ImmutableList.builder();
    for (String targetGroup : targetGroups) {
      all.add(
          given.stream()
              .filter(it -> it.string(TARGET_GROUP).equals(Optional.of(targetGroup)))
              .findFirst()
              .orElseGet(() -> Document.of(TARGET_GROUP, targetGroup)));
    }
    given.stream().filter(it -> !it.has(TARGET_GROUP)).forEach(all::add);
    return all.build();
  }
}
