package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.Subject;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.DeploymentStatus;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.model.RolloutState;
import dev.steadystate.core.model.SchedulingStrategy;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ZoneRebalancing;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Bounds;
import dev.steadystate.core.spi.Condition;
import dev.steadystate.core.spi.DaemonSlot;
import dev.steadystate.core.spi.DeploymentController;
import dev.steadystate.core.spi.News;
import dev.steadystate.core.spi.ServiceView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.view.ServiceCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A service: what is wanted, its deployments, and what the scheduler remembers of it. */
public final class ServiceState implements ServiceView, ServiceCounts {
  final World world;
  final ServiceName name;
  final int index;
  final int cluster;
  final int group;
  final DeploymentController controller;
  final Service created;
  final long createdAt;
  final boolean daemon;

  ServiceStatus status = ServiceStatus.ACTIVE;
  int desiredCount;
  DeploymentConfiguration configuration;
  ImmutableList<PlacementConstraint> placementConstraints;
  ImmutableList<PlacementStrategy> placementStrategy;
  ZoneRebalancing zoneRebalancing;
  boolean zoneRebalancingGiven;
  int gracePeriodSeconds;

  /** What it should be, with every update so far. */
  Service present;

  Document tags = Document.empty();

  /** Listed deployments, newest first; the primary is one of them. */
  final List<DeploymentState> deployments = new ArrayList<>(2);

  /** The first deployment begins with the service, in the same call. */
  @SuppressWarnings("NullAway.Init")
  DeploymentState primary;

  /** COMPLETED deployments, latest last, kept for a rollback also when listed no more (DEP-93). */
  final List<DeploymentState> completed = new ArrayList<>(1);

  final List<ServiceDeployment> history = new ArrayList<>(1);
  int deploymentCount;
  int launches;

  /** How often victims were chosen, so that each choice has luck of its own. */
  int choices;

  boolean rollbackRequested;

  /** Alarms that were in ALARM since the last pass while they watched its deployment (DEP-107). */
  final TreeSet<String> alarmed = new TreeSet<>();

  final EventWindow events;

  /** What load balancers did and no event has told yet. */
  final List<TargetEvent> targetEvents = new ArrayList<>(0);

  final NewsOfTasks news;
  final Wakes wakes;
  final ZoneCounts liveByZone;
  int leavingForReplacement;
  final TreeMap<Integer, Integer> drainingTasks;
  final TreeMap<Integer, Integer> protectedTasks;

  /** Live tasks that replace an unhealthy one which is live still, by launch number. */
  final TreeMap<Integer, Integer> replacements;

  /** Among whom victims were chosen last, for as long as they are asked about; not forked. */
  private @Nullable ConditionPool pool;

  /** Why the first launch of this pass that found no place found none; null without one. */
  @Nullable String firstRefusal;

  boolean acted;
  boolean steady;
  boolean steadyAgain;

  /** Whether a call or fault changed something that no pass has seen yet. */
  boolean unseen;

  long steadyEventAt = Long.MIN_VALUE;

  /** The tick at which the steady-state event is repeated, and whether that tick has more to do. */
  long repeatAt = Long.MIN_VALUE;

  boolean repeatNeedsPass;
  final LaunchRate launchRate;
  @Nullable Object rebalancingMemory;

  /** Zones in which the latest launch that rebalancing asked for found no place. */
  private ImmutableSortedSet<String> zonesWithoutPlace = ImmutableSortedSet.of();

  /** The journal entry that most recently gave the scheduler something to do here. */
  long cause;

