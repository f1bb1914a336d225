package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import java.util.Optional;

/** The networkConfiguration of a request, of which the subnets are simulated. */
final class Network {
  private static final String CONFIGURATION = "networkConfiguration";
  private static final String AWSVPC = "awsvpcConfiguration";

  private Network() {}

  /** Returns what the request has for these subnets, with security groups and all as given. */
  static Optional<Document> configuration(ImmutableList<String> subnets, Document request) {
    Optional<Document> given = request.document(CONFIGURATION);
    if (subnets.isEmpty()) {
      return given;
    }
    Document awsvpc = given.flatMap(it -> it.document(AWSVPC)).orElse(Document.empty());
    Document own = Document.of("subnets", subnets);
    return Optional.of(Document.of(AWSVPC, Extras.behind(own, awsvpc, ImmutableSet.of())));
  }
}
