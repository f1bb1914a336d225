package dev.steadystate.placement;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.StandingPool;
import dev.steadystate.core.spi.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A standing pool that tests fill and empty at will. */
final class FakePool implements StandingPool {
  private final Map<Integer, FakeTask> members = new TreeMap<>();
  private final List<FakeTask> joined = new ArrayList<>();

  void join(FakeTask task) {
    members.put(task.handle(), task);
    joined.add(task);
  }

  void leave(FakeTask task) {
    members.remove(task.handle());
  }

  boolean has(FakeTask task) {
    return members.containsKey(task.handle());
  }

  ImmutableList<FakeTask> members() {
    return ImmutableList.copyOf(members.values());
  }

  @Override
  public List<? extends TaskView> tasks() {
    joined.clear();
    return members();
  }

  @Override
  public List<? extends TaskView> joined() {
    List<FakeTask> news = ImmutableList.copyOf(joined);
    joined.clear();
    return news;
  }

  @Override
  public @Nullable TaskView find(int launchNumber, int handle) {
    FakeTask task = members.get(handle);
    return task == null || task.launchNumber() != launchNumber ? null : task;
  }
}