  ServiceState(
      World world,
      ServiceName name,
      int index,
      int cluster,
      int group,
      DeploymentController controller,
      Service created,
      long createdAt) {
    this.world = world;
    this.name = name;
    this.index = index;
    this.cluster = cluster;
    this.group = group;
    this.controller = controller;
    this.created = created;
    this.createdAt = createdAt;
    this.daemon = created.schedulingStrategy() == SchedulingStrategy.DAEMON;
    this.desiredCount = created.desiredCount().orElse(0);
    this.configuration = created.deploymentConfiguration();
    this.placementConstraints = created.placementConstraints();
    this.placementStrategy = created.placementStrategy();
    this.zoneRebalancing = ZoneRebalancing.DISABLED;
    this.gracePeriodSeconds = created.healthCheckGracePeriodSeconds();
    this.present = created;
    this.events = new EventWindow();
    this.news = new NewsOfTasks(world);
    this.wakes = new Wakes();
    this.liveByZone = new ZoneCounts();
    this.drainingTasks = new TreeMap<>();
    this.protectedTasks = new TreeMap<>();
    this.replacements = new TreeMap<>();
    this.launchRate = new LaunchRate();
  }

  /** Copies a service into a fork. */
  ServiceState(World world, ServiceState from) {
    this.world = world;
    this.name = from.name;
    this.index = from.index;
    this.cluster = from.cluster;
    this.group = from.group;
    this.controller = from.controller;
    this.created = from.created;
    this.createdAt = from.createdAt;
    this.daemon = from.daemon;
    this.status = from.status;
    this.desiredCount = from.desiredCount;
    this.configuration = from.configuration;
    this.placementConstraints = from.placementConstraints;
    this.placementStrategy = from.placementStrategy;
    this.zoneRebalancing = from.zoneRebalancing;
    this.zoneRebalancingGiven = from.zoneRebalancingGiven;
    this.gracePeriodSeconds = from.gracePeriodSeconds;
    this.present = from.present;
    this.tags = from.tags;
    for (DeploymentState deployment : from.deployments) {
      deployments.add(new DeploymentState(this, deployment));
    }
    for (DeploymentState deployment : from.completed) {
      int listed = from.deployments.indexOf(deployment);
      completed.add(listed < 0 ? new DeploymentState(this, deployment) : deployments.get(listed));
    }
    this.primary = deployments.get(from.deployments.indexOf(from.primary));
    for (ServiceDeployment past : from.history) {
      history.add(past.copy());
    }
    this.deploymentCount = from.deploymentCount;
    this.launches = from.launches;
    this.choices = from.choices;
    this.rollbackRequested = from.rollbackRequested;
    this.alarmed.addAll(from.alarmed);
    this.events = from.events.copy();
    targetEvents.addAll(from.targetEvents);
    this.news = new NewsOfTasks(world, from.news);
    this.wakes = from.wakes.copy();
    this.liveByZone = from.liveByZone.copy();
    this.leavingForReplacement = from.leavingForReplacement;
    this.drainingTasks = new TreeMap<>(from.drainingTasks);
    this.protectedTasks = new TreeMap<>(from.protectedTasks);
    this.replacements = new TreeMap<>(from.replacements);
    this.acted = from.acted;
    this.steady = from.steady;
    this.steadyAgain = from.steadyAgain;
    this.unseen = from.unseen;
    this.steadyEventAt = from.steadyEventAt;
    this.repeatAt = from.repeatAt;
    this.repeatNeedsPass = from.repeatNeedsPass;
    this.launchRate = from.launchRate.copy();
    this.rebalancingMemory = from.rebalancingMemory;
    this.zonesWithoutPlace = from.zonesWithoutPlace;
    this.cause = from.cause;
  }

  /** Returns the listed deployment of this ordinal, or the one kept for a rollback. */
  DeploymentState deployment(int ordinal) {
    for (DeploymentState deployment : deployments) {
      if (deployment.ordinal == ordinal) {
        return deployment;
      }
    }
    for (DeploymentState deployment : completed) {
      if (deployment.ordinal == ordinal) {
        return deployment;
      }
    }
    throw new IllegalStateException("service " + name + " has no deployment " + ordinal);
  }

  /** Returns what a deployment that is or was of this service was meant to be. */
  ServiceSettings settings(int ordinal) {
    // Every deployment has its record, in the order of their ordinals.
    return history.get(ordinal - 1).settings;
  }

  /** Returns the listed deployments, then those kept for a rollback that are listed no more. */
  List<DeploymentState> knownDeployments() {
    List<DeploymentState> known = new ArrayList<>(deployments);
    for (DeploymentState deployment : completed) {
      if (!deployments.contains(deployment)) {
        known.add(deployment);
      }
    }
    return known;
  }

