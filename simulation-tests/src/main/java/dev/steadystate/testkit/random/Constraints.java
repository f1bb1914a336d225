package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** Draws placement constraints and strategies. */
final class Constraints {
  private static final ImmutableList<String> EXPRESSIONS =
      ImmutableList.of(
          "attribute:stack == prod",
          "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
          "attribute:stack exists and not(attribute:ecs.instance-type =~ t2.*)");

  /** It would drive a daemon task away again as soon as it is there. */
  private static final String CROWD = "runningTasksCount < 3";

  private Constraints() {}

  static ImmutableList<Document> ofReplica(Luck luck) {
    return luck.oneIn(4) ? ImmutableList.of(memberOf(CROWD)) : any(luck);
  }

  static ImmutableList<Document> any(Luck luck) {
    return luck.oneIn(4)
        ? ImmutableList.of()
        : ImmutableList.of(
            luck.oneIn(2) ? Document.of("type", "distinctInstance") : memberOf(luck));
  }

  static Document memberOf(Luck luck) {
    return memberOf(luck.pick(EXPRESSIONS));
  }

  private static Document memberOf(String expression) {
    return Document.builder().put("type", "memberOf").put("expression", expression).build();
  }

  static ImmutableList<Document> strategies(Luck luck) {
    Document spread =
        strategy("spread", luck.oneIn(2) ? "attribute:ecs.availability-zone" : "instanceId");
    Document binpack = strategy("binpack", luck.oneIn(2) ? "cpu" : "memory");
    return luck.pick(
        ImmutableList.of(
            ImmutableList.of(),
            ImmutableList.of(spread),
            ImmutableList.of(binpack),
            ImmutableList.of(spread, binpack),
            ImmutableList.of(Document.of("type", "random"))));
  }

  private static Document strategy(String type, String field) {
    return Document.builder().put("type", type).put("field", field).build();
  }
}
