package dev.steadystate.placement;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.Launch;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.Placer;
import dev.steadystate.core.spi.Refusal;
import dev.steadystate.placement.Chain.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Places tasks that are alike: one group, one policy, one set of needs. It keeps the instances that
 * pass every check in a {@link Tournament}, and before each answer it reads what has changed since
 * the last one.
 */
final class Index {
  /** What is known of an instance, side by side in a number, with its tasks of the group above. */
  private static final int FIXED_IS_KNOWN = 1;

  private static final int FIXED_PASSES = 2;
  private static final int IS_HOME = 4;
  private static final int ONE_TASK = 8;

  /** Where more than this part of all instances changed, everything is played again at once. */
  private static final int PART_READ_ONE_BY_ONE = 8;

  private final InstancesView instances;
  private final Changes changes;
  private final Values zones;
  private final Launch like;
  private final Checks checks;
  private final Spot spot;
  private final Step[] own;
  private final Step[] shared;
  private final Values[] values;
  private final boolean[] isShared;
  private final boolean draws;

  private Tournament tournament;
  private int[] known = new int[0];
  private long[] fitting = new long[0];
  private final int[][] tasksPerValue;
  private int[] homesPerZone = new int[0];
  private int fittingCount;
  private int size;
  private int zoneCount;
  private long read;
  private @Nullable ImmutableSortedSet<String> homeZones;
  private @Nullable Refusal refusal;

  Index(Fleet fleet, Launch launch) {
    EcsPlacementPolicy policy = EcsPlacer.policy(launch.policy());
    this.instances = fleet.instances();
    this.changes = fleet.changes();
    this.zones = fleet.zones();
    this.like = launch;
    this.spot = new IndexSpot(instances);
    this.checks = new Checks(launch, policy, spot);
    Chain chain = policy.chain();
    this.draws = chain.draws();
    this.own = chain.own().toArray(new Step[0]);
    this.shared = chain.shared().toArray(new Step[0]);
    this.values = fleet.values(chain);
    this.tasksPerValue = new int[shared.length][0];
    this.isShared = new boolean[chain.ranking().size()];
    for (int i = 0; i < isShared.length; i++) {
      isShared[i] = chain.ranking().get(i).isShared();
    }
    build();
  }

  /** Returns whether this launch asks for what this index places. */
  boolean serves(Launch launch) {
    return areAlike(launch, like);
  }

  /** Returns whether two launches differ in their chance at most. */
  static boolean areAlike(Launch one, Launch other) {
    return one.group() == other.group()
        && one.policy().equals(other.policy())
        && one.needs().equals(other.needs())
        && one.requiredAttributes().equals(other.requiredAttributes())
        && one.zones().equals(other.zones());
  }

  /** Returns the instance for this task, or {@link Placer#NOWHERE}. */
  int place(Launch launch) {
    catchUp();
    if (fittingCount == 0) {
      return Placer.NOWHERE;
    }
    return draws ? draw(launch.chance().get()) : tournament.champion();
  }

  /** Returns the zones of instances that take tasks and qualify. */
  ImmutableSortedSet<String> zones() {
    catchUp();
    if (homeZones == null) {
      ImmutableSortedSet.Builder<String> names = ImmutableSortedSet.naturalOrder();
      for (int zone = 0; zone < zones.count(); zone++) {
        if (homesPerZone[zone] > 0) {
          names.add(zones.name(zone));
        }
      }
      homeZones = names.build();
    }
    return homeZones;
  }

  /** Returns why nothing fits, looked for once for as long as nothing changes. */
  Refusal refusal(ClosestInstance closest) {
    catchUp();
    if (refusal == null) {
      refusal = closest.refusal(checks);
    }
    return refusal;
  }

  /** Returns the live tasks of the group for each value for each shared strategy. */
  int[][] tasksPerValue() {
    catchUp();
    int[][] copy = new int[shared.length][];
    for (int level = 0; level < shared.length; level++) {
      copy[level] = tasksPerValue[level].clone();
    }
    return copy;
  }

  /** Returns whether this index is for tasks of the group under the policy. */
  boolean isOf(int group, PlacementPolicy policy) {
    return group == like.group() && policy.equals(like.policy());
  }

