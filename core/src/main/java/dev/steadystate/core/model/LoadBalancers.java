package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** The loadBalancers of a request, of which the target groups are simulated. */
final class LoadBalancers {
  private static final String TARGET_GROUP = "targetGroupArn";

  private LoadBalancers() {}

  /** Returns the target groups that a request names, in its order. */
  static ImmutableList<String> targetGroups(Document request) {
    ImmutableList<Document> loadBalancers = request.documents("loadBalancers");
    ImmutableList.Builder<String> arns =
        ImmutableList.builderWithExpectedSize(loadBalancers.size());
    for (Document loadBalancer : loadBalancers) {
      loadBalancer.string(TARGET_GROUP).ifPresent(arns::add);
    }
    return arns.build();
  }

  /** Returns the request with one more entry. */
  static Document with(Document request, String arn, String containerName, int containerPort) {
    return request.with(
        "loadBalancers",
        ImmutableList.<Document>builder()
            .addAll(request.documents("loadBalancers"))
            .add(
                Document.builder()
                    .put(TARGET_GROUP, arn)
                    .put("containerName", containerName)
                    .put("containerPort", containerPort)
                    .build())
            .build());
  }
}
