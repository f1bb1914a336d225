package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Engine;
import dev.steadystate.core.engine.ScheduledCall;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.Run;
import dev.steadystate.core.view.ServiceDeploymentSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskDefinitionSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.core.view.TaskTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of the ECS API for one simulation: as documents by the names of the actions,
 * and as values by methods that say the same.
 *
 * <p>Both doors check through one place, and everything is checked before anything is changed: a
 * refusal is an {@link EcsException} with the type and message of ECS, and leaves no trace.
 *
 * <p>Wherever a call names a container instance its ec2InstanceId serves too, and {@code web/3}
 * where it names a task: launch 3 of service web.
 */
public final class EcsApi {
  private final Account account;
  private final ClusterCalls clusters;
  private final InstanceCalls instances;
  private final TaskDefinitionCalls taskDefinitions;
  private final ServiceCalls services;
  private final TaskCalls tasks;
  private final FaultCalls faults;
  private @Nullable Actions actions;

  /** Answers calls over this engine, those that are scheduled ahead too. */
  public EcsApi(Engine engine) {
    this.account = Account.of(engine);
    this.clusters = new ClusterCalls(account);
    this.instances = new InstanceCalls(account);
    this.taskDefinitions = new TaskDefinitionCalls(account);
    this.services = new ServiceCalls(account, taskDefinitions);
    this.tasks = new TaskCalls(account, taskDefinitions, instances);
    this.faults = new FaultCalls(account, instances);
    engine.hang(this::open);
  }

  // Documents.

  /**
   * Makes a call, now.
   *
   * @param action such as {@code CreateService}
   * @param request its input in the shape of the API
   * @return its output in the shape of the API
   */
  public Document call(String action, Document request) {
    check(action, request);
    Supplier<Document> answer =
        actions().changes(action) ? byHand(() -> answer(action, request)) : answer(action, request);
    return answer.get();
  }

  /** Schedules a call for an instant, from now on. It is checked when it is made. */
  public void schedule(long at, String action, Document request) {
    account.engine().schedule(new ScheduledCall(at, action, request, false));
  }

  private Optional<Supplier<Document>> open(ScheduledCall call) {
    if (call.isFault()) {
      faults.inject(Faults.read(call.input()));
      return Optional.empty();
    }
    check(call.action(), call.input());
    return Optional.of(answer(call.action(), call.input()));
  }

  private void check(String action, Document request) {
    actions().checkAnswered(action);
    Schema.check(action, request);
  }

  private Supplier<Document> answer(String action, Document request) {
    try {
      return actions().answer(action, request);
    } catch (EcsException refused) {
      throw refused;
    } catch (IllegalArgumentException malformed) {
      throw EcsException.invalidParameter(String.valueOf(malformed.getMessage()));
    }
  }

  private Actions actions() {
    if (actions == null) {
      actions = new Actions();
      clusters.register(actions);
      instances.register(actions);
      new AttributeCalls(account).register(actions);
      taskDefinitions.register(actions);
      services.register(actions);
      new ServiceDeploymentCalls(account).register(actions);
      tasks.register(actions);
      new ProtectionCalls(account).register(actions);
      new TagCalls(account).register(actions);
      new SettingCalls(account).register(actions);
    }
    return actions;
  }

  private <T> T byHand(Supplier<T> call) {
    return account.engine().byHand(call);
  }

  // Values.

  public ClusterSnapshot createCluster(String name) {
    return byHand(() -> account.snapshots().cluster(clusters.create(name, Document.empty())));
  }

  public TaskDefinitionSnapshot registerTaskDefinition(TaskDefinition definition) {
    return byHand(() -> account.snapshots().taskDefinition(taskDefinitions.register(definition)));
  }

  public TaskDefinitionSnapshot deregisterTaskDefinition(String name) {
    return byHand(() -> account.snapshots().taskDefinition(taskDefinitions.deregister(name)));
  }

  public InstanceSnapshot registerContainerInstance(ContainerInstance instance) {
    return byHand(
        () -> account.snapshots().instance(instances.register(instance, Document.empty())));
  }

  /** Takes an instance out of its cluster; with force its tasks end with it (SS-112). */
  public InstanceSnapshot deregisterContainerInstance(
      String cluster, String instance, boolean force) {
    return byHand(
        () ->
            account
                .snapshots()
                .instance(
                    instances.deregister(account.directory().cluster(cluster), instance, force)));
  }

