package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Instance;
import dev.steadystate.core.engine.TagLists;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The actions about container instances. */
final class InstanceCalls {
  private static final int PAGE = 100;
  private static final ImmutableList<String> TAGS = ImmutableList.of("TAGS");

  private final Account account;

  InstanceCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .changeThenDraw("RegisterContainerInstance", this::register)
        .look("DescribeContainerInstances", this::describe)
        .look("ListContainerInstances", this::list)
        .changeThenDraw("UpdateContainerInstancesState", this::updateState)
        .changeThenDraw("DeregisterContainerInstance", this::deregister);
  }

  // Registering.

  Instance register(ContainerInstance wanted, Document tags) {
    Cluster cluster = account.directory().cluster(wanted.cluster());
    checkNew(cluster, wanted);
    account.commands().called("RegisterContainerInstance", cluster);
    return admit(cluster, wanted, tags);
  }

  void checkNew(Cluster cluster, ContainerInstance wanted) {
    account.commands().instances().checkNew(cluster, named(cluster, wanted));
  }

  /** Lets an instance in that was checked, under the call or fault that was written. */
  Instance admit(Cluster cluster, ContainerInstance wanted, Document tags) {
    return account.commands().instances().register(cluster, named(cluster, wanted), tags);
  }

  /** An instance that does not say who it is gets an id of EC2's form. */
  private ContainerInstance named(Cluster cluster, ContainerInstance wanted) {
    return wanted.ec2InstanceId().isEmpty()
        ? wanted.withEc2InstanceId(account.directory().unusedInstanceId(cluster))
        : wanted;
  }

  private Supplier<Document> register(Document request) {
    Document tags = TagLists.read(Tags.of(request));
    Optional<Instance> again =
        request
            .string("containerInstanceArn")
            .flatMap(arn -> account.directory().findInstance(account.cluster(request), arn))
            .filter(instance -> instance.status() != InstanceStatus.INACTIVE);
    Instance instance =
        again.isPresent()
            ? reconnect(account.cluster(request), again.get(), request)
            : register(Requests.containerInstance(request), tags);
    return answer(instance);
  }

  private Instance reconnect(Cluster cluster, Instance instance, Document request) {
    account.commands().called("RegisterContainerInstance", instance);
    request
        .document("versionInfo")
        .ifPresent(told -> account.commands().instances().setVersionInfo(cluster, instance, told));
    account.commands().instances().setAgentConnected(cluster, instance, true);
    return instance;
  }

  /** Returns who draws an instance as it is now. */
  private Supplier<Document> answer(Instance instance) {
    InstanceSnapshot now = account.snapshots().instance(instance);
    return Suppliers.memoize(
        () -> Document.of("containerInstance", DescribeInstance.instance(now, TAGS)));
  }

  // Looking.

  private Document describe(Document request) {
    Cluster cluster = account.cluster(request);
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : request.strings("containerInstances")) {
      Optional<Instance> instance = account.directory().findInstance(cluster, name);
      if (instance.isPresent()) {
        found.add(
            DescribeInstance.instance(
                account.snapshots().instance(instance.get()), Account.include(request)));
      } else {
        failures.add(missing(cluster, name));
      }
    }
    return answer(found.build(), failures.build());
  }

  private static Document answer(
      ImmutableList<Document> instances, ImmutableList<Document> failures) {
    return Document.builder()
        .put("containerInstances", instances)
        .put("failures", failures)
        .build();
  }

  Document missing(Cluster cluster, String name) {
    return Answers.missing(arn(cluster, name));
  }

  /** Returns the ARN that an instance of this id would have. */
  String arn(Cluster cluster, String name) {
    return account
        .arns()
        .containerInstance(
            cluster.name(), account.arns().containerInstanceId(cluster.name(), name));
  }

  private Document list(Document request) {
    Cluster cluster = account.cluster(request);
    Optional<InstanceStatus> status =
        request.string("status").flatMap(InstanceCalls::simulatedStatus);
    boolean unreachable = request.has("status") && status.isEmpty();
    ImmutableList<String> arns =
        account.directory().instances(cluster, request.string("filter")).stream()
            .filter(instance -> !unreachable && hasStatus(instance, status))
            .map(instance -> account.arns().containerInstance(cluster.name(), instance.id()))
            .collect(toImmutableList());
    return Pages.page(request, "containerInstanceArns", arns, PAGE);
  }

  /** Instances here never show the states of trunk interfaces. */
  private static Optional<InstanceStatus> simulatedStatus(String word) {
    return ImmutableList.copyOf(InstanceStatus.values()).stream()
        .filter(status -> status.name().equals(word))
        .findFirst();
  }

  private static boolean hasStatus(Instance instance, Optional<InstanceStatus> wanted) {
    return wanted
        .map(status -> instance.status() == status)
        .orElse(instance.status() != InstanceStatus.INACTIVE);
  }

  // Changing.

  /** Returns the instance of this name, refusing one that is not there any more. */
  Instance present(Cluster cluster, String name) {
    Instance instance =
        account
            .directory()
            .findInstance(cluster, name)
            .orElseThrow(
                () ->
                    EcsException.invalidParameter(
                        "The referenced container instance was not found."));
    Check.parameter(
        instance.status() != InstanceStatus.INACTIVE,
        "The referenced container instance %s is INACTIVE.",
        instance.ec2InstanceId());
    return instance;
  }

  Instance setState(Cluster cluster, String name, InstanceStatus status) {
    Instance instance = present(cluster, name);
    setState(cluster, instance, status);
    return instance;
  }

  private void setState(Cluster cluster, Instance instance, InstanceStatus status) {
    account.commands().called("UpdateContainerInstancesState", instance);
    account.commands().instances().setState(cluster, instance, status);
  }

  private Supplier<Document> updateState(Document request) {
    Cluster cluster = account.cluster(request);
    String word = request.string("status").orElse("");
    Check.parameter(
        word.equals("ACTIVE") || word.equals("DRAINING"),
        "Container instance status should be one of [ACTIVE, DRAINING]");
    List<Instance> found = new ArrayList<>();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : request.strings("containerInstances")) {
      Optional<Instance> instance = account.directory().findInstance(cluster, name);
      if (instance.isEmpty()) {
        failures.add(missing(cluster, name));
      } else if (instance.get().status() == InstanceStatus.INACTIVE) {
        failures.add(
            Answers.failure(
                account.arns().containerInstance(cluster.name(), instance.get().id()), "INACTIVE"));
      } else {
        found.add(instance.get());
      }
    }
    ImmutableList.Builder<InstanceSnapshot> changed = ImmutableList.builder();
    for (Instance instance : found) {
      setState(cluster, instance, InstanceStatus.valueOf(word));
      changed.add(account.snapshots().instance(instance));
    }
    ImmutableList<InstanceSnapshot> now = changed.build();
    return Suppliers.memoize(
        () ->
            answer(
                now.stream()
                    .map(each -> DescribeInstance.instance(each, ImmutableList.of()))
                    .collect(toImmutableList()),
                failures.build()));
  }

  Instance deregister(Cluster cluster, String name, boolean force) {
    Instance instance = present(cluster, name);
    account.commands().instances().deregister(cluster, instance, force);
    return instance;
  }

  private Supplier<Document> deregister(Document request) {
    return answer(
        deregister(
            account.cluster(request),
            request.string("containerInstance").orElse(""),
            request.bool("force").orElse(false)));
  }
}