  /** Returns the id of a deployment that is or was of this service. */
  String deploymentId(int ordinal) {
    return "ecs-svc/" + revisionNumber(ordinal);
  }

  /** Returns the number of the service revision of a deployment, which both share (DEP-12). */
  String revisionNumber(int ordinal) {
    return Hex.nineteenDigits(Keys.with(name.key(), "deployment" + ordinal));
  }

  /** Returns the tasks of a deployment in a condition, to choose victims among again and again. */
  ConditionPool pool(DeploymentState deployment, Condition condition) {
    if (pool == null || !pool.isOf(deployment, condition)) {
      pool = new ConditionPool(deployment, condition);
    }
    return pool;
  }

  /** Notes that a task of a deployment came into a condition. */
  void joined(DeploymentState deployment, Condition condition, int row) {
    if (pool != null && pool.isOf(deployment, condition)) {
      pool.join(row);
      if (pool.isStale()) {
        pool = null;
      }
    }
  }

  /** Returns whether nothing happened since it was steady: a pass would find nothing to do. */
  boolean onlyRepeatsSteady() {
    return repeatAt == world.now && !repeatNeedsPass && steady && status == ServiceStatus.ACTIVE;
  }

  @Override
  public long now() {
    return world.now;
  }

  @Override
  public String name() {
    return name.service();
  }

  /** Returns whether this creates the service again, whatever the words (spec 8, CreateService). */
  boolean isAskedForBy(Service wanted) {
    return created.equals(wanted) || created.toDocument().equals(wanted.toDocument());
  }

  /** Returns what it should be, with every update so far. */
  public Service present() {
    return present;
  }

  public Document tags() {
    return tags;
  }

  public Subject subject() {
    return name;
  }

  @Override
  public ServiceStatus status() {
    return status;
  }

  @Override
  public SchedulingStrategy schedulingStrategy() {
    return created.schedulingStrategy();
  }

  @Override
  public int desiredCount() {
    return desiredCount;
  }

  @Override
  public DeploymentConfiguration configuration() {
    return configuration;
  }

  @Override
  public Parameters parameters() {
    return world.parameters;
  }

  @Override
  public List<DeploymentState> deployments() {
    return deployments;
  }

  @Override
  public DeploymentState primary() {
    return primary;
  }

  @Override
  public Optional<DeploymentState> rollbackCandidate() {
    for (int i = completed.size() - 1; i >= 0; i--) {
      if (completed.get(i) != primary) {
        return Optional.of(completed.get(i));
      }
    }
    return Optional.empty();
  }

  @Override
  public ImmutableList<News> news() {
    return news.asList();
  }

  @Override
  public ImmutableList<TaskView> draining() {
    return views(drainingTasks);
  }

  @Override
  public ImmutableList<TaskView> protectedTasks() {
    return views(protectedTasks);
  }

