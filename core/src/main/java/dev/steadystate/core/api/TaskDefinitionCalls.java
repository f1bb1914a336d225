package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.CharMatcher;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.RevisionState;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.TaskDefinitionSnapshot;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The actions about task definitions. */
final class TaskDefinitionCalls {
  private static final int PAGE = 100;

  private final Account account;

  TaskDefinitionCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .changeThenDraw("RegisterTaskDefinition", this::register)
        .look("DescribeTaskDefinition", this::describe)
        .changeThenDraw("DeregisterTaskDefinition", this::deregister)
        .change("DeleteTaskDefinitions", this::delete)
        .look("ListTaskDefinitions", this::list)
        .look("ListTaskDefinitionFamilies", this::listFamilies);
  }

  RevisionState register(TaskDefinition definition) {
    Rules.check(definition);
    return account.commands().registerTaskDefinition(definition);
  }

  private Supplier<Document> register(Document request) {
    Tags.of(request);
    RevisionState revision = register(Requests.taskDefinition(request));
    return answer(revision, request.has("tags") ? ImmutableList.of("TAGS") : ImmutableList.of());
  }

  /** Returns who draws a task definition as it is now. */
  private Supplier<Document> answer(RevisionState revision, ImmutableList<String> include) {
    TaskDefinitionSnapshot snapshot = account.snapshots().taskDefinition(revision);
    return Suppliers.memoize(
        () ->
            Document.builder()
                .put("taskDefinition", account.describe().taskDefinition(snapshot))
                .put("tags", Describe.tags(snapshot.tags(), include))
                .build());
  }

  /** Returns the revision of this name for new tasks, which takes an ACTIVE one. */
  RevisionState usable(String name) {
    RevisionState revision =
        account
            .directory()
            .findRevision(name)
            .orElseThrow(() -> EcsException.client("TaskDefinition not found."));
    Check.client(revision.status == RevisionState.Status.ACTIVE, "TaskDefinition is inactive");
    return revision;
  }

  private RevisionState described(String name) {
    return account
        .directory()
        .findRevision(name)
        .orElseThrow(() -> EcsException.client("Unable to describe task definition."));
  }

  private Document describe(Document request) {
    return answer(described(request.string("taskDefinition").orElse("")), Account.include(request))
        .get();
  }

  // Deregistering.

  /** Returns the revision of a name that must carry a number. */
  private RevisionState numbered(String nameOrArn) {
    String name = account.arns().taskDefinitionName(nameOrArn);
    int colon = name.lastIndexOf(':');
    Check.client(colon >= 0, "Revision is missing.");
    String number = name.substring(colon + 1);
    Check.parameter(
        !number.isEmpty() && CharMatcher.inRange('0', '9').matchesAllOf(number),
        "Invalid revision number. Number: %s",
        number);
    return described(name);
  }

  RevisionState deregister(String name) {
    RevisionState revision = numbered(name);
    account
        .commands()
        .called("DeregisterTaskDefinition " + revision.revision, account.engine().world().self());
    account.commands().deregister(revision);
    return revision;
  }

  private Supplier<Document> deregister(Document request) {
    return answer(deregister(request.string("taskDefinition").orElse("")), ImmutableList.of());
  }

  private Document delete(Document request) {
    ImmutableList<RevisionState> revisions =
        request.strings("taskDefinitions").stream().map(this::numbered).collect(toImmutableList());
    ImmutableList.Builder<Document> deleted = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (RevisionState revision : revisions) {
      if (revision.status == RevisionState.Status.ACTIVE) {
        failures.add(
            Answers.failure(
                arn(revision),
                "The specified task definition is still in ACTIVE status. Please deregister the"
                    + " target and try again."));
      } else {
        account
            .commands()
            .called("DeleteTaskDefinitions " + revision.revision, account.engine().world().self());
        account.commands().delete(revision);
        deleted.add(
            account.describe().taskDefinition(account.snapshots().taskDefinition(revision)));
      }
    }
    return Document.builder()
        .put("taskDefinitions", deleted.build())
        .put("failures", failures.build())
        .build();
  }

  // Listing.

  private String arn(RevisionState revision) {
    return account.arns().taskDefinition(family(revision), revision.revision.number());
  }

  private static String family(RevisionState revision) {
    return revision.revision.definition().family();
  }

  private Document list(Document request) {
    Optional<String> family = request.string("familyPrefix");
    String status = request.string("status").orElse("ACTIVE");
    ImmutableList<String> arns =
        account.directory().revisions().stream()
            .filter(revision -> revision.status.name().equals(status))
            .filter(revision -> family.map(family(revision)::equals).orElse(true))
            .map(this::arn)
            .collect(toImmutableList());
    boolean descending = request.string("sort").equals(Optional.of("DESC"));
    return Pages.page(request, "taskDefinitionArns", descending ? arns.reverse() : arns, PAGE);
  }

  private Document listFamilies(Document request) {
    String prefix = request.string("familyPrefix").orElse("");
    String status = request.string("status").orElse("ALL");
    ImmutableList<String> active = families(revision -> isActive(revision));
    ImmutableList<String> families =
        families(revision -> true).stream()
            .filter(family -> family.startsWith(prefix))
            .filter(
                family ->
                    switch (status) {
                      case "ACTIVE" -> active.contains(family);
                      case "INACTIVE" -> !active.contains(family);
                      default -> true;
                    })
            .collect(toImmutableList());
    return Pages.page(request, "families", families, PAGE);
  }

  private static boolean isActive(RevisionState revision) {
    return revision.status == RevisionState.Status.ACTIVE;
  }

  private ImmutableList<String> families(Predicate<RevisionState> isMeant) {
    return account.directory().revisions().stream()
        .filter(isMeant)
        .map(TaskDefinitionCalls::family)
        .distinct()
        .collect(toImmutableList());
  }
}
