package dev.steadystate.lab;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.FateSource;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.lab.aws.AwsCli;
import dev.steadystate.lab.picture.HtmlPage;
import dev.steadystate.lab.picture.Recording;
import dev.steadystate.testkit.compare.Measures;
import dev.steadystate.testkit.scenario.Scenario;
import dev.steadystate.testkit.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody learns: one simulation at a time, the cluster that is meant when none is named,
 * and copies to go back to. The verbs of {@link Lab} work on one; a test may have its own.
 */
public final class Workbench {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration LONGEST_RUN = Duration.ofDays(31);
  private static final int MOST_AT_ONCE = 10_000;

  private World world = World.empty(0);
  private final List<Fork> forks = new ArrayList<>();
  private @Nullable Draft<?> draft;

  // What a line of the prompt has begun.

  /** Makes the call that is in the making, if one is. */
  public void complete() {
    Draft<?> begun = draft;
    draft = null;
    if (begun != null) {
      begun.complete();
    }
  }

  /** Gives up the call that is in the making, if one is. */
  public void giveUp() {
    draft = null;
  }

  void forget(Draft<?> wrong) {
    if (draft == wrong) {
      draft = null;
    }
  }

  private <D extends Draft<?>> D begin(D begun) {
    complete();
    draft = begun;
    return begun;
  }

  /** Returns the simulation itself. */
  public EcsSimulation ecs() {
    return world().ecs();
  }

  /** Returns the simulation and what goes with it, every call made. */
  World world() {
    complete();
    return world;
  }

  // Beginning.

  /** Begins anew with an empty simulation of this seed. */
  public Text reset(long seed) {
    giveUp();
    forks.clear();
    world = World.empty(seed);
    return new Text(
        "an empty simulation, seed " + seed + ": begin with cluster(\"production\", 6)");
  }

  /** Begins anew with the simulation of this builder, in the cluster {@code default}. */
  public void open(String title, EcsSimulation.Builder builder, FateSource fates) {
    put(World.of(title, builder, fates));
  }

  /** Puts this world on the bench. */
  void put(World other) {
    giveUp();
    forks.clear();
    world = other.enter();
  }

  // Clusters and instances.

  public ClusterSnapshot cluster() {
    return clusterNamed(world().cluster());
  }

  /** Goes to the cluster of this name, which is created if it is not there. */
  public ClusterSnapshot cluster(String name) {
    ClusterSnapshot cluster =
        ecs().clusters().stream()
            .filter(it -> it.name().equals(name) && it.active())
            .findFirst()
            .orElseGet(() -> ecs().createCluster(name));
    world.goTo(cluster.name());
    return cluster;
  }

  /** Goes to the cluster of this name and adds instances, dealt over the zones in turn. */
  public ClusterSnapshot cluster(String name, int instances, String... zones) {
    checkCount("instances", instances, 0);
    ImmutableList<String> over = zones(zones);
    cluster(name);
    add(instances, over, ContainerInstance.of("i-", over.get(0)));
    return cluster();
  }

  private ClusterSnapshot clusterNamed(String name) {
    return world.ecs().clusters().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no cluster '" + name + "'"));
  }

  public Listing<InstanceSnapshot> instances() {
    return listed(
        ecs().instances(world.cluster()).stream()
            .filter(it -> it.status() != InstanceStatus.INACTIVE)
            .toList());
  }

  /** Adds instances of 2048 CPU units and 7680 MiB, dealt over the zones in turn. */
  public Listing<InstanceSnapshot> instances(int count, String... zones) {
    ImmutableList<String> over = zones(zones);
    return instances(count, ContainerInstance.of("i-", over.get(0)), zones);
  }

  /** Adds instances like this one, but for their names, dealt over the zones in turn. */
  public Listing<InstanceSnapshot> instances(int count, ContainerInstance like, String... zones) {
    checkCount("instances", count, 1);
    complete();
    return listed(add(count, zones(zones), like));
  }

