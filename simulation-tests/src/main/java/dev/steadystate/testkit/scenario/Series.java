package dev.steadystate.testkit.scenario;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.view.ServiceCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the numbers of each service went: a row at the end of each instant that changed one. */
public final class Series {
  /**
   * The numbers of a service from an instant on.
   *
   * @param at milliseconds since the start
   * @param healthy tasks that count for the lower bound (SS-6)
   * @param floor the lower bound (SS-4)
   * @param ceiling the upper bound
   */
  public record Row(
      long at,
      String cluster,
      String service,
      int desired,
      int running,
      int pending,
      int healthy,
      int floor,
      int ceiling) {
    private static Row of(long at, ServiceCounts service) {
      return new Row(
          at,
          service.clusterName(),
          service.name(),
          service.desiredCount(),
          service.runningCount(),
          service.pendingCount(),
          service.healthyCount(),
          service.floor(),
          service.ceiling());
    }

    private boolean says(ServiceCounts service) {
      return running == service.runningCount()
          && healthy == service.healthyCount()
          && pending == service.pendingCount()
          && desired == service.desiredCount()
          && floor == service.floor()
          && ceiling == service.ceiling();
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /** The last row of each service by its place in the order of creation. */
  private final List<Row> latest = new ArrayList<>();

  /** Has seen nothing yet. */
  public Series() {}

  /** Returns the same so far, to go on with a fork. */
  public Series copy() {
    Series copy = new Series();
    copy.rows.addAll(rows);
    copy.latest.addAll(latest);
    return copy;
  }

  /** Looks at all services, in order of creation, at the end of an instant. */
  public void look(long at, List<? extends ServiceCounts> services) {
    for (int i = 0; i < services.size(); i++) {
      ServiceCounts service = services.get(i);
      boolean isNew = i == latest.size();
      if (!isNew && latest.get(i).says(service)) {
        continue;
      }
      Row row = Row.of(at, service);
      if (isNew) {
        latest.add(row);
      } else {
        latest.set(i, row);
      }
      if (!isSucceeded(row, i)) {
        rows.add(row);
      }
    }
  }

  /** A name that was used again belongs to the service that has it now. */
  private boolean isSucceeded(Row row, int place) {
    for (int later = place + 1; later < latest.size(); later++) {
      if (latest.get(later).service().equals(row.service())
          && latest.get(later).cluster().equals(row.cluster())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the rows in order of time and then of the creation of services. */
  public ImmutableList<Row> rows() {
    return ImmutableList.copyOf(rows);
  }

  /** Returns the rows of each service, services in order of creation. */
  public ImmutableList<ImmutableList<Row>> byService() {
    Map<String, ImmutableList.Builder<Row>> all = new LinkedHashMap<>();
    for (Row row : rows) {
      all.computeIfAbsent(row.cluster() + "/" + row.service(), unused -> ImmutableList.builder())
          .add(row);
    }
    return all.values().stream()
        .map(ImmutableList.Builder::build)
        .collect(ImmutableList.toImmutableList());
  }
}
