package dev.steadystate.placement;

import static dev.steadystate.placement.FakeCluster.machine;
import static dev.steadystate.placement.Wants.needs;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.model.InstanceStatus;
import org.junit.jupiter.api.Test;

/** Balance and packing as values. */
class MeasuresTest {
  private final FakeCluster cluster = FakeCluster.fleet();
  private final int web = cluster.group("service:web");

  @Test
  void countsTasksPerZoneAndInstance() {
    for (int instance : new int[] {0, 0, 1, 2, 0}) {
      cluster.start(web, instance, needs(0, 0));
    }
    cluster.start(cluster.group("other"), 3, needs(0, 0));

    Balance balance = Balance.of(cluster, web);

    assertThat(balance)
        .isEqualTo(new Balance(ImmutableSortedMap.of("a", 4, "b", 1, "c", 0), 4, 0, 3, 5))
        .returns(4, Balance::spreadOverZones)
        .returns(3, Balance::spreadOverInstances)
        .hasToString("5 tasks on 4 instances (0 to 3 each), zones {a=4, b=1, c=0}")
        .isEqualTo(Balance.of(cluster, "service:web"));
    assertThat(Balance.of(cluster, "service:unknown").tasks()).isZero();
  }

  @Test
  void leavesOutInstancesThatNeitherTakeTasksNorHaveOne() {
    cluster.start(web, 1, needs(0, 0));
    cluster.setStatus(1, InstanceStatus.DRAINING);
    cluster.setStatus(2, InstanceStatus.DRAINING);
    cluster.setConnected(3, false);

    assertThat(Balance.of(cluster, web))
        .isEqualTo(new Balance(ImmutableSortedMap.of("a", 1), 2, 0, 1, 1));
    assertThat(Balance.of(new FakeCluster(), 0))
        .isEqualTo(new Balance(ImmutableSortedMap.of(), 0, 0, 0, 0))
        .returns(0, Balance::spreadOverZones)
        .returns(0, Balance::spreadOverInstances);
  }

  @Test
  void countsFargateTasksPerZone() {
    cluster.startOnFargate(web, "a");
    cluster.startOnFargate(web, "a");

    assertThat(Balance.onFargate(cluster, web, ImmutableList.of("b", "a")))
        .returns(2, Balance::spreadOverZones)
        .hasToString("2 tasks on Fargate, zones {a=2, b=0}");
  }

  @Test
  void measuresHowFullInstancesAre() {
    cluster.start(web, 0, needs(1024, 1024));
    cluster.start(web, 3, needs(1024, 512));
    cluster.register(machine("i-5", "c").with(8192, 1024));
    cluster.register(machine("i-6", "c"));
    cluster.setStatus(5, InstanceStatus.INACTIVE);

    Packing packing = Packing.of(cluster);

    assertThat(packing)
        .isEqualTo(new Packing(5, 3, 2048, 4 * 2048 + 8192, 1536, 4 * 4096 + 1024, 1))
        .returns(125, Packing::cpuPermille)
        .returns(88, Packing::memoryPermille)
        .hasToString("5 instances, 3 empty, 1 would do; CPU 12.5 %, memory 8.8 %");
  }

  @Test
  void findsHowFewInstancesCouldHoldEverything() {
    for (int instance = 0; instance < 4; instance++) {
      cluster.start(web, instance, needs(0, 2049));
    }
    assertThat(Packing.of(cluster).fewestInstances()).isEqualTo(3);

    cluster.start(web, 0, needs(1, 0));
    assertThat(Packing.of(cluster).fewestInstances()).isEqualTo(3);
    assertThat(Packing.of(new FakeCluster()))
        .isEqualTo(new Packing(0, 0, 0, 0, 0, 0, 0))
        .returns(0, Packing::cpuPermille)
        .returns(0, Packing::memoryPermille);
  }
}
