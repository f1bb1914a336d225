package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.PlacementPolicy;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import dev.steadystate.placement.Chain.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who stops (PL-60 to PL-67) of a pool that is asked about again and again, such as the
 * healthy tasks of a service that is scaled in by one, and by one. It keeps a {@link Tournament} of
 * the instances with tasks of the pool, and before each answer it reads what has changed since the
 * last one.
 *
 * <p>Tasks that left the pool are found out when they would win: until then they make their
 * instance look newer than it is, never older, so whoever wins with a task of the pool on top has
 * won rightly.
 */
final class StandingVictims implements StandingIndex {
  private final Fleet fleet;
  private final InstancesView instances;
  private final StandingPool pool;
  private final int group;
  private final PlacementPolicy policy;
  private final Step[] own;
  private final Step[] shared;
  private final Values[] values;
  private final int[][] tasksPerValue;
  private final PoolSpot spot;
  private final Tournament tournament;

  private @Nullable LaunchStack[] stacks = new LaunchStack[0];

  /** How many tasks of the group are counted on each instance. */
  private int[] counted = new int[0];

  /** How many tasks leave each instance in this stop, and which instances these are. */
  private int[] gone = new int[0];

  private final Numbers left = new Numbers();
  private int size;
  private long read;

  StandingVictims(Fleet fleet, VictimRequest request, StandingPool pool) {
    Chain chain = EcsPlacer.policy(request.policy()).chain();
    this.fleet = fleet;
    this.instances = fleet.instances();
    this.pool = pool;
    this.group = request.group();
    this.policy = request.policy();
    this.own = chain.own().toArray(new Step[0]);
    this.shared = chain.shared().toArray(new Step[0]);
    this.values = fleet.values(chain);
    this.tasksPerValue = new int[shared.length][0];
    this.spot = new PoolSpot(instances);
    // What decides in the end is the launch number.
    boolean[] isShared = new boolean[chain.ranking().size() + 1];
    for (int i = 0; i < chain.ranking().size(); i++) {
      isShared[i] = chain.ranking().get(i).isShared();
    }
    this.tournament = new Tournament(isShared);
    grow();
    pool.tasks().forEach(this::add);
    for (int instance = 0; instance < size; instance++) {
      look(instance, false);
    }
    tournament.playAll();
    read = fleet.changes().now();
  }

  /** Returns whether this policy can be answered so: a draw wants to know all who are equal. */
  static boolean canServe(EcsPlacementPolicy policy) {
    return !policy.chain().scans() && !policy.chain().draws();
  }

  @Override
  public boolean serves(VictimRequest request) {
    return !request.fargate()
        && request.pool() == pool
        && request.group() == group
        && request.policy().equals(policy)
        && !fleet.changes().attributesChangedAfter(read);
  }

  @Override
  public boolean isOf(StandingPool other) {
    return pool == other;
  }

  @Override
  public ImmutableList<TaskView> choose(VictimRequest request) {
    catchUp();
    for (TaskView task : request.leaving()) {
      leave(task.instance(), task.needs());
    }
    ImmutableList.Builder<TaskView> victims =
        ImmutableList.builderWithExpectedSize(request.count());
    for (int i = 0; i < request.count(); i++) {
      TaskView victim = next();
      if (victim == null) {
        break;
      }
      victims.add(victim);
      leave(victim.instance(), victim.needs());
    }
    return victims.build();
  }

  private void add(TaskView task) {
    // All of a pool take alike.
    spot.lookFor(group, task.needs());
    stack(task.instance()).add(task.launchNumber(), task.handle());
  }

  /** Takes the best of those that are in the pool still, or returns null. */
  private @Nullable TaskView next() {
    for (int instance = tournament.champion();
        instance != Tournament.NOBODY;
        instance = tournament.champion()) {
      LaunchStack stack = stack(instance);
      TaskView task = pool.find(stack.launchNumber(), stack.handle());
      stack.pop();
      if (task != null) {
        return task;
      }
      enter(instance, true);
    }
    return null;
  }

  private void leave(int instance, Needs needs) {
    if (gone[instance]++ == 0) {
      left.add(instance);
    }
    spot.note(instance, needs);
    count(instance, -1, true);
    enter(instance, true);
  }

  private void catchUp() {
    Changes changes = fleet.changes();
    int met = size;
    grow();
    for (int i = 0; i < left.size(); i++) {
      forget(left.get(i));
    }
    left.clear();
    for (int instance = met; instance < size; instance++) {
      look(instance, true);
    }
    for (int instance = changes.latest();
        instance != Changes.NOBODY && changes.changedAfter(read, instance);
        instance = changes.before(instance)) {
      if (instance < met) {
        look(instance, true);
      }
    }
    for (TaskView task : pool.joined()) {
      add(task);
      enter(task.instance(), true);
    }
    read = changes.now();
  }

