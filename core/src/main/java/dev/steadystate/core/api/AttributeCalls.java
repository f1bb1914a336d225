package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Instance;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The actions about attributes of container instances. */
final class AttributeCalls {
  private static final int PAGE = 100;
  private static final int MOST_CUSTOM = 10;

  private final Account account;

  AttributeCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .change("PutAttributes", this::put)
        .change("DeleteAttributes", this::delete)
        .look("ListAttributes", this::list);
  }

  private Document put(Document request) {
    Cluster cluster = account.cluster(request);
    Map<Instance, SortedMap<String, String>> targets = new LinkedHashMap<>();
    ImmutableList.Builder<Document> answer = ImmutableList.builder();
    for (Document given : request.documents("attributes")) {
      Attribute attribute = read(given);
      checkCustom(attribute.name());
      Instance target = target(cluster, given);
      attributesOf(targets, target).put(attribute.name(), attribute.value());
      answer.add(row(cluster, target, attribute));
    }
    targets.forEach(
        (target, attributes) -> {
          long custom = attributes.keySet().stream().filter(AttributeCalls::isCustom).count();
          if (custom > MOST_CUSTOM && custom > customOf(target)) {
            throw new EcsException(
                "AttributeLimitExceededException",
                "a container instance can have at most 10 custom attributes, but "
                    + target.ec2InstanceId()
                    + " would have "
                    + custom);
          }
        });
    change("PutAttributes", cluster, targets);
    return Document.of("attributes", answer.build());
  }

  private Document delete(Document request) {
    Cluster cluster = account.cluster(request);
    Map<Instance, SortedMap<String, String>> targets = new LinkedHashMap<>();
    ImmutableList.Builder<Document> answer = ImmutableList.builder();
    for (Document given : request.documents("attributes")) {
      Check.parameter(
          !given.has("value"), "the value of an attribute to delete should not be given");
      Attribute attribute = read(given);
      checkCustom(attribute.name());
      Instance target = target(cluster, given);
      if (attributesOf(targets, target).remove(attribute.name()) != null) {
        answer.add(row(cluster, target, attribute));
      }
    }
    change("DeleteAttributes", cluster, targets);
    return Document.of("attributes", answer.build());
  }

  private void change(
      String action, Cluster cluster, Map<Instance, SortedMap<String, String>> targets) {
    targets.forEach(
        (target, attributes) -> {
          account.commands().called(action, target);
          account
              .commands()
              .instances()
              .setAttributes(cluster, target, ImmutableSortedMap.copyOf(attributes));
        });
  }

  private static SortedMap<String, String> attributesOf(
      Map<Instance, SortedMap<String, String>> targets, Instance target) {
    return targets.computeIfAbsent(target, instance -> new TreeMap<>(instance.attributes()));
  }

  private static Attribute read(Document given) {
    return new Attribute(given.string("name").orElse(""), given.string("value").orElse(""));
  }

  private static long customOf(Instance instance) {
    return instance.attributes().keySet().stream().filter(AttributeCalls::isCustom).count();
  }

  /** What the agent says of an instance is not for others to change. */
  private static void checkCustom(String name) {
    Check.parameter(
        isCustom(name), "an attribute whose name begins with ecs. cannot be changed: %s", name);
  }

  private static boolean isCustom(String name) {
    return !name.startsWith("ecs.") && !name.startsWith("com.amazonaws.ecs.");
  }

  private Instance target(Cluster cluster, Document given) {
    String id = given.string("targetId").orElse("");
    return account
        .directory()
        .findInstance(cluster, id)
        .filter(instance -> instance.status() != InstanceStatus.INACTIVE)
        .orElseThrow(() -> new EcsException("TargetNotFoundException", "Could not find " + id));
  }

  private Document row(Cluster cluster, Instance target, Attribute attribute) {
    return attribute
        .toDocument()
        .with("targetId", account.arns().containerInstance(cluster.name(), target.id()));
  }

  private Document list(Document request) {
    Cluster cluster = account.cluster(request);
    Optional<String> name = request.string("attributeName");
    Optional<String> value = request.string("attributeValue");
    Check.parameter(
        value.isEmpty() || name.isPresent(),
        "attributeValue should only be given together with attributeName");
    ImmutableList.Builder<Document> rows = ImmutableList.builder();
    for (Instance instance : account.directory().instances(cluster)) {
      if (instance.status() == InstanceStatus.INACTIVE) {
        continue;
      }
      instance
          .attributes()
          .forEach(
              (key, text) -> {
                if (name.map(key::equals).orElse(true) && value.map(text::equals).orElse(true)) {
                  rows.add(row(cluster, instance, new Attribute(key, text)));
                }
              });
    }
    return Pages.page(request, "attributes", rows.build(), PAGE);
  }
}
