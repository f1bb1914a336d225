package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.model.Letters;
import java.util.Optional;

/** The actions about clusters. */
final class ClusterCalls {
  private static final int PAGE = 100;
  private static final int LONGEST_NAME = 255;
  private static final ImmutableList<String> ALL_PARTS =
      ImmutableList.of("CONFIGURATIONS", "SETTINGS", "TAGS");
  private static final Letters LETTERS = Letters.digitsAnd("_-");

  private final Account account;

  ClusterCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .change("CreateCluster", this::create)
        .look("DescribeClusters", this::describe)
        .look("ListClusters", this::list)
        .change("DeleteCluster", this::delete)
        .change("UpdateCluster", request -> redefine("UpdateCluster", request))
        .change("UpdateClusterSettings", request -> redefine("UpdateClusterSettings", request))
        .change("PutClusterCapacityProviders", this::putCapacityProviders);
  }

  Cluster create(String name, Document definition) {
    Check.parameter(
        !name.isEmpty() && name.length() <= LONGEST_NAME && LETTERS.make(name),
        "clusterName should be 1 to 255 letters, digits, hyphens and underscores but was %s",
        Document.brief(name));
    Tags.of(definition);
    checkSettings(definition);
    checkStrategy(
        definition.strings("capacityProviders"),
        definition.documents("defaultCapacityProviderStrategy"));
    return account.commands().createCluster(name, definition);
  }

  private Document create(Document request) {
    Cluster cluster =
        create(request.string("clusterName").orElse("default"), request.without("clusterName"));
    return answer(cluster);
  }

  private Document answer(Cluster cluster) {
    return Document.of(
        "cluster", account.describe().cluster(account.snapshots().cluster(cluster), ALL_PARTS));
  }

  private static void checkSettings(Document definition) {
    ImmutableList<String> values = ImmutableList.of("enhanced", "enabled", "disabled");
    for (Document setting : definition.documents("settings")) {
      String value = setting.string("value").orElse("");
      Check.parameter(
          values.contains(value),
          "the value of containerInsights should be one of %s but was %s",
          values,
          value);
    }
  }

  /** Which providers there are nobody knows here, but a default must be one of the cluster's. */
  private static void checkStrategy(
      ImmutableList<String> providers, ImmutableList<Document> strategy) {
    for (Document item : strategy) {
      Check.parameter(
          providers.contains(item.string("capacityProvider").orElse("")),
          "The specified capacity provider strategy cannot contain a capacity provider that is not"
              + " associated with the cluster.");
    }
  }

  private Document describe(Document request) {
    ImmutableList<String> names =
        request.has("clusters") ? request.strings("clusters") : ImmutableList.of("default");
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : names) {
      Optional<Cluster> cluster = account.directory().findCluster(name);
      if (cluster.isPresent()) {
        found.add(
            account
                .describe()
                .cluster(account.snapshots().cluster(cluster.get()), Account.include(request)));
      } else {
        failures.add(Answers.missing(account.arns().cluster(account.arns().clusterName(name))));
      }
    }
    return Document.builder()
        .put("clusters", found.build())
        .put("failures", failures.build())
        .build();
  }

  private Document list(Document request) {
    ImmutableList<String> arns =
        account.directory().clusters().stream()
            .filter(Cluster::isActive)
            .map(cluster -> account.arns().cluster(cluster.name()))
            .collect(toImmutableList());
    return Pages.page(request, "clusterArns", arns, PAGE);
  }

  private Document delete(Document request) {
    Cluster cluster = account.cluster(request);
    account.commands().deleteCluster(cluster);
    return answer(cluster);
  }

  /** Replaces those parts of a cluster that the request names. */
  private Document redefine(String action, Document request) {
    Cluster cluster = account.cluster(request);
    checkSettings(request);
    account.commands().called(action, cluster);
    account.commands().define(cluster, cluster.definition().with(request.without("cluster")));
    return answer(cluster);
  }

  private Document putCapacityProviders(Document request) {
    checkStrategy(
        request.strings("capacityProviders"), request.documents("defaultCapacityProviderStrategy"));
    return redefine("PutClusterCapacityProviders", request);
  }
}
