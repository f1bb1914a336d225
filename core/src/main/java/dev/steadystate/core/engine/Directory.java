package dev.steadystate.core.engine;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.ContainerDefinition;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.PlacementEngine.InstanceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Finds things by what calls call them: names, ids and ARNs, as ECS does, and besides those {@code
 * web/3} for a task and {@code i-1} for a container instance.
 *
 * <p>Nothing is indexed for it: whoever looks pays, by walking over what there is.
 */
public final class Directory {
  private static final CharMatcher HEX_DIGITS =
      CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f'));

  private static final int ID_DIGITS = 32;

  private final World world;
  private final Arns arns;

  public Directory(Engine engine) {
    this(engine.world);
  }

  Directory(World world) {
    this.world = world;
    this.arns = world.arns;
  }

  public Arns arns() {
    return arns;
  }

  // Clusters.

  /** Returns the ACTIVE cluster of this name or ARN. */
  public Cluster cluster(String nameOrArn) {
    Cluster cluster =
        findCluster(nameOrArn)
            .orElseThrow(() -> new EcsException("ClusterNotFoundException", "Cluster not found."));
    if (!cluster.active) {
      throw new EcsException("ClusterNotFoundException", "The referenced cluster was inactive.");
    }
    return cluster;
  }

  /** Returns the cluster of this name or ARN, deleted or not. */
  public Optional<Cluster> findCluster(String nameOrArn) {
    return world.findCluster(arns.clusterName(nameOrArn));
  }

  public ImmutableList<Cluster> clusters() {
    return ImmutableList.copyOf(world.clusters);
  }

  // Container instances.

  /** Returns the instance of this id, ARN or ec2InstanceId; of equal names the latest. */
  public Optional<Instance> findInstance(Cluster cluster, String name) {
    String id = arns.containerInstanceId(cluster.name, name);
    return id.length() == ID_DIGITS && !id.startsWith("i-")
        ? cluster.names.ofId(id)
        : cluster.names.ofEc2InstanceId(id);
  }

  /** Returns the instances of a cluster in the order of their registration, INACTIVE ones too. */
  public ImmutableList<Instance> instances(Cluster cluster) {
    return ImmutableList.copyOf(cluster.instances);
  }

