package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementExplanation;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Places the tasks of one cluster. */
final class EcsPlacer implements Placer {
  private final InstancesView instances;
  private final Fleet fleet;
  private final Indexes indexes;
  private final StandingIndexes standing;
  private final LinearPlacer linear;
  private final ClosestInstance closest;

  private final ScanSpot scanSpot;
  private final Optional<PurityCheck> purity;
  private @Nullable Checks lastChecks;

  /**
   * Makes a placer over these instances.
   *
   * @param room how many instances all indexes together hold at most
   */
  EcsPlacer(InstancesView instances, int room, boolean checksPurity) {
    this.instances = instances;
    this.fleet = new Fleet(instances);
    this.indexes = new Indexes(fleet, room);
    this.standing = new StandingIndexes(fleet, room / 4);
    this.linear = new LinearPlacer(instances);
    this.scanSpot = new ScanSpot(instances);
    this.closest = new ClosestInstance(instances);
    this.purity = checksPurity ? Optional.of(new PurityCheck(instances)) : Optional.empty();
  }

  @Override
  public int place(Launch launch) {
    int place =
        policy(launch.policy()).scans() ? linear.place(launch) : indexes.of(launch).place(launch);
    if (purity.isPresent()) {
      purity.get().check(launch, place);
    }
    return place;
  }

  @Override
  public String placeOnFargate(Launch launch) {
    return FargateZones.forLaunch(instances, launch);
  }

  @Override
  public boolean fits(Launch launch, int instance) {
    return checks(launch).pass(instance);
  }

  @Override
  public boolean qualifies(Launch launch, int instance) {
    return checks(launch).qualifies(instance);
  }

  @Override
  public Refusal refusal(Launch launch) {
    return policy(launch.policy()).scans()
        ? closest.refusal(checks(launch))
        : indexes.of(launch).refusal(closest);
  }

  @Override
  public Refusal refusal(Launch launch, int instance) {
    Checks checks = checks(launch);
    int check = checks.firstFailing(instance);
    if (check == Checks.NONE) {
      throw new IllegalArgumentException(
          "the task fits on " + instances.ec2InstanceId(instance) + ", so nothing refuses it");
    }
    return checks.refusal(check, instance);
  }

  @Override
  public PlacementExplanation explain(Launch launch) {
    return new Explainer(instances, launch).explain();
  }

  @Override
  public ImmutableSortedSet<String> zones(Launch launch) {
    return policy(launch.policy()).scans() ? scanZones(launch) : indexes.of(launch).zones();
  }

  ImmutableSortedSet<String> scanZones(Launch launch) {
    Checks checks = checks(launch);
    ImmutableSortedSet.Builder<String> zones = ImmutableSortedSet.naturalOrder();
    for (int instance = 0; instance < instances.size(); instance++) {
      if (instances.takesTasks(instance) && checks.qualifies(instance)) {
        zones.add(instances.zone(instance));
      }
    }
    return zones.build();
  }

  @Override
  public ImmutableList<TaskView> victims(VictimRequest request) {
    EcsPlacementPolicy policy = policy(request.policy());
    if (request.pool() instanceof StandingPool pool
        && (request.fargate() || StandingVictims.canServe(policy))) {
      return standing.of(pool, request).choose(request);
    }
    if (request.fargate()) {
      return FargateZones.victims(instances, request);
    }
    return policy.chain().scans()
        ? LinearVictims.choose(instances, request)
        : IndexedVictims.choose(fleet, indexes.tasksPerValue(request.group(), policy), request);
  }

  @Override
  public void instanceChanged(int instance) {
    fleet.noteChange(instance);
  }

  @Override
  public void attributesChanged(int instance) {
    fleet.noteAttributes(instance);
  }

  @Override
  public void countChanged(int group, int instance, int by) {
    fleet.noteChange(instance);
  }

  static EcsPlacementPolicy policy(PlacementPolicy policy) {
    if (policy instanceof EcsPlacementPolicy ours) {
      return ours;
    }
    throw new IllegalArgumentException(
        "expected a policy of EcsPlacementEngine, but was " + policy);
  }

  /** Returns the checks of this launch; daemons ask instance by instance for the same. */
  private Checks checks(Launch launch) {
    Checks checks = lastChecks;
    if (checks == null || !Index.areAlike(checks.launch(), launch)) {
      checks = new Checks(launch, policy(launch.policy()), scanSpot);
      lastChecks = checks;
    }
    scanSpot.forget();
    return checks;
  }
}