  /** Sets an instance to DRAINING: its service tasks move away (SS-102). */
  public InstanceSnapshot drain(String cluster, String instance) {
    return setState(cluster, instance, InstanceStatus.DRAINING);
  }

  /** Sets an instance that was draining to ACTIVE again. */
  public InstanceSnapshot activate(String cluster, String instance) {
    return setState(cluster, instance, InstanceStatus.ACTIVE);
  }

  private InstanceSnapshot setState(String cluster, String instance, InstanceStatus status) {
    return byHand(
        () ->
            account
                .snapshots()
                .instance(
                    instances.setState(account.directory().cluster(cluster), instance, status)));
  }

  public ServiceSnapshot createService(Service service) {
    return byHand(() -> account.snapshots().service(services.create(service)));
  }

  public ServiceSnapshot updateService(ServiceUpdate update) {
    return byHand(() -> account.snapshots().service(services.update(update)));
  }

  /** Deletes a service; with force also one that is scaled above zero. */
  public ServiceSnapshot deleteService(String cluster, String service, boolean force) {
    return byHand(
        () ->
            account
                .snapshots()
                .service(services.delete(account.directory().cluster(cluster), service, force)));
  }

  /** Starts tasks outside any service; on given instances, it is a StartTask. */
  public Run runTask(RunTask run) {
    return byHand(() -> tasks.run(run));
  }

  /** Stops a task, as the answer to StopTask shows it (TK-4). */
  public TaskSnapshot stopTask(String cluster, String task, String reason) {
    return byHand(() -> tasks.stop(account.directory().cluster(cluster), task, reason));
  }

  /** Protects a service task from scale-in for so long (SS-61). */
  public TaskSnapshot protectTask(String cluster, String task, Duration length) {
    return byHand(
        () -> ProtectionCalls.protect(account, account.directory().cluster(cluster), task, length));
  }

  /** Ends the protection of a service task. */
  public TaskSnapshot unprotectTask(String cluster, String task) {
    return protectTask(cluster, task, Duration.ZERO);
  }

  // Faults.

  /** Lets something go wrong, now. */
  public void inject(Fault fault) {
    byHand(
        () -> {
          faults.inject(fault);
          return fault;
        });
  }

  /** Schedules a fault for an instant, from now on. */
  public void schedule(long at, Fault fault) {
    Document document = Faults.toDocument(fault);
    String name = document.members().keySet().iterator().next();
    account.engine().schedule(new ScheduledCall(at, name, document, true));
  }

  // Looking.

  public Arns arns() {
    return account.arns();
  }

  /** Returns who writes snapshots as the API shows them. */
  public Describe describe() {
    return account.describe();
  }

  /** Returns the clusters in the order of their creation. */
  public ImmutableList<ClusterSnapshot> clusters() {
    return account.directory().clusters().stream()
        .map(account.snapshots()::cluster)
        .collect(ImmutableList.toImmutableList());
  }

  public Optional<ClusterSnapshot> cluster(String nameOrArn) {
    return account.directory().findCluster(nameOrArn).map(account.snapshots()::cluster);
  }

  /** Returns the container instance of this id, ARN or ec2InstanceId. */
  public Optional<InstanceSnapshot> instance(String cluster, String name) {
    return account
        .directory()
        .findInstance(existing(cluster), name)
        .map(account.snapshots()::instance);
  }

  /** Returns the container instances in the order of their registration, INACTIVE ones too. */
  public ImmutableList<InstanceSnapshot> instances(String cluster) {
    return account.directory().instances(existing(cluster)).stream()
        .map(account.snapshots()::instance)
        .collect(toImmutableList());
  }

  /** Returns the service of this name or ARN, whatever its status. */
  public Optional<ServiceSnapshot> service(String cluster, String nameOrArn) {
    return account
        .directory()
        .findService(existing(cluster), nameOrArn)
        .map(account.snapshots()::service);
  }

  /** Returns what every call so far has made of a service. */
  public Optional<Service> definition(String cluster, String service) {
    return account
        .directory()
        .findService(existing(cluster), service)
        .map(state -> state.present());
  }