  /** Lets the instance show itself what became of those who were told to stop there. */
  private void forget(int instance) {
    gone[instance] = 0;
    spot.forget(instance);
    look(instance, true);
  }

  private void grow() {
    int met = size;
    size = instances.size();
    if (size > counted.length) {
      int grown = Math.max(size, counted.length + counted.length / 2);
      stacks = Arrays.copyOf(stacks, grown);
      counted = Arrays.copyOf(counted, grown);
      gone = Arrays.copyOf(gone, grown);
      spot.growTo(grown);
    }
    tournament.growTo(size);
    for (int level = 0; level < shared.length; level++) {
      values[level].readTo(size);
      if (values[level].count() > tasksPerValue[level].length) {
        tasksPerValue[level] = Arrays.copyOf(tasksPerValue[level], 2 * values[level].count());
      }
    }
    for (int instance = met; instance < size; instance++) {
      stacks[instance] = new LaunchStack();
      for (int level = 0; level < shared.length; level++) {
        int value = values[level].of(instance);
        tournament.setValue(level, instance, value);
        tournament.setShared(level, value, sharedScore(level, instance));
      }
      tournament.seat(instance, 0, 0);
    }
  }

  /** Looks again at an instance of which something changed. */
  private void look(int instance, boolean play) {
    count(instance, instances.tasks(instance, group) - counted[instance], play);
    enter(instance, play);
  }

  private void count(int instance, int by, boolean play) {
    if (by == 0) {
      return;
    }
    counted[instance] += by;
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
  }

  /** Plays an instance anew by the task that is on top there. */
  private void enter(int instance, boolean play) {
    LaunchStack stack = stack(instance);
    if (!stack.isEmpty()) {
      for (int slot = 0; slot < own.length; slot++) {
        tournament.setOwn(slot, instance, ~own[slot].strategy().score(spot.lookAt(instance)));
      }
      tournament.setOwn(own.length, instance, -stack.launchNumber());
    }
    if (play) {
      tournament.play(instance, !stack.isEmpty());
    } else {
      tournament.enter(instance, !stack.isEmpty());
    }
  }

  /** The tournament looks for the lowest score, but tasks stop where it is highest (PL-60). */
  private long sharedScore(int level, int instance) {
    return ~shared[level].strategy().score(spot.lookAt(instance));
  }

  private LaunchStack stack(int instance) {
    LaunchStack stack = stacks[instance];
    if (stack == null) {
      throw new IllegalStateException("instance " + instance + " was not met");
    }
    return stack;
  }

  /** An instance as if the victims had gone, and one task of the pool too (PL-62, PL-67). */
  private final class PoolSpot extends Spot {
    private int[] cpu = new int[0];
    private int[] memory = new int[0];
    private int[] gpus = new int[0];

    PoolSpot(InstancesView instances) {
      super(instances);
      lookFor(group, NOTHING);
    }

    Candidate lookAt(int instance) {
      return at(instance);
    }

    void growTo(int instances) {
      cpu = Arrays.copyOf(cpu, instances);
      memory = Arrays.copyOf(memory, instances);
      gpus = Arrays.copyOf(gpus, instances);
    }

    void note(int instance, Needs leaving) {
      cpu[instance] += leaving.cpu();
      memory[instance] += leaving.memory();
      gpus[instance] += leaving.gpus();
    }

    void forget(int instance) {
      cpu[instance] = 0;
      memory[instance] = 0;
      gpus[instance] = 0;
    }

    @Override
    public int remainingCpu() {
      return super.remainingCpu() + cpu[instance()] + needs().cpu();
    }

    @Override
    public int remainingMemory() {
      return super.remainingMemory() + memory[instance()] + needs().memory();
    }

    @Override
    public int remainingGpus() {
      return super.remainingGpus() + gpus[instance()] + needs().gpus();
    }

    @Override
    public int tasks() {
      return super.tasks() - gone[instance()];
    }

    @Override
    public int tasksOfAllGroups() {
      return super.tasksOfAllGroups() - gone[instance()];
    }

    @Override
    public int tasksWithSame(String attribute) {
      for (int level = 0; level < shared.length; level++) {
        if (shared[level].basis().attribute().equals(attribute)) {
          return tasksPerValue[level][tournament.value(level, instance())];
        }
      }
      throw Index.undeclared(attribute);
    }
  }
}
