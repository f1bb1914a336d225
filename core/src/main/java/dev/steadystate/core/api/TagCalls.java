package dev.steadystate.core.api;

import com.google.common.base.Splitter;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Commands;
import dev.steadystate.core.engine.Instance;
import dev.steadystate.core.engine.RevisionState;
import dev.steadystate.core.engine.ServiceState;
import dev.steadystate.core.engine.TagLists;
import dev.steadystate.core.model.EcsException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The actions about tags, which are kept and have no effect. */
final class TagCalls {
  private static final int MOST_TAGS = 50;
  private static final Splitter PARTS = Splitter.on(':').limit(6);
  private static final Splitter NAMES = Splitter.on('/');

  private final Account account;

  TagCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .change("TagResource", this::tag)
        .change("UntagResource", this::untag)
        .look("ListTagsForResource", this::list);
  }

  /** Something with tags, and what sets them. */
  private record Tagged(Document tags, Consumer<Document> change) {}

  private Document tag(Document request) {
    Tagged resource = resource(request);
    Document tags = resource.tags().with(TagLists.read(Tags.of(request)));
    if (tags.members().size() > MOST_TAGS) {
      throw new EcsException(
          "LimitExceededException",
          "a resource can have at most 50 tags, but would have " + tags.members().size());
    }
    change("TagResource", request, resource, tags);
    return Document.empty();
  }

  private Document untag(Document request) {
    Tagged resource = resource(request);
    change(
        "UntagResource",
        request,
        resource,
        resource.tags().without(request.strings("tagKeys").toArray(new String[0])));
    return Document.empty();
  }

  private void change(String action, Document request, Tagged resource, Document tags) {
    account
        .commands()
        .called(
            action + " " + request.string("resourceArn").orElse(""),
            account.engine().world().self());
    resource.change().accept(tags);
  }

  private Document list(Document request) {
    return Document.of("tags", TagLists.write(resource(request).tags()));
  }

  // What an ARN is of.

  private Tagged resource(Document request) {
    String arn = request.string("resourceArn").orElse("");
    List<String> parts = PARTS.splitToList(arn);
    Check.parameter(
        parts.size() == 6 && parts.get(0).equals("arn") && parts.get(2).equals("ecs"),
        "The ARN provided is invalid.");
    List<String> names = NAMES.splitToList(parts.get(5));
    Optional<Tagged> found =
        switch (names.get(0)) {
          case "cluster" -> account.directory().findCluster(arn).map(this::tagged);
          case "task-definition" -> account.directory().findRevision(arn).map(this::tagged);
          case "service" -> {
            Check.parameter(
                names.size() > 2, "Long arn format must be used for tagging operations");
            yield service(names.get(1), arn);
          }
          case "container-instance" -> instance(names.get(1), arn);
          case "task" -> task(names.get(1), arn);
          case "capacity-provider", "task-set" -> Optional.empty();
          default -> throw EcsException.invalidParameter("The ARN provided is invalid.");
        };
    return found.orElseThrow(
        () ->
            new EcsException(
                "ResourceNotFoundException", "The specified resource was not found: " + arn));
  }

  private Tagged tagged(Cluster cluster) {
    return new Tagged(
        account.snapshots().cluster(cluster).tags(), tags -> commands().tag(cluster, tags));
  }

  private Tagged tagged(RevisionState revision) {
    return new Tagged(revision.tags, tags -> commands().tag(revision, tags));
  }

  private Optional<Tagged> service(String cluster, String arn) {
    Optional<ServiceState> found =
        account
            .directory()
            .findCluster(cluster)
            .flatMap(in -> account.directory().findService(in, arn));
    return found.map(service -> new Tagged(service.tags(), tags -> commands().tag(service, tags)));
  }

  private Optional<Tagged> instance(String cluster, String arn) {
    Optional<Instance> found =
        account
            .directory()
            .findCluster(cluster)
            .flatMap(in -> account.directory().findInstance(in, arn));
    return found.map(
        instance -> new Tagged(instance.tags(), tags -> commands().tag(instance, tags)));
  }

  private Optional<Tagged> task(String cluster, String arn) {
    Optional<Cluster> in = account.directory().findCluster(cluster);
    OptionalInt row =
        in.map(known -> account.directory().findTask(known, arn)).orElse(OptionalInt.empty());
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Tagged(
                account.snapshots().task(row.getAsInt()).tags(),
                tags -> commands().tagTask(row.getAsInt(), tags)));
  }

  private Commands commands() {
    return account.commands();
  }
}
