package dev.steadystate.core.engine;

import dev.steadystate.core.fate.Fate;
import dev.steadystate.core.fate.TaskFacts;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.model.LastStatus;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.RunTask;
import dev.steadystate.core.random.Keys;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks that calls start outside any service: RunTask and StartTask. */
public final class StandaloneTasks {
  private final World world;

  StandaloneTasks(World world) {
    this.world = world;
  }

  /** What RunTask and StartTask did: the rows of started tasks, and refusals. */
  public record Run(List<Integer> started, List<Refused> refused) {}

  /** A task that was not started. */
  public record Refused(@Nullable Instance instance, String reason, String detail) {}

  /** Starts as many tasks as are wanted where placement finds room, one after another. */
  public Run run(Cluster cluster, RunTask wanted, Revision revision) {
    Call call = new Call(cluster, wanted, revision);
    if (call.launchType != LaunchType.FARGATE
        && cluster.instances.stream().noneMatch(i -> i.status != InstanceStatus.INACTIVE)) {
      throw EcsException.invalidParameter("No Container Instances were found in your cluster.");
    }
    world.called("RunTask " + revision, cluster);
    for (int i = 0; i < wanted.count(); i++) {
      call.placeOne();
    }
    return call.run;
  }

  /** Starts one task on each of these instances, unless it does not fit there. */
  public Run start(Cluster cluster, RunTask wanted, Revision revision, List<Instance> onInstances) {
    Call call = new Call(cluster, wanted, revision);
    world.called("StartTask " + revision, cluster);
    for (Instance on : onInstances) {
      call.startOn(on);
    }
    return call.run;
  }

  /** One call under way. */
  private final class Call {
    final Cluster cluster;
    final RunTask wanted;
    final Revision revision;
    final LaunchType launchType;
    final PlacementPolicy policy;
    final Standalone standalone;

    /** Tasks of a family are numbered through, as those of a service are. */
    final ServiceName family;

    final Run run = new Run(new ArrayList<>(), new ArrayList<>());

    Call(Cluster cluster, RunTask wanted, Revision revision) {
      this.cluster = cluster;
      this.wanted = wanted;
      this.revision = revision;
      this.launchType = wanted.launchType().orElse(LaunchType.EC2);
      this.policy =
          world.placement.policy(
              new PolicyRequest(
                  false,
                  false,
                  launchType,
                  revision.definition.placementConstraints(),
                  wanted.placementConstraints(),
                  wanted.placementStrategy(),
                  world.parameters.regexFind()));
      String name = revision.definition.family();
      this.family =
          new ServiceName(
              cluster.name, "", name, "family", Keys.with(Keys.with(cluster.key, "family"), name));
      this.standalone =
          new Standalone(
              wanted.group().orElse("family:" + name),
              wanted.startedBy().orElse(""),
              wanted.subnets(),
              wanted.document());
    }

    void placeOne() {
      Placer placer = cluster.placer(world.placement);
      Launch launch = nextLaunch();
      if (launchType == LaunchType.FARGATE) {
        begin(null, placer.placeOnFargate(launch));
        return;
      }
      int index = placer.place(launch);
      if (index == Placer.NOWHERE) {
        Refusal refusal = placer.refusal(launch);
        refuse(refusal.instance() < 0 ? null : cluster.instances.get(refusal.instance()), refusal);
      } else {
        begin(cluster.instances.get(index), cluster.zone(index));
      }
    }

    void startOn(Instance on) {
      Placer placer = cluster.placer(world.placement);
      Launch launch = nextLaunch();
      if (placer.fits(launch, on.index)) {
        begin(on, on.definition.availabilityZone());
      } else {
        refuse(on, placer.refusal(launch, on.index));
      }
    }

    private void refuse(@Nullable Instance instance, Refusal refusal) {
      run.refused().add(new Refused(instance, refusal.check().failureReason(), refusal.detail()));
    }

    private Launch nextLaunch() {
      int number = world.launchesOfFamily.getOrDefault(numbered(), 0) + 1;
      long key = Keys.with(family.key(), number);
      return new Launch(
          cluster.group(standalone.group()),
          policy,
          revision.needs,
          revision.definition.requiredAttributes(),
          world.zonesOfSubnets(wanted.subnets(), launchType),
          () -> world.chance(key, "placement"));
    }

    private String numbered() {
      return cluster.name + "/" + family.name();
    }

    private void begin(@Nullable Instance on, String zone) {
      int number = world.launchesOfFamily.merge(numbered(), 1, Integer::sum);
      long key = LaunchedTasks.taskKey(family.key(), number);
      Fate fate =
          world.fates.fateOf(
              new TaskFacts(cluster.name, "", family.name(), revision.number, number),
              world.chance(key, "fate"));
      boolean needsInterface = revision.awsvpc || on == null;
      Task task =
          new Task(
              new TaskName(family, 0, number, key),
              revision,
              fate,
              world.serials++,
              cluster.index,
              Task.NONE,
              0,
              number,
              on == null ? Task.NONE : on.index,
              zone,
              launchType,
              cluster.group(standalone.group()),
              0,
              standalone,
              needsInterface ? LastStatus.PROVISIONING : LastStatus.PENDING,
              world.now);
      run.started().add(world.life.begin(task, Why.of("asked for"), world.callEntry));
    }
  }
}