  /** Returns the services in the order of their creation, whatever their status. */
  public ImmutableList<ServiceSnapshot> services(String cluster) {
    return account.directory().services(existing(cluster)).stream()
        .map(account.snapshots()::service)
        .collect(toImmutableList());
  }

  /** Returns the service deployments of a service, newest first. */
  public ImmutableList<ServiceDeploymentSnapshot> serviceDeployments(
      String cluster, String service) {
    return account
        .snapshots()
        .serviceDeployments(account.directory().service(existing(cluster), service));
  }

  /** Returns the latest service deployment of a service, without those before it. */
  public Optional<ServiceDeploymentSnapshot> latestServiceDeployment(
      String cluster, String service) {
    return account
        .snapshots()
        .latestServiceDeployment(account.directory().service(existing(cluster), service));
  }

  /** Returns the status of the latest service deployment of a service. */
  public Optional<String> latestServiceDeploymentStatus(String cluster, String service) {
    return account
        .snapshots()
        .latestServiceDeploymentStatus(account.directory().service(existing(cluster), service));
  }

  /** Returns the service deployments of a service, of this one of those that had its name. */
  public ImmutableList<ServiceDeploymentSnapshot> serviceDeployments(ServiceSnapshot service) {
    return account.directory().services(existing(service.cluster())).stream()
        .filter(state -> state.name().equals(service.name()))
        .filter(state -> state.createdAt() == service.createdAt().toEpochMilli())
        .flatMap(state -> account.snapshots().serviceDeployments(state).stream())
        .collect(toImmutableList());
  }

  /** Returns the task of this id or ARN, or of a name like {@code web/3}. */
  public Optional<TaskSnapshot> task(String cluster, String name) {
    var row = account.directory().findKeptTask(existing(cluster), name);
    return row.isPresent()
        ? Optional.of(account.snapshots().task(row.getAsInt()))
        : Optional.empty();
  }

  /** Returns a task as deciders see it. */
  public Optional<TaskView> taskView(String cluster, String name) {
    OptionalInt row = account.directory().findTask(existing(cluster), name);
    return row.isPresent()
        ? Optional.of(account.engine().taskView(row.getAsInt()))
        : Optional.empty();
  }

  /** Returns the task that a journal entry is about, as deciders see it. */
  public Optional<TaskView> taskView(Subject task) {
    OptionalInt row = account.directory().findTask(task);
    return row.isPresent()
        ? Optional.of(account.engine().taskView(row.getAsInt()))
        : Optional.empty();
  }

  /** Returns the timestamps of a task. */
  public TaskTimes taskTimes(TaskView task) {
    return account.snapshots().times(task.handle());
  }

  /** Returns the timestamps of a task. */
  public Optional<TaskTimes> taskTimes(String cluster, String name) {
    OptionalInt row = account.directory().findTask(existing(cluster), name);
    return row.isPresent()
        ? Optional.of(account.snapshots().times(row.getAsInt()))
        : Optional.empty();
  }

  /** Hands out all tasks that are remembered, in launch order, each made as it is asked for. */
  public Stream<TaskSnapshot> eachTask(String cluster) {
    return account.directory().tasks(existing(cluster)).stream().map(account.snapshots()::task);
  }

  /** Returns all tasks that are remembered, in launch order. */
  public ImmutableList<TaskSnapshot> tasks(String cluster) {
    return account.directory().tasks(existing(cluster)).stream()
        .map(account.snapshots()::task)
        .collect(toImmutableList());
  }

  /** Returns the tasks of a service that are remembered, in launch order. */
  public ImmutableList<TaskSnapshot> tasks(String cluster, String service) {
    Cluster in = existing(cluster);
    return account.directory().tasks(in, account.directory().service(in, service)).stream()
        .map(account.snapshots()::task)
        .collect(toImmutableList());
  }

  public Optional<TaskDefinitionSnapshot> taskDefinition(String name) {
    return account.directory().findRevision(name).map(account.snapshots()::taskDefinition);
  }

  /** What is there can be looked at, also in a cluster that was deleted. */
  private Cluster existing(String cluster) {
    return account
        .directory()
        .findCluster(cluster)
        .orElseThrow(() -> new EcsException("ClusterNotFoundException", "Cluster not found."));
  }
}