  static IllegalStateException undeclared(String attribute) {
    return new IllegalStateException(
        "what asks for tasks per value of '" + attribute + "' must have that as its basis");
  }

  private int draw(Stream stream) {
    int champion = own.length + shared.length == 0 ? Tournament.NOBODY : tournament.champion();
    for (int i = 0; i < LinearPlacer.DRAWS; i++) {
      int drawn = stream.nextInt(size);
      if (isFitting(drawn) && (champion == Tournament.NOBODY || tournament.tie(drawn, champion))) {
        return drawn;
      }
    }
    if (champion == Tournament.NOBODY) {
      return fitting(stream.nextInt(fittingCount));
    }
    Equals equals = new Equals(champion);
    tournament.descend(equals);
    return equals.numbers.inOrder(stream.nextInt(equals.numbers.size()));
  }

  /** Returns the fitting instance at this place in the order of registration. */
  private int fitting(int place) {
    int word = 0;
    int left = place;
    for (int count = Long.bitCount(fitting[0]);
        left >= count;
        count = Long.bitCount(fitting[word])) {
      left -= count;
      word++;
    }
    long bits = fitting[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
  }

  private boolean isFitting(int instance) {
    return (fitting[instance / Long.SIZE] >>> instance & 1) != 0;
  }

  private void catchUp() {
    if (read == changes.now() && size == instances.size()) {
      return;
    }
    refusal = null;
    long from = read;
    int met = size;
    grow();
    if (zones.count() > zoneCount || hasMoved(from, met)) {
      build();
      return;
    }
    boolean oneByOne = true;
    int few = size / PART_READ_ONE_BY_ONE + 8;
    for (int instance = met; instance < size; instance++) {
      meet(instance);
    }
    for (int instance = changes.latest();
        instance != Changes.NOBODY && changes.changedAfter(from, instance);
        instance = changes.before(instance)) {
      if (instance < size) {
        oneByOne = oneByOne && few-- > 0;
        look(instance, from, oneByOne);
      }
    }
    for (int instance = met; instance < size; instance++) {
      look(instance, from, oneByOne);
    }
    if (!oneByOne) {
      tournament.playAll();
    }
    read = changes.now();
  }

  /** Returns whether an instance has another value than the one by which it is seated. */
  private boolean hasMoved(long from, int met) {
    if (shared.length == 0 || !changes.attributesChangedAfter(from)) {
      return false;
    }
    for (int instance = changes.latest();
        instance != Changes.NOBODY && changes.changedAfter(from, instance);
        instance = changes.before(instance)) {
      for (int level = 0; instance < met && level < shared.length; level++) {
        if (values[level].of(instance) != tournament.value(level, instance)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Reads everything as if for the first time. */
  private void build() {
    tournament = new Tournament(isShared);
    size = 0;
    fittingCount = 0;
    homeZones = null;
    Arrays.fill(known, 0);
    Arrays.fill(fitting, 0);
    Arrays.fill(homesPerZone, 0);
    for (int level = 0; level < shared.length; level++) {
      Arrays.fill(tasksPerValue[level], 0);
    }
    grow();
    for (int instance = 0; instance < size; instance++) {
      meet(instance);
    }
    for (int instance = 0; instance < size; instance++) {
      look(instance, read, false);
    }
    tournament.playAll();
    read = changes.now();
  }

  private void grow() {
    size = instances.size();
    zones.readTo(size);
    if (size > known.length) {
      int grown = Math.max(size, known.length + known.length / 2);
      known = Arrays.copyOf(known, grown);
      fitting = Arrays.copyOf(fitting, grown / Long.SIZE + 1);
    }
    tournament.growTo(size);
    if (zones.count() > homesPerZone.length) {
      homesPerZone = Arrays.copyOf(homesPerZone, zones.count());
    }
    for (int level = 0; level < shared.length; level++) {
      values[level].readTo(size);
      if (values[level].count() > tasksPerValue[level].length) {
        tasksPerValue[level] = Arrays.copyOf(tasksPerValue[level], 2 * values[level].count());
      }
    }
  }

  /** Takes notice of an instance: its zone and its values. Its tasks are counted at a look. */
  private void meet(int instance) {
    zoneCount = zones.count();
    for (int level = 0; level < shared.length; level++) {
      int value = values[level].of(instance);
      tournament.setValue(level, instance, value);
      tournament.setShared(level, value, sharedScore(level, instance));
    }
    tournament.seat(instance, zones.of(instance), zones.rank(instance));
  }

  /** Looks again at an instance of which something changed. */
  private void look(int instance, long from, boolean play) {
    int before = known[instance];
    int after = before;
    if (changes.attributesChangedAfter(from, instance)) {
      after &= ~FIXED_IS_KNOWN;
    }
    if (shared.length > 0) {
      after = recount(instance, after, play);
    }
    if ((after & FIXED_IS_KNOWN) == 0) {
      after = with(after, FIXED_PASSES, checks.passFixed(instance)) | FIXED_IS_KNOWN;
    }
    boolean open = (after & FIXED_PASSES) != 0 && instances.takesTasks(instance);
    after = with(after, IS_HOME, open && checks.qualifiesNow(instance));
    if (after != before) {
      known[instance] = after;
      if (((before ^ after) & IS_HOME) != 0) {
        homesPerZone[zones.of(instance)] += (after & IS_HOME) != 0 ? 1 : -1;
        homeZones = null;
      }
    }
    boolean fits = open && checks.passNow(instance);
    boolean changed = setFitting(instance, fits);
    if (own.length + shared.length > 0 && (fits || changed)) {
      enter(instance, fits, changed, play);
    }
  }

  private static int with(int facts, int fact, boolean holds) {
    return holds ? facts | fact : facts & ~fact;
  }

  /** Returns the facts with the tasks of the group as they are now. */
  private int recount(int instance, int facts, boolean play) {
    int count = instances.tasks(instance, like.group());
    int by = count - facts / ONE_TASK;
    if (by == 0) {
      return facts;
    }
    for (int level = 0; level < shared.length; level++) {
      int value = tournament.value(level, instance);
      tasksPerValue[level][value] += by;
      long score = sharedScore(level, instance);
      if (play) {
        tournament.playShared(level, value, score);
      } else {
        tournament.setShared(level, value, score);
      }
    }
    return facts + by * ONE_TASK;
  }

  private long sharedScore(int level, int instance) {
    return shared[level].strategy().score(spot.at(instance));
  }

  /** Returns whether that is news. */
  private boolean setFitting(int instance, boolean fits) {
    if (isFitting(instance) == fits) {
      return false;
    }
    fitting[instance / Long.SIZE] ^= 1L << instance;
    fittingCount += fits ? 1 : -1;
    return true;
  }

  private void enter(int instance, boolean fits, boolean changed, boolean play) {
    boolean different = changed;
    if (fits) {
      for (int slot = 0; slot < own.length; slot++) {
        long score = own[slot].strategy().score(spot.at(instance));
        if (score != tournament.own(slot, instance)) {
          tournament.setOwn(slot, instance, score);
          different = true;
        }
      }
    }
    if (!play) {
      tournament.enter(instance, fits);
    } else if (different) {
      tournament.play(instance, fits);
    }
  }

  /** Gathers those that are as good as the champion. */
  private final class Equals implements Tournament.Descent {
    private final int champion;
    private final Numbers numbers = new Numbers();

    Equals(int champion) {
      this.champion = champion;
    }

    @Override
    public boolean goesOn(int winner) {
      return tournament.tie(winner, champion);
    }

    @Override
    public void arrives(int contender) {
      numbers.add(contender);
    }
  }

  /** A candidate that knows the counts per value that the index keeps. */
  private final class IndexSpot extends Spot {
    IndexSpot(InstancesView instances) {
      super(instances);
    }

    @Override
    public int tasksWithSame(String attribute) {
      for (int level = 0; level < shared.length; level++) {
        if (shared[level].basis().attribute().equals(attribute)) {
          return tasksPerValue[level][tournament.value(level, instance())];
        }
      }
      throw undeclared(attribute);
    }
  }
}