  /** Returns those of them that meet a query expression, if there is one. */
  public ImmutableList<Instance> instances(Cluster cluster, Optional<String> expression) {
    if (expression.isEmpty()) {
      return instances(cluster);
    }
    InstanceFilter filter = world.placement.filter(expression.get(), world.parameters.regexFind());
    return cluster.instances.stream()
        .filter(instance -> filter.matches(cluster, instance.index))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns an ec2InstanceId for the next instance of a cluster that brings none. */
  public String unusedInstanceId(Cluster cluster) {
    long key = Keys.with(Keys.with(cluster.key, "ec2"), cluster.instances.size());
    return "i-0" + Hex.of(Keys.with(key, 1), Keys.with(key, 2)).substring(0, 16);
  }

  // Services.

  /** Returns the service of this name or ARN, the latest if the name was used again. */
  public Optional<ServiceState> findService(Cluster cluster, String nameOrArn) {
    return world.findService(cluster, arns.serviceName(cluster.name, nameOrArn));
  }

  /** Returns the service of this name or ARN, whatever its status. */
  public ServiceState service(Cluster cluster, String nameOrArn) {
    return findService(cluster, nameOrArn)
        .orElseThrow(() -> new EcsException("ServiceNotFoundException", "Service not found."));
  }

  /** Returns the services of a cluster in the order of their creation, INACTIVE ones too. */
  public ImmutableList<ServiceState> services(Cluster cluster) {
    return world.services.stream()
        .filter(service -> service.cluster == cluster.index)
        .collect(ImmutableList.toImmutableList());
  }

  // Tasks.

  /** Returns the row of the task that ECS still knows by this id, ARN or name (TK-15). */
  public OptionalInt findTask(Cluster cluster, String name) {
    OptionalInt row = findKeptTask(cluster, name);
    return row.isPresent() && isForgotten(row.getAsInt()) ? OptionalInt.empty() : row;
  }

  private boolean isForgotten(int row) {
    return world.tasks.get(row).forgotten;
  }

  /**
   * Returns the row of the task of this id or ARN, or of a name like {@code web/3}, also of one
   * that is kept for reports only.
   */
  public OptionalInt findKeptTask(Cluster cluster, String name) {
    String id = arns.taskId(cluster.name, name);
    if (isTaskId(id)) {
      return findTaskOfId(cluster, id);
    }
    int slash = id.lastIndexOf('/');
    Integer launch = slash < 1 ? null : Ints.tryParse(id.substring(slash + 1));
    return launch == null
        ? OptionalInt.empty()
        : findTaskOfName(cluster, id.substring(0, slash), launch);
  }

  /** Returns whether this has the form of a task id, or of a name like {@code web/3}. */
  public boolean couldBeTask(Cluster cluster, String name) {
    String id = arns.taskId(cluster.name, name);
    return id.length() == ID_DIGITS || id.length() == 36 || id.lastIndexOf('/') > 0;
  }

  /** Returns the row of the task that the journal names by this subject, while ECS knows it. */
  public OptionalInt findTask(Subject subject) {
    Task newest = world.tasks.newest();
    if (newest != null && newest.name == subject) {
      return OptionalInt.of(world.tasks.newestRow());
    }
    long half = Keys.with(subject.key(), 1);
    Best found = new Best();
    world
        .tasks
        .finder()
        .forEachOfId(
            half,
            row -> {
              Task task = world.tasks.get(row);
              if (task.name.key() == subject.key() && !task.forgotten) {
                found.take(row);
              }
            });
    return found.row();
  }

  private static boolean isTaskId(String id) {
    return id.length() == ID_DIGITS && HEX_DIGITS.matchesAllOf(id);
  }

  private OptionalInt findTaskOfId(Cluster cluster, String id) {
    long high = Long.parseUnsignedLong(id.substring(0, 16), 16);
    long low = Long.parseUnsignedLong(id.substring(16), 16);
    Best found = new Best();
    world
        .tasks
        .finder()
        .forEachOfId(
            high,
            row -> {
              Task task = world.tasks.get(row);
              if (task.cluster == cluster.index
                  && Keys.with(task.name.key(), 1) == high
                  && Keys.with(task.name.key(), 2) == low) {
                found.take(row);
              }
            });
    return found.row();
  }

  /** Service tasks go before others of that name, and later incarnations before earlier ones. */
  private OptionalInt findTaskOfName(Cluster cluster, String owner, int launch) {
    Best found = new Best();
    world
        .tasks
        .finder()
        .forEachOfLaunch(
            owner,
            launch,
            row -> {
              Task task = world.tasks.get(row);
              if (task.cluster == cluster.index
                  && task.name.launchNumber() == launch
                  && task.name.owner().name().equals(owner)) {
                found.take(row);
              }
            });
    return found.row();
  }

  /** The task that is meant among those of a name. */
  private final class Best {
    private int row = Task.NONE;

    void take(int other) {
      if (row == Task.NONE || isMeantBefore(world.tasks.get(other), world.tasks.get(row))) {
        row = other;
      }
    }

    OptionalInt row() {
      return row == Task.NONE ? OptionalInt.empty() : OptionalInt.of(row);
    }
  }

  private static boolean isMeantBefore(Task task, Task other) {
    return task.isServiceTask() == other.isServiceTask()
        ? task.serial > other.serial
        : task.isServiceTask();
  }

  /** Returns the id of the task of this row. */
  public String taskId(int row) {
    return world.tasks.get(row).name.id();
  }

  /** Returns whether the task has an essential container that runs. */
  public boolean canExit(int row) {
    return world.life.containers().hasRunning(row, ContainerDefinition::essential);
  }

  /** Returns whether the task has a container that runs and whose health is checked. */
  public boolean hasRunningCheck(int row) {
    return world
        .life
        .containers()
        .hasRunning(row, container -> container.healthCheck().isPresent());
  }

  /** Returns the rows of all remembered tasks of a cluster in the order of their launch. */
  public ImmutableList<Integer> tasks(Cluster cluster) {
    return tasks(cluster, task -> true);
  }

  /** Returns the rows of the tasks that ECS still knows and the filter lets through. */
  public ImmutableList<Integer> tasks(Cluster cluster, TaskFilter filter) {
    return tasks(cluster, task -> !task.forgotten && filter.matches(world, task));
  }

  /** Returns the rows of all remembered tasks of a service in the order of their launch. */
  public ImmutableList<Integer> tasks(Cluster cluster, ServiceState service) {
    return tasks(cluster, task -> task.service == service.index);
  }

  private ImmutableList<Integer> tasks(Cluster cluster, Predicate<Task> isWanted) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null && task.cluster == cluster.index && isWanted.test(task)) {
        rows.add(row);
      }
    }
    return inLaunchOrder(rows);
  }

  private ImmutableList<Integer> inLaunchOrder(List<Integer> rows) {
    rows.sort((a, b) -> Long.compare(world.tasks.get(a).serial, world.tasks.get(b).serial));
    return ImmutableList.copyOf(rows);
  }

  /** Returns the rows of the tasks of a service that are not STOPPED, in launch order. */
  public ImmutableList<Integer> unstoppedTasks(ServiceState service) {
    List<Integer> rows = new ArrayList<>();
    for (DeploymentState deployment : service.deployments) {
      for (Condition condition : Condition.values()) {
        deployment.tasks(condition).forEach(task -> rows.add(task.handle()));
      }
    }
    return inLaunchOrder(rows);
  }

  // Task definitions.

  /** Returns the revision of this {@code family:revision} or ARN; a bare family is its latest. */
  public Optional<RevisionState> findRevision(String nameOrArn) {
    String name = arns.taskDefinitionName(nameOrArn);
    int colon = name.lastIndexOf(':');
    if (colon < 0) {
      return latestActive(name);
    }
    Integer number = Ints.tryParse(name.substring(colon + 1));
    List<RevisionState> revisions =
        world.families.getOrDefault(name.substring(0, colon), List.of());
    return number == null || number < 1 || number > revisions.size()
        ? Optional.empty()
        : Optional.of(revisions.get(number - 1)).filter(revision -> !isGone(revision));
  }

  private Optional<RevisionState> latestActive(String family) {
    List<RevisionState> revisions = world.families.getOrDefault(family, List.of());
    for (int i = revisions.size() - 1; i >= 0; i--) {
      if (revisions.get(i).status == RevisionState.Status.ACTIVE) {
        return Optional.of(revisions.get(i));
      }
    }
    return Optional.empty();
  }

  /** Returns all revisions by family, then number. */
  public ImmutableList<RevisionState> revisions() {
    return world.families.values().stream()
        .flatMap(List::stream)
        .filter(revision -> !isGone(revision))
        .collect(ImmutableList.toImmutableList());
  }

  /** A revision that is being deleted goes when no service and no task needs it any more. */
  private boolean isGone(RevisionState state) {
    if (state.status != RevisionState.Status.DELETE_IN_PROGRESS) {
      return false;
    }
    for (ServiceState service : world.services) {
      for (DeploymentState deployment : service.deployments) {
        if (service.status != ServiceStatus.INACTIVE && deployment.revision == state.revision) {
          return false;
        }
      }
    }
    for (int row = 0; row < world.tasks.rows(); row++) {
      Task task = world.tasks.at(row);
      if (task != null
          && task.revision == state.revision
          && task.lastStatus != LastStatus.STOPPED) {
        return false;
      }
    }
    return true;
  }

  // Deployments.

  /** Returns the service that this service deployment is of, with its record. */
  public Optional<Deployed> findServiceDeployment(String arn) {
    List<String> parts = arns.serviceDeploymentParts(arn);
    return find(parts, (service, record) -> record.id());
  }

  /** Returns the service that this service revision is of, with the record that made it. */
  public Optional<Deployed> findServiceRevision(String arn) {
    List<String> parts = arns.serviceRevisionParts(arn);
    return find(parts, (service, record) -> service.revisionNumber(record.target));
  }

  private Optional<Deployed> find(
      List<String> parts, BiFunction<ServiceState, ServiceDeployment, String> id) {
    Optional<Cluster> cluster = world.findCluster(parts.get(0));
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    for (ServiceState service : world.services) {
      if (service.cluster == cluster.get().index && service.name.service().equals(parts.get(1))) {
        for (ServiceDeployment record : service.history) {
          if (id.apply(service, record).equals(parts.get(2))) {
            return Optional.of(new Deployed(service, record));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A service and one record of what was deployed to it. */
  public record Deployed(ServiceState service, ServiceDeployment record) {}
}
