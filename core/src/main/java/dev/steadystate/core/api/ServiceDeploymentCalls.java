package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Directory.Deployed;
import dev.steadystate.core.engine.ServiceState;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import java.math.BigDecimal;
import java.util.Optional;

/** The actions about service deployments and service revisions. */
final class ServiceDeploymentCalls {
  private static final int PAGE = 20;

  private final Account account;

  ServiceDeploymentCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .look("ListServiceDeployments", this::list)
        .look("DescribeServiceDeployments", this::describe)
        .look("DescribeServiceRevisions", this::describeRevisions)
        .change("StopServiceDeployment", this::stop);
  }

  private Document list(Document request) {
    Cluster cluster = account.cluster(request);
    ServiceState service =
        account.directory().service(cluster, request.string("service").orElse(""));
    ImmutableList<String> statuses = request.strings("status");
    Document createdAt = request.document("createdAt").orElse(Document.empty());
    ImmutableList<Document> brief =
        account.snapshots().serviceDeployments(service).stream()
            .filter(deployment -> statuses.isEmpty() || statuses.contains(deployment.status()))
            .filter(deployment -> isWithin(deployment, createdAt))
            .map(account.describe().services()::briefly)
            .collect(toImmutableList());
    return Pages.page(request, "serviceDeployments", brief, PAGE);
  }

  private static boolean isWithin(ServiceDeploymentSnapshot deployment, Document span) {
    BigDecimal at = Describe.timestamp(deployment.createdAt());
    return number(span, "after").map(after -> at.compareTo(after) >= 0).orElse(true)
        && number(span, "before").map(before -> at.compareTo(before) <= 0).orElse(true);
  }

  private static Optional<BigDecimal> number(Document span, String member) {
    return span.get(member).map(value -> new BigDecimal(value.toString()));
  }

  private Document describe(Document request) {
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String arn : request.strings("serviceDeploymentArns")) {
      Optional<Deployed> deployed = account.directory().findServiceDeployment(arn);
      if (deployed.isPresent()) {
        found.add(
            account
                .describe()
                .serviceDeployment(
                    account
                        .snapshots()
                        .serviceDeployment(deployed.get().service(), deployed.get().record())));
      } else {
        failures.add(Answers.missing(arn));
      }
    }
    return Document.builder()
        .put("serviceDeployments", found.build())
        .put("failures", failures.build())
        .build();
  }

  private Document describeRevisions(Document request) {
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String arn : request.strings("serviceRevisionArns")) {
      Optional<Deployed> deployed = account.directory().findServiceRevision(arn);
      if (deployed.isPresent()) {
        found.add(
            account
                .describe()
                .services()
                .serviceRevision(
                    account
                        .snapshots()
                        .serviceRevision(deployed.get().service(), deployed.get().record())));
      } else {
        failures.add(Answers.missing(arn));
      }
    }
    return Document.builder()
        .put("serviceRevisions", found.build())
        .put("failures", failures.build())
        .build();
  }

  private Document stop(Document request) {
    String arn = request.string("serviceDeploymentArn").orElse("");
    Check.parameter(
        request.string("stopType").orElse("ROLLBACK").equals("ROLLBACK"),
        "stopType should be ROLLBACK but was %s",
        request.string("stopType").orElse(""));
    Deployed deployed =
        account
            .directory()
            .findServiceDeployment(arn)
            .orElseThrow(
                () ->
                    new EcsException(
                        "ServiceDeploymentNotFoundException", "Service deployment not found."));
    account.commands().services().stopDeployment(deployed.service(), deployed.record());
    return Document.of("serviceDeploymentArn", arn);
  }
}
