package dev.steadystate.placement;

import static com.google.common.base.Strings.nullToEmpty;

import com.google.common.collect.ImmutableSortedSet;
import dev.steadystate.core.model.Needs;
import dev.steadystate.core.spi.InstancesView;
import dev.steadystate.placement.query.ClusterQuery;
import dev.steadystate.placement.query.QueryTarget;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A candidate that moves from instance to instance, so that looking at many makes no garbage. */
abstract class Spot implements Candidate {
  /** The needs of a task that takes nothing. */
  static final Needs NOTHING =
      new Needs(0, 0, 0, 0, ImmutableSortedSet.of(), ImmutableSortedSet.of());

  private final InstancesView instances;
  private final Target target;
  private int group;
  private Needs needs = NOTHING;
  private int instance;
  private boolean isHome;

  Spot(InstancesView instances) {
    this.instances = instances;
    this.target = new Target(instances);
  }

  final void lookFor(int group, Needs needs) {
    this.group = group;
    this.needs = needs;
  }

  final Candidate at(int instance) {
    this.instance = instance;
    this.isHome = false;
    return this;
  }

  /**
   * Looks at an instance without the tasks of the group itself: a service that lives there does not
   * cease to because of its own tasks.
   */
  final Candidate asHome(int instance) {
    this.instance = instance;
    this.isHome = true;
    return this;
  }

  @Override
  public final int instance() {
    return instance;
  }

  @Override
  public final int group() {
    return group;
  }

  @Override
  public final Needs needs() {
    return needs;
  }

  @Override
  public final String zone() {
    return instances.zone(instance);
  }

  @Override
  public final boolean hasAttribute(String name) {
    return instances.attribute(instance, name) != null;
  }

  @Override
  public final String attribute(String name) {
    return nullToEmpty(instances.attribute(instance, name));
  }

  @Override
  public final long registeredAt() {
    return instances.registeredAt(instance);
  }

  @Override
  public final int registeredCpu() {
    return instances.registeredCpu(instance);
  }

  @Override
  public final int registeredMemory() {
    return instances.registeredMemory(instance);
  }

  @Override
  public int remainingCpu() {
    return instances.remainingCpu(instance, group);
  }

  @Override
  public int remainingMemory() {
    return instances.remainingMemory(instance, group);
  }

  @Override
  public int remainingGpus() {
    return instances.remainingGpus(instance, group);
  }

  @Override
  public int tasks() {
    return isHome ? 0 : instances.tasks(instance, group);
  }

  @Override
  public int tasksOfAllGroups() {
    return instances.tasks(instance) - (isHome ? instances.tasks(instance, group) : 0);
  }

  @Override
  public final boolean meets(ClusterQuery query) {
    return query.matches(isHome ? target.without(group, instance) : target.at(instance));
  }

  @Override
  public final InstancesView instances() {
    return instances;
  }

  /** What the query language asks of an instance. */
  static final class Target implements QueryTarget {
    private final InstancesView instances;
    private final IntConsumer eachGroup = this::testGroup;
    private static final int NONE = -1;

    private int instance;
    private int leftOut = NONE;
    private @Nullable Predicate<String> groupTest;
    private boolean passed;

    Target(InstancesView instances) {
      this.instances = instances;
    }

    Target at(int instance) {
      return without(NONE, instance);
    }

    /** Looks at an instance as if no task of this group were there. */
    Target without(int group, int instance) {
      this.instance = instance;
      this.leftOut = group;
      return this;
    }

    @Override
    public @Nullable String attribute(String name) {
      return instances.attribute(instance, name);
    }

    @Override
    public boolean agentConnected() {
      return instances.agentConnected(instance);
    }

    @Override
    public String agentVersion() {
      return instances.agentVersion(instance);
    }

    @Override
    public String ec2InstanceId() {
      return instances.ec2InstanceId(instance);
    }

    @Override
    public Instant registeredAt() {
      return Instant.ofEpochMilli(instances.registeredAt(instance));
    }

    @Override
    public int runningTasksCount() {
      return instances.tasks(instance) - (leftOut == NONE ? 0 : instances.tasks(instance, leftOut));
    }

    @Override
    public boolean anyTaskGroup(Predicate<String> test) {
      groupTest = test;
      passed = false;
      instances.forEachGroup(instance, eachGroup);
      groupTest = null;
      return passed;
    }

    private void testGroup(int group) {
      if (!passed && groupTest != null && group != leftOut) {
        passed = groupTest.test(instances.groupName(group));
      }
    }
  }
}