  private ImmutableList<TaskView> views(SortedMap<Integer, Integer> rows) {
    if (rows.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<TaskView> views = ImmutableList.builder();
    rows.values().forEach(row -> views.add(new TaskRef(world, row)));
    return views.build();
  }

  @Override
  public int launched() {
    return launches;
  }

  @Override
  public long capacityChanges() {
    return world.clusters.get(cluster).capacityChanges();
  }

  @Override
  public int liveInZone(String zone) {
    return liveByZone.in(zone);
  }

  @Override
  public int leavingForReplacement() {
    return leavingForReplacement;
  }

  @Override
  public Optional<AlarmState> alarm(String alarmName) {
    return alarmed.contains(alarmName)
        ? Optional.of(AlarmState.ALARM)
        : world.alarms.state(alarmName);
  }

  @Override
  public long alarmBakeTime() {
    return world.alarms.bakeTime(configuration.alarms().alarmNames());
  }

  @Override
  public boolean actedInThisPass() {
    return acted;
  }

  @Override
  public boolean wasSteady() {
    return steady;
  }

  /** Returns whether something beside room decides where its tasks may go. */
  boolean isConstrained() {
    return !placementConstraints.isEmpty()
        || !primary.revision.definition.placementConstraints().isEmpty();
  }

  @Override
  public ImmutableList<DaemonSlot> daemonSlots() {
    return world.daemons.slots(this);
  }

  @Override
  public ImmutableList<TaskView> replacements() {
    return views(replacements);
  }

  @Override
  public ImmutableList<TaskView> misplaced() {
    return world.daemons.misplaced(this);
  }

  @Override
  public boolean hasReplicaTasks(int instance) {
    return world.daemons.hasReplicaTasks(world.clusters.get(cluster).instances.get(instance));
  }

  @Override
  public boolean rollbackRequested() {
    return rollbackRequested;
  }

  @Override
  public @Nullable Object rebalancingMemory() {
    return rebalancingMemory;
  }

  @Override
  public boolean foundNoPlaceIn(String zone) {
    return zonesWithoutPlace.contains(zone);
  }

  /** Notes whether a launch for this zone found no place there. */
  void launchedIn(String zone, boolean foundNoPlace) {
    if (foundNoPlace != zonesWithoutPlace.contains(zone)) {
      TreeSet<String> zones = new TreeSet<>(zonesWithoutPlace);
      if (foundNoPlace) {
        zones.add(zone);
      } else {
        zones.remove(zone);
      }
      zonesWithoutPlace = ImmutableSortedSet.copyOf(zones);
    }
  }

  @Override
  public ImmutableList<String> zones() {
    return world.zonesOf(this);
  }

  @Override
  public boolean rebalancesZones() {
    return zoneRebalancing == ZoneRebalancing.ENABLED && world.isEligibleForRebalancing(this);
  }

  public long createdAt() {
    return createdAt;
  }

  @Override
  public String clusterName() {
    return name.cluster();
  }

  @Override
  public int healthyCount() {
    return count(Condition.HEALTHY);
  }

  @Override
  public int floor() {
    return Bounds.lower(desiredCount, configuration.minimumHealthyPercent());
  }

  @Override
  public int ceiling() {
    return Bounds.upper(desiredCount, configuration.maximumPercent());
  }

  @Override
  public boolean isSteady() {
    return status == ServiceStatus.ACTIVE && Engine.isSteady(this);
  }

  @Override
  public RolloutState rolloutState() {
    return primary.rolloutState;
  }

  /** Returns tasks RUNNING, told to stop or not (TK-110, TK-113). */
  @Override
  public int runningCount() {
    int running = 0;
    for (int i = 0; i < deployments.size(); i++) {
      running += deployments.get(i).running();
    }
    return running;
  }

  @Override
  public int pendingCount() {
    int pending = 0;
    for (int i = 0; i < deployments.size(); i++) {
      pending += deployments.get(i).pending();
    }
    return pending;
  }

  /** Returns the instant of the next launch attempt, if one is waited for (SS-83). */
  public Optional<Long> nextLaunchAttempt() {
    long next = Long.MAX_VALUE;
    for (DeploymentState deployment : deployments) {
      if (deployment.launchesFrom() > world.now) {
        next = Math.min(next, deployment.launchesFrom());
      }
    }
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(next);
  }

  boolean hasUnstoppedTasks() {
    for (DeploymentState deployment : deployments) {
      if (deployment.notStopped() > 0) {
        return true;
      }
    }
    return false;
  }

  boolean othersGone() {
    for (DeploymentState deployment : deployments) {
      if (deployment != primary && deployment.notStopped() > 0) {
        return false;
      }
    }
    return true;
  }

  void retireEmptyDeployments() {
    for (int i = deployments.size() - 1; i >= 0; i--) {
      DeploymentState deployment = deployments.get(i);
      if (deployment != primary && deployment.notStopped() == 0) {
        deployment.status = DeploymentStatus.INACTIVE;
        deployments.remove(i);
      }
    }
  }

  int count(Condition condition) {
    int count = 0;
    for (DeploymentState deployment : deployments) {
      count += deployment.count(condition);
    }
    return count;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
