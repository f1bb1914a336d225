package dev.steadystate.lab;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.Optional;

/** Looks revisions up and makes new ones of them, by the calls anybody would use. */
final class Revisions {
  private final EcsSimulation ecs;

  Revisions(EcsSimulation ecs) {
    this.ecs = ecs;
  }

  /**
   * A revision that is registered.
   *
   * @param container the name of its first essential container
   */
  record Found(String family, int revision, String container, Document document) {}

  /** Returns {@code web:2}, or the latest ACTIVE revision of {@code web}. */
  Optional<Found> find(String familyOrRevision) {
    try {
      Document found =
          ecs.call("DescribeTaskDefinition", Document.of("taskDefinition", familyOrRevision))
              .document("taskDefinition")
              .orElseThrow();
      String container =
          found.documents("containerDefinitions").stream()
              .filter(it -> it.bool("essential").orElse(true))
              .findFirst()
              .flatMap(it -> it.string("name"))
              .orElseThrow();
      return Optional.of(
          new Found(
              found.string("family").orElseThrow(),
              found.integer("revision").orElseThrow(),
              container,
              found));
    } catch (EcsException notThere) {
      return Optional.empty();
    }
  }

  /** Returns the request that registers such a revision with another image. */
  Document withImage(String definition, String image) {
    Found found = find(definition).orElseThrow();
    ImmutableList<Document> containers =
        found.document().documents("containerDefinitions").stream()
            .map(
                it ->
                    it.string("name").equals(Optional.of(found.container()))
                        ? it.with("image", image)
                        : it)
            .collect(ImmutableList.toImmutableList());
    return found
        .document()
        .without(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt")
        .with("containerDefinitions", containers);
  }

  /** Registers it and returns its name, such as {@code web:2}. */
  String register(Document request) {
    Document registered =
        ecs.call("RegisterTaskDefinition", request).document("taskDefinition").orElseThrow();
    return registered.string("family").orElseThrow()
        + ":"
        + registered.integer("revision").orElseThrow();
  }
}
