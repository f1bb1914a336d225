package dev.steadystate.placement;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.random.Stream;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.core.spi.TaskView;
import dev.steadystate.core.spi.VictimRequest;
import dev.steadystate.placement.Chain.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who stops (PL-60 to PL-67) with a {@link Tournament} of stacks: the candidates on one
 * instance that take alike, the first to go on top. After each choice only the scores that it
 * changed are played again.
 */
final class IndexedVictims {
  private static final int NONE = -1;
  private static final Comparator<TaskView> BY_LAUNCH = comparingInt(TaskView::launchNumber);
  private static final Comparator<TaskView> BY_AGE =
      comparingLong(TaskView::createdAt).thenComparing(BY_LAUNCH);

  private final InstancesView instances;
  private final boolean draws;
  private final Step[] own;
  private final Step[] shared;
  private final Values[] values;
  private final int[][] tasksPerValue;
  private final StackSpot spot;
  private final Tournament tournament;
  private final List<Stack> stacks = new ArrayList<>();

  /** The candidates: by age, or where one is drawn by launch number. */
  private final TaskView[] tasks;

  /** For each of them its stack, and who goes after it and before it. */
  private final Stack[] stackOf;

  private final int[] below;
  private final int[] above;

  private IndexedVictims(Fleet fleet, int[][] tasksPerValue, VictimRequest request) {
    Chain chain = EcsPlacer.policy(request.policy()).chain();
    this.instances = fleet.instances();
    this.draws = chain.draws();
    this.own = chain.own().toArray(new Step[0]);
    this.shared = chain.shared().toArray(new Step[0]);
    this.values = fleet.values(chain);
    this.tasksPerValue = tasksPerValue;
    this.spot = new StackSpot(instances, request.group());
    // What decides in the end is age, except where one is drawn.
    boolean[] isShared = new boolean[chain.ranking().size() + (draws ? 0 : 1)];
    for (int i = 0; i < chain.ranking().size(); i++) {
      isShared[i] = chain.ranking().get(i).isShared();
    }
    this.tournament = new Tournament(isShared);
    this.tasks = request.candidates().toArray(new TaskView[0]);
    this.stackOf = new Stack[tasks.length];
    this.below = new int[tasks.length];
    this.above = new int[tasks.length];
    Arrays.sort(tasks, draws ? BY_LAUNCH : BY_AGE);
    stack(request.leaving());
  }

  /**
   * Returns the victims in order of choice.
   *
   * @param tasksPerValue the live tasks of the group for each value of each shared strategy, which
   *     are counted down
   */
  static ImmutableList<TaskView> choose(Fleet fleet, int[][] tasksPerValue, VictimRequest request) {
    return new IndexedVictims(fleet, tasksPerValue, request).choose(request);
  }

  private ImmutableList<TaskView> choose(VictimRequest request) {
    int count = Math.min(request.count(), tasks.length);
    ImmutableList.Builder<TaskView> victims = ImmutableList.builderWithExpectedSize(count);
    if (draws) {
      Stream stream = request.chance().get();
      Remaining remaining = new Remaining(tasks.length);
      for (int i = 0; i < count; i++) {
        int victim =
            own.length + shared.length == 0
                ? remaining.at(stream.nextInt(tasks.length - i))
                : draw(stream);
        remaining.remove(victim);
        victims.add(leave(victim));
      }
    } else {
      for (int i = 0; i < count; i++) {
        victims.add(leave(stacks.get(tournament.champion()).top));
      }
    }
    return victims.build();
  }

  /** Draws among all tasks whose stacks are as good as the champion. */
  private int draw(Stream stream) {
    int champion = tournament.champion();
    Numbers equals = new Numbers();
    tournament.descend(
        new Tournament.Descent() {
          @Override
          public boolean goesOn(int winner) {
            return tournament.tie(winner, champion);
          }

          @Override
          public void arrives(int contender) {
            for (int task = stacks.get(contender).top; task != NONE; task = below[task]) {
              equals.add(task);
            }
          }
        });
    return equals.inOrder(stream.nextInt(equals.size()));
  }

