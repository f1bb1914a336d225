package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;

/** Draws task definitions of two families; whether one has interfaces of its own never changes. */
final class Families {
  static final int COUNT = 2;

  private final Luck luck;

  /** Families of network mode awsvpc. */
  private final ImmutableSet<Integer> ownInterface;

  /** Of those, the families that run on Fargate. */
  private final ImmutableSet<Integer> onFargate;

  Families(Luck luck) {
    this.luck = luck;
    this.ownInterface =
        luck.has(Feature.OWN_INTERFACES, 2) || luck.has(Feature.FARGATE)
            ? ImmutableSet.of(any())
            : ImmutableSet.of();
    this.onFargate = luck.has(Feature.FARGATE) ? ownInterface : ImmutableSet.of();
  }

  int any() {
    return luck.between(1, COUNT);
  }

  static String name(int family) {
    return "f" + family;
  }

  boolean isOnFargate(int family) {
    return onFargate.contains(family);
  }

  /** Adds what a service or a task of the family says of its network and where it is launched. */
  Document.Builder launch(Document.Builder input, int family) {
    if (isOnFargate(family)) {
      input.put("launchType", "FARGATE");
    }
    return network(input, family);
  }

  /** Adds the network configuration that the family needs. */
  Document.Builder network(Document.Builder input, int family) {
    return ownInterface.contains(family)
        ? input.put(
            "networkConfiguration",
            Document.of("awsvpcConfiguration", Document.of("subnets", subnets(family))))
        : input;
  }

  /** Adds a network configuration with one of three choices of subnets. */
  Document.Builder subnets(Document.Builder input, int choice) {
    ImmutableList<String> all = ImmutableList.of("subnet-1", "subnet-2");
    return input.put(
        "networkConfiguration",
        Document.of(
            "awsvpcConfiguration",
            Document.of("subnets", choice < 2 ? ImmutableList.of(all.get(choice)) : all)));
  }

  /** Tasks on Fargate are balanced over the zones of their subnets. */
  private ImmutableList<String> subnets(int family) {
    return isOnFargate(family)
        ? ImmutableList.of("subnet-1", "subnet-2")
        : ImmutableList.of("subnet-1");
  }

  /** Returns an input of RegisterTaskDefinition. */
  Document definition(int family) {
    Document.Builder definition =
        Document.builder()
            .put("family", name(family))
            .put("networkMode", ownInterface.contains(family) ? "awsvpc" : "bridge")
            .put("containerDefinitions", containers(family));
    if (isOnFargate(family)) {
      definition.put("requiresCompatibilities", ImmutableList.of("FARGATE"));
      definition.put("cpu", "1024").put("memory", "3072");
    } else if (luck.has(Feature.CONSTRAINTS, 6)) {
      definition.put("placementConstraints", ImmutableList.of(Constraints.memberOf(luck)));
    }
    return definition.build();
  }

  private ImmutableList<Document> containers(int family) {
    Document.Builder app = app(family);
    if (!luck.has(Feature.SIDECARS, 2)) {
      return ImmutableList.of(app.build());
    }
    Document.Builder side = container("side").put("essential", luck.oneIn(4)).put("memory", 64);
    boolean first = luck.oneIn(2);
    (first ? app : side).put("dependsOn", ImmutableList.of(after(first ? "side" : "app")));
    return ImmutableList.of(app.build(), side.build());
  }

  private static Document after(String container) {
    return Document.builder().put("containerName", container).put("condition", "START").build();
  }

  private Document.Builder container(String name) {
    return Document.builder()
        .put("name", name)
        .put("image", name + ":" + luck.between(1, 9))
        .put("cpu", luck.pick(ImmutableList.of(64, 128, 256, 512)));
  }

  private Document.Builder app(int family) {
    Document.Builder app =
        container("app").put("memory", luck.pick(ImmutableList.of(64, 128, 256, 1024)));
    if (luck.has(Feature.HEALTH_CHECKS, 2)) {
      app.put("healthCheck", healthCheck());
    }
    if (luck.has(Feature.SLOW_STOPS, 2)) {
      app.put("stopTimeout", luck.between(2, 120));
    }
    if (luck.has(Feature.RESTARTS, 2)) {
      app.put(
          "restartPolicy",
          Document.builder().put("enabled", true).put("restartAttemptPeriod", 60).build());
    }
    if (luck.has(Feature.FIXED_PORTS, 3)) {
      Document.Builder port = Document.builder().put("containerPort", 8080);
      if (!ownInterface.contains(family)) {
        port.put("hostPort", luck.oneIn(2) ? 0 : luck.between(8080, 8081));
      }
      app.put("portMappings", ImmutableList.of(port.build()));
    }
    return app;
  }

  private Document healthCheck() {
    return Document.builder()
        .put("command", ImmutableList.of("CMD-SHELL", "exit 0"))
        .put("interval", luck.between(5, 30))
        .put("timeout", 2)
        .put("retries", luck.between(1, 3))
        .put("startPeriod", luck.oneIn(2) ? 0 : luck.between(1, 60))
        .build();
  }
}