  private Listing<InstanceSnapshot> listed(List<InstanceSnapshot> instances) {
    return new Listing<>(
        instances, "no container instances in " + world.cluster() + ": instances(3) adds three");
  }

  private static ImmutableList<String> zones(String... names) {
    return names.length == 0
        ? Zones.USUAL
        : ImmutableList.copyOf(names).stream()
            .map(Zones::named)
            .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<InstanceSnapshot> add(
      int count, ImmutableList<String> zones, ContainerInstance like) {
    InstanceNames names = InstanceNames.of(world.ecs());
    ImmutableList.Builder<InstanceSnapshot> added = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      String zone = zones.get(i % zones.size());
      added.add(
          world
              .ecs()
              .registerContainerInstance(names.next(like, zone).withCluster(world.cluster())));
    }
    return added.build();
  }

  /** Sets an instance DRAINING. */
  public InstanceSnapshot drain(String instance) {
    return ecs().drain(world.cluster(), existing(instance).ec2InstanceId());
  }

  /** Sets a DRAINING instance ACTIVE again. */
  public InstanceSnapshot activate(String instance) {
    return ecs().activate(world.cluster(), existing(instance).ec2InstanceId());
  }

  private InstanceSnapshot existing(String name) {
    List<InstanceSnapshot> known = ecs().instances(world.cluster());
    // A name that was given again belongs to the instance that has it now.
    return known.stream()
        .filter(it -> it.ec2InstanceId().equals(name))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                unknown(
                    "container instance",
                    name,
                    known.stream().map(InstanceSnapshot::ec2InstanceId).distinct().toList()));
  }

  // Task definitions and services.

  /** Begins the next revision of a family, of one container with this image. */
  public NewTaskDefinition taskDefinition(String family, String image) {
    complete();
    return begin(new NewTaskDefinition(this, TaskDefinition.of(family, image)));
  }

  Object register(TaskDefinition definition) {
    return world.ecs().registerTaskDefinition(definition);
  }

  /** Begins a service; what it runs is registered if no family bears its name. */
  public NewService service(String name, int desiredCount) {
    complete();
    return begin(new NewService(this, Service.of(name, name, desiredCount)));
  }

  /** Begins a daemon: one task on each instance. */
  public NewService daemon(String name) {
    complete();
    return begin(new NewService(this, Service.daemon(name, name)));
  }

  public ServiceSnapshot service(String name) {
    return existingService(name);
  }

  Object create(Service service) {
    Service here = service.withCluster(world.cluster());
    Revisions revisions = new Revisions(world.ecs());
    boolean isNew =
        service.taskDefinition().equals(service.serviceName())
            && revisions.find(service.serviceName()).isEmpty();
    if (!isNew) {
      return world.ecs().createService(here);
    }
    TaskDefinition own = TaskDefinition.of(service.serviceName(), service.serviceName());
    boolean onFargate = service.launchType().equals(Optional.of(LaunchType.FARGATE));
    TaskDefinition fitting = onFargate ? own.onFargate(256, 512) : own;
    // Nothing may stay behind of a service that is refused.
    EcsSimulation trial = world.ecs().fork();
    trial.registerTaskDefinition(fitting);
    ServiceSnapshot unused = trial.createService(here);
    world.ecs().registerTaskDefinition(fitting);
    return world.ecs().createService(here);
  }

  /** Begins an update of a service. */
  public ServiceChange update(String service) {
    String name = existingService(service).name();
    return begin(new ServiceChange(this, ServiceUpdate.of(name).withCluster(world.cluster())));
  }

  Object update(ServiceUpdate update, Optional<String> image) {
    if (image.isEmpty()) {
      return world.ecs().updateService(update);
    }
    Revisions revisions = new Revisions(world.ecs());
    Document next =
        revisions.withImage(existingService(update.service()).taskDefinition(), image.get());
    EcsSimulation trial = world.ecs().fork();
    ServiceSnapshot unused =
        trial.updateService(update.withTaskDefinition(new Revisions(trial).register(next)));
    return world.ecs().updateService(update.withTaskDefinition(revisions.register(next)));
  }

  /** Deletes a service, scaling it to nothing first. */
  public ServiceSnapshot delete(String service) {
    return ecs().deleteService(world.cluster(), existingService(service).name(), true);
  }

  private ServiceSnapshot existingService(String name) {
    List<ServiceSnapshot> known = ecs().services(world.cluster());
    return known.stream()
        .filter(it -> it.name().equals(name))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () -> unknown("service", name, known.stream().map(ServiceSnapshot::name).toList()));
  }

  private IllegalArgumentException unknown(String kind, String name, List<String> known) {
    String hint =
        known.isEmpty()
            ? ", which has none"
            : Nearest.to(name, known)
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse(
                    ", only "
                        + String.join(", ", known.subList(0, Math.min(8, known.size())))
                        + (known.size() > 8 ? ", …" : ""));
    return new IllegalArgumentException(
        "there is no " + kind + " '" + name + "' in cluster " + world.cluster() + hint);
  }

  // The AWS CLI.

  /** Runs a command of the AWS CLI, or one a line. */
  public Text aws(String commands) {
    return new Text(new AwsCli(ecs()).run(commands).toString());
  }

  // Trouble.

  /** Kills the container of a task, or of the first running task of a service. */
  public Listing<TaskSnapshot> kill(String taskOrService) {
    return kill(taskOrService, 1);
  }

  /** Kills the containers of so many running tasks of a service. */
  public Listing<TaskSnapshot> kill(String taskOrService, int count) {
    checkCount("tasks", count, 1);
    List<TaskSnapshot> victims =
        taskOrService.contains("/")
            ? List.of(existingTask(taskOrService))
            : tasks(taskOrService).stream()
                .filter(it -> it.isLive() && it.lastStatus() == LastStatus.RUNNING)
                .limit(count)
                .toList();
    for (TaskSnapshot victim : victims) {
      world.ecs().inject(new Fault.TaskExits(victim.arn(), 137));
    }
    return new Listing<>(
        victims.stream().map(it -> world.ecs().task(world.cluster(), it.arn())).toList(),
        taskOrService + " has no running task to kill");
  }

  /** Stops a task as StopTask does. */
  public TaskSnapshot stop(String task) {
    return ecs().stopTask(world.cluster(), existingTask(task).arn(), "Task stopped by user");
  }

  private TaskSnapshot existingTask(String name) {
    List<TaskSnapshot> known = ecs().tasks(world.cluster());
    return known.stream()
        .filter(it -> it.name().equals(name) || it.id().equals(name) || it.arn().equals(name))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> unknown("task", name, known.stream().map(TaskSnapshot::name).toList()));
  }

  /** Loses an instance, or every instance in a zone. */
  public Text lose(String instanceOrZone) {
    complete();
    if (Zones.isZone(instanceOrZone)) {
      String zone = Zones.named(instanceOrZone);
      long lost = connectedIn(zone);
      checkArgument(lost > 0, "there is no container instance in %s to lose", zone);
      world.ecs().inject(new Fault.ZoneLost(zone));
      return new Text(zone + " is lost, and " + counted(lost) + " with it");
    }
    InstanceSnapshot lost = existing(instanceOrZone);
    checkArgument(
        lost.status() != InstanceStatus.INACTIVE, "%s is lost already", lost.ec2InstanceId());
    world.ecs().inject(new Fault.InstanceLost(lost.ec2InstanceId()));
    return new Text(existing(instanceOrZone).toString());
  }

  private long connectedIn(String zone) {
    return world.ecs().clusters().stream()
        .flatMap(cluster -> world.ecs().instances(cluster.name()).stream())
        .filter(it -> it.availabilityZone().equals(zone))
        .filter(it -> it.status() != InstanceStatus.INACTIVE)
        .count();
  }

  private static String counted(long instances) {
    return instances + (instances == 1 ? " container instance" : " container instances");
  }

  /** Brings a lost zone back, or an instance like one that was lost, under its name. */
  public Text restore(String instanceOrZone) {
    complete();
    if (Zones.isZone(instanceOrZone)) {
      String zone = Zones.named(instanceOrZone);
      world.ecs().inject(new Fault.ZoneRestored(zone));
      return new Text(zone + " is back, with " + counted(connectedIn(zone)));
    }
    InstanceSnapshot lost = existing(instanceOrZone);
    checkArgument(
        lost.status() == InstanceStatus.INACTIVE,
        "%s is not lost: it is %s",
        lost.ec2InstanceId(),
        lost.status());
    return new Text(world.ecs().registerContainerInstance(InstanceNames.like(lost)).toString());
  }

  /** Lets the agent of an instance fall silent. */
  public InstanceSnapshot disconnect(String instance) {
    world().ecs().inject(new Fault.AgentDisconnected(existing(instance).ec2InstanceId()));
    return existing(instance);
  }

  /** Lets the agent of an instance be heard again. */
  public InstanceSnapshot connect(String instance) {
    world().ecs().inject(new Fault.AgentConnected(existing(instance).ec2InstanceId()));
    return existing(instance);
  }

  /** Protects a task from scale-in for so long. */
  public TaskSnapshot protect(String task, String length) {
    return ecs().protectTask(world.cluster(), existingTask(task).arn(), Durations.parse(length));
  }

  /** Decides how tasks of a family, or of one revision, turn out from now on. */
  public FateOf fate(String familyOrRevision) {
    complete();
    Revisions.Found found =
        new Revisions(world.ecs())
            .find(familyOrRevision)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no task definition '"
                            + familyOrRevision
                            + "': taskDefinition(\"web\", \"nginx\") registers web:1"));
    FateRule rule = Fates.rule().family(found.family());
    boolean one = familyOrRevision.contains(":");
    return new FateOf(
        world, familyOrRevision, found.container(), one ? rule.revision(found.revision()) : rule);
  }

  // Time.

  /** Lets time pass, such as {@code 5m}, and tells what happened. */
  public Text run(String length) {
    Duration duration = Durations.parse(length);
    checkArgument(
        duration.compareTo(LONGEST_RUN) <= 0,
        "one run lasts %s at most, but was to last %s",
        Durations.text(LONGEST_RUN),
        length);
    Story story = Story.from(world());
    world.ecs().runFor(duration);
    return story.told();
  }

  /** Lets time pass until every service is in steady state, at most an hour. */
  public Text steady() {
    return steady(PATIENCE);
  }

  /** Lets time pass until every service is in steady state, at most so long. */
  public Text steady(String atMost) {
    return steady(Durations.parse(atMost));
  }

  private Text steady(Duration atMost) {
    Story story = Story.from(world());
    boolean steady = world.ecs().runUntilSteady(atMost);
    return steady ? story.told() : story.unsteady(atMost);
  }

  // Looking.

  public Listing<TaskSnapshot> tasks() {
    return new Listing<>(
        ecs().tasks(world.cluster()).stream()
            .filter(task -> task.lastStatus() != LastStatus.STOPPED)
            .toList(),
        "no tasks in " + world.cluster());
  }

  /** Returns the tasks of a service that are not STOPPED, in order of launch. */
  public Listing<TaskSnapshot> tasks(String service) {
    String name = existingService(service).name();
    return new Listing<>(
        tasks().stream().filter(task -> task.service().equals(name)).toList(),
        "no tasks of " + service);
  }

  public Text show() {
    return new Look(world()).ofCluster();
  }

  /** Shows a service: its deployments, its numbers over time, and its tasks. */
  public Text show(String service) {
    return new Look(world()).of(existingService(service), Durations.LONGEST);
  }

  /** Shows a service over the last minutes, such as {@code 10m}. */
  public Text show(String service, String length) {
    return new Look(world()).of(existingService(service), Durations.parse(length));
  }

  public Text events() {
    return new Chronicle(world()).events("");
  }

  public Text events(String service) {
    return new Chronicle(world()).events(existingService(service).name());
  }

  public Text journal() {
    return new Chronicle(world()).journal("");
  }

  /** Returns the journal of a service, a task or an instance. */
  public Text journal(String subject) {
    return new Chronicle(world()).journal(subject);
  }

  /** Says why a service, a task or an instance is as it is. */
  public Text why(String subject) {
    return new Reasons(world()).of(subject);
  }

  // Forks.

  /** Keeps a copy of the simulation as it is now, to go back to. */
  public Fork fork() {
    return fork("fork " + (forks.size() + 1));
  }

  public Fork fork(String name) {
    Fork fork = new Fork(name, world().fork());
    forks.removeIf(it -> it.name().equals(name));
    forks.add(fork);
    return fork;
  }

  /** Goes back to the latest fork. */
  public Text back() {
    checkArgument(!forks.isEmpty(), "there is no fork to go back to: fork() keeps one");
    return back(forks.get(forks.size() - 1));
  }

  public Text back(String name) {
    return back(named(name));
  }

  private Fork named(String name) {
    List<String> names = forks.stream().map(Fork::name).toList();
    return forks.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fork '"
                        + name
                        + "'"
                        + (names.isEmpty() ? ": fork() keeps one" : Nearest.hint(name, names))));
  }

  public Text back(Fork fork) {
    giveUp();
    world = fork.world().fork().enter();
    return new Text("back at " + fork);
  }

  // Comparing.

  /** Compares what two changes would do from here; nothing changes here. */
  public Text compare(Runnable one, Runnable other) {
    complete();
    World here = world;
    World first = here.fork();
    World second = here.fork();
    try {
      return Contrast.of(first, tried(first, one), second, tried(second, other));
    } finally {
      giveUp();
      world = here.enter();
    }
  }

  /** Compares how things stand with how they would if nothing had been done since the fork. */
  public Text compare(Fork fork) {
    Fork here = new Fork("here", world().fork());
    return compare(here, fork);
  }

  public Text compare(String fork) {
    return compare(named(fork));
  }

  public Text compare(String one, String other) {
    return compare(named(one), named(other));
  }

  /** Compares two forks at the same instant: the one that is behind is let run, as a copy. */
  public Text compare(Fork one, Fork other) {
    complete();
    try {
      return Contrast.of(one, other);
    } finally {
      world.enter();
    }
  }

  private Measures tried(World copy, Runnable change) {
    world = copy.enter();
    Runnable whole =
        () -> {
          change.run();
          complete();
        };
    return Measures.during(copy.ecs(), whole, PATIENCE);
  }

  // Scenarios and pictures.

  /** Puts a scenario on the bench, at its start: a shipped one by name, or one from a file. */
  public Text load(String nameOrFile) {
    Scenario scenario =
        Scenarios.NAMES.contains(nameOrFile)
            ? Scenarios.named(nameOrFile)
            : ScenarioFile.read(file(nameOrFile));
    put(World.of(scenario));
    String until = scenario.until().length().map(Durations::text).orElse("");
    return new Text(
        scenario.name()
            + ": its script is scheduled ahead; "
            + (until.isEmpty() ? "steady()" : "run(\"" + until + "\")")
            + " plays it");
  }

  /** Draws all that has happened on a page to open in a browser. */
  public Text html(String file) {
    Recording recording =
        Recording.of(world().title(), ecs().seed(), world.start(), ecs(), world.series().rows());
    try {
      HtmlPage.write(recording, file(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write " + file + ": " + ScenarioFile.reason(e), e);
    }
    return new Text(file + " is written: open it in a browser");
  }

  private static Path file(String name) {
    checkArgument(!name.isBlank(), "expected the name of a file, but found an empty one");
    return Path.of(name);
  }

  private static void checkCount(String what, int count, int least) {
    checkArgument(
        count >= least && count <= MOST_AT_ONCE,
        "the number of %s is from %s to %s, but was %s",
        what,
        least,
        MOST_AT_ONCE,
        count);
  }
}