  private void stack(List<? extends TaskView> leaving) {
    Home[] homes = new Home[instances.size()];
    for (int task = 0; task < tasks.length; task++) {
      int instance = tasks[task].instance();
      Home home = homes[instance];
      if (home == null) {
        home = new Home(instance);
        homes[instance] = home;
      }
      Stack stack = stack(home, tasks[task].needs());
      stackOf[task] = stack;
      above[task] = NONE;
      below[task] = stack.top;
      if (stack.top != NONE) {
        above[stack.top] = task;
      }
      stack.top = task;
    }
    for (TaskView task : leaving) {
      for (int level = 0; level < shared.length; level++) {
        tasksPerValue[level][values[level].of(task.instance())]--;
      }
      if (homes[task.instance()] != null) {
        homes[task.instance()].note(task.needs());
      }
    }
    for (Stack stack : stacks) {
      for (int level = 0; level < shared.length; level++) {
        int value = tournament.value(level, stack.number);
        tournament.setShared(level, value, sharedScore(level, stack));
      }
      setOwn(stack);
      tournament.enter(stack.number, true);
    }
    tournament.playAll();
  }

  private Stack stack(Home home, Needs needs) {
    for (Stack stack = home.first; stack != null; stack = stack.sibling) {
      if (stack.needs.equals(needs)) {
        return stack;
      }
    }
    Stack stack = new Stack(stacks.size(), home, needs);
    stacks.add(stack);
    tournament.growTo(stacks.size());
    for (int level = 0; level < shared.length; level++) {
      tournament.setValue(level, stack.number, values[level].of(home.instance));
    }
    tournament.seat(stack.number, 0, 0);
    return stack;
  }

  private TaskView leave(int task) {
    Stack stack = stackOf[task];
    if (below[task] != NONE) {
      above[below[task]] = above[task];
    }
    if (above[task] != NONE) {
      below[above[task]] = below[task];
    } else {
      stack.top = below[task];
    }
    Home home = stack.home;
    home.note(stack.needs);
    for (int level = 0; level < shared.length; level++) {
      int value = tournament.value(level, stack.number);
      tasksPerValue[level][value]--;
      tournament.playShared(level, value, sharedScore(level, stack));
    }
    for (Stack each = home.first; each != null; each = each.sibling) {
      setOwn(each);
      tournament.play(each.number, each.top != NONE);
    }
    return tasks[task];
  }

  /** The tournament looks for the lowest score, but tasks stop where it is highest (PL-60). */
  private long sharedScore(int level, Stack stack) {
    return ~shared[level].strategy().score(spot.at(stack));
  }

  private void setOwn(Stack stack) {
    for (int slot = 0; slot < own.length; slot++) {
      tournament.setOwn(slot, stack.number, ~own[slot].strategy().score(spot.at(stack)));
    }
    if (!draws) {
      tournament.setOwn(own.length, stack.number, -stack.top);
    }
  }

  /** The candidates on one instance that take alike. */
  private static final class Stack {
    final int number;
    final Home home;
    final Needs needs;
    final @Nullable Stack sibling;
    int top = NONE;

    Stack(int number, Home home, Needs needs) {
      this.number = number;
      this.home = home;
      this.needs = needs;
      this.sibling = home.first;
      home.first = this;
    }
  }

  /** An instance with candidates, and what has gone from there. */
  private static final class Home {
    final int instance;
    @Nullable Stack first;
    int tasks;
    int cpu;
    int memory;
    int gpus;

    Home(int instance) {
      this.instance = instance;
    }

    void note(Needs needs) {
      tasks++;
      cpu += needs.cpu();
      memory += needs.memory();
      gpus += needs.gpus();
    }
  }

  /** An instance as if the victims had gone, and one task of the stack in question too (PL-62). */
  private final class StackSpot extends Spot {
    private Home home = new Home(0);
    private Stack stack = new Stack(0, home, NOTHING);

    StackSpot(InstancesView instances, int group) {
      super(instances);
      lookFor(group, NOTHING);
    }

    Candidate at(Stack stack) {
      this.stack = stack;
      this.home = stack.home;
      lookFor(group(), stack.needs);
      return at(home.instance);
    }

    @Override
    public int remainingCpu() {
      return super.remainingCpu() + home.cpu + stack.needs.cpu();
    }

    @Override
    public int remainingMemory() {
      return super.remainingMemory() + home.memory + stack.needs.memory();
    }

    @Override
    public int remainingGpus() {
      return super.remainingGpus() + home.gpus + stack.needs.gpus();
    }

    @Override
    public int tasks() {
      return super.tasks() - home.tasks;
    }

    @Override
    public int tasksOfAllGroups() {
      return super.tasksOfAllGroups() - home.tasks;
    }

    @Override
    public int tasksWithSame(String attribute) {
      for (int level = 0; level < shared.length; level++) {
        if (shared[level].basis().attribute().equals(attribute)) {
          return tasksPerValue[level][tournament.value(level, stack.number)];
        }
      }
      throw Index.undeclared(attribute);
    }
  }
}
