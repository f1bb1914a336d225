package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Availability Zone rebalancing, G.1 of file 3, with the examples PX-14 to PX-18. */
class ZoneRebalancingTest {
  @Rule({"PX-14", "EX-11", "PL-83", "PL-86", "PL-87", "PL-92", "EV-33", "EV-36", "EV-39"})
  @Test
  void startsInTheEmptiestZoneAndThenStopsInTheFullest() {
    FakeService web = unbalanced();

    web.runTo(200);

    assertThat(web.events)
        .containsExactly(
            "110 is not AZ balanced with 3 tasks in a, 1 tasks in b, 1 tasks in c."
                + " AZ Rebalancing in progress.",
            "110 started 1 in b",
            "170 stopped task 3 in a",
            "180 is AZ balanced with 2 tasks in a, 2 tasks in b, 1 tasks in c.",
            "180 has reached a steady state.");
    assertThat(web.isRebalancing()).isFalse();
  }

  @Rule({"PX-15", "PL-87"})
  @ParameterizedTest(name = "maximum {0} percent starts {1} and ends as {2}")
  @CsvSource({"150, 1, 'a1 b1'", "149, 0, 'a2 b0'", "200, 1, 'a1 b1'"})
  void startsNoMoreThanTheUpperBoundAllows(int maximumPercent, int starts, String end) {
    FakeService web = new FakeService(2).with("a", 2).over("a", "b").maximumPercent(maximumPercent);

    web.runTo(300);

    assertThat(web.events.stream().filter(event -> event.contains("started"))).hasSize(starts);
    assertThat(String.join(" ", web.counts())).isEqualTo(end);
    assertThat(web.events.isEmpty()).isEqualTo(starts == 0);
  }

  @Rule({"PX-16", "PL-84"})
  @ParameterizedTest(name = "{0} wanted as {1}/{2}/{3}")
  @CsvSource({"3, 2, 1, -1", "5, 2, 2, 1", "1, 1, 0, 0", "0, 0, 0, 0", "3, 1, 1, 1"})
  void leavesAloneWhatDiffersByOne(int desired, int a, int b, int c) {
    FakeService web = new FakeService(desired).with("a", a).with("b", b).with("c", Math.max(0, c));
    if (c < 0) {
      web.over("a", "b");
    }

    web.runTo(300);

    assertThat(web.events).isEmpty();
  }

  @Rule({"PX-17", "PL-89", "EV-37"})
  @Test
  void keepsProtectedTasksUntilTheProtectionEnds() {
    FakeService web = unbalanced();
    for (int task = 1; task <= 3; task++) {
      web.task(task).protectedUntil = 1000;
    }

    web.runTo(170);

    assertThat(web.events)
        .endsWith(
            "170 was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due"
                + " to (reason 3 tasks under protection)");
    assertThat(web.live()).isEqualTo(6);

    web.runTo(1010);

    assertThat(web.events)
        .endsWith(
            "1000 stopped task 3 in a",
            "1010 is AZ balanced with 2 tasks in a, 2 tasks in b, 1 tasks in c.",
            "1010 has reached a steady state.");
  }

  @Rule({"PX-18", "PL-90", "EV-38"})
  @Test
  void stopsForANewDeployment() {
    FakeService web = unbalanced();

    web.runTo(110);
    web.primaryId = "ecs-svc/2";
    web.runTo(120);

    assertThat(web.events).endsWith("120 stopped AZ Rebalancing.");
    assertThat(web.isRebalancing()).isFalse();
  }

  @Rule("PL-90")
  @Test
  void stopsForANewDesiredCount() {
    FakeService web = unbalanced();

    web.runTo(110);
    web.desiredCount = 6;
    web.runTo(120);

    assertThat(web.events).endsWith("120 stopped AZ Rebalancing.");
  }

  @Rule("PL-90")
  @Test
  void stopsForACrash() {
    FakeService web = unbalanced();

    web.runTo(120);
    web.task(5).toldToStopAt = 125;
    web.runTo(130);

    assertThat(web.events).endsWith("130 stopped AZ Rebalancing.");
  }

  @Rule("PL-90")
  @Test
  void stopsWhenATaskThatItStartedCrashes() {
    FakeService web = unbalanced();

    web.runTo(120);
    web.task(6).toldToStopAt = 125;
    web.runTo(130);

    assertThat(web.events).contains("130 stopped AZ Rebalancing.");
  }

  @Rule("PL-90")
  @Test
  void stopsForAnUnhealthyTask() {
    FakeService web = unbalanced();

    web.runTo(120);
    web.task(5).unhealthy = true;
    web.runTo(130);

    assertThat(web.events).endsWith("130 stopped AZ Rebalancing.");
  }

  @Rule("PL-90")
  @Test
  void stopsForADrainedTask() {
    FakeService web = unbalanced();

    web.runTo(120);
    web.task(5).draining = true;
    web.runTo(130);

    assertThat(web.events).endsWith("130 stopped AZ Rebalancing.");
  }

  @Rule({"PL-90", "PL-80"})
  @Test
  void stopsWhenItIsSwitchedOff() {
    FakeService web = unbalanced();

    web.runTo(120);
    web.rebalances = false;
    web.runTo(130);

    assertThat(web.events).endsWith("130 stopped AZ Rebalancing.");
  }

  @Rule("PL-90")
  @Test
  void isNotInterruptedByWhatItStopsItself() {
    FakeService web = unbalanced();

    web.runTo(400);

    assertThat(web.events).noneMatch(event -> event.contains("stopped AZ Rebalancing"));
  }

  @Rule("PL-87")
  @Test
  void needsSeveralRoundsWhereTheUpperBoundIsTight() {
    FakeService web = new FakeService(12).with("a", 12).maximumPercent(150);

    web.runTo(500);

    assertThat(web.counts()).containsExactly("a4", "b4", "c4");
    assertThat(web.events.stream().filter(event -> event.contains("not AZ balanced"))).hasSize(1);
    assertThat(web.events.stream().filter(event -> event.contains("started")))
        .containsExactly(
            "10 started 3 in b", "10 started 3 in c", "100 started 1 in b", "100 started 1 in c");
    assertThat(web.events.stream().filter(event -> event.contains("is AZ balanced"))).hasSize(1);
  }

  @Rule({"PL-88", "EV-35"})
  @Test
  void skipsAFullZoneUntilSomethingChanges() {
    FakeService web = new FakeService(6).with("a", 6);
    web.fullZones.add("b");

    web.runTo(200);

    assertThat(web.counts()).containsExactly("a4", "b0", "c2");
    assertThat(web.events.stream().filter(event -> event.contains("UNPLACED"))).hasSize(2);
    assertThat(web.isRebalancing()).isTrue();

    web.fullZones.clear();
    web.runTo(300);
    assertThat(web.counts()).containsExactly("a4", "b0", "c2");

    web.capacityChanges++;
    web.runTo(500);
    assertThat(web.counts()).containsExactly("a2", "b2", "c2");
    assertThat(web.events.stream().filter(event -> event.contains("not AZ balanced"))).hasSize(1);
  }

  @Rule("PL-83")
  @Test
  void waitsForTheSteadyState() {
    FakeService web = unbalanced();
    web.task(1).unhealthy = true;

    web.runTo(150);
    assertThat(web.events).isEmpty();

    web.task(1).unhealthy = false;
    web.runTo(170);
    assertThat(web.events.get(0)).isEqualTo("160 has reached a steady state.");
    assertThat(web.events.get(1)).startsWith("170 is not AZ balanced");
  }

  @Rule("PL-85")
  @Test
  void leavesTasksOutsideTheConfiguredZonesWhereTheyAre() {
    FakeService web = new FakeService(6).with("a", 2).with("b", 2).with("c", 2).over("a", "b");

    web.runTo(300);

    assertThat(web.events).isEmpty();
  }

  @Rule("PL-89")
  @Test
  void stopsElsewhereAndSaysWhatIsInTheWay() {
    FakeService web = new FakeService(8).with("a", 4).with("b", 4).with("c", 0);
    for (int task = 1; task <= 4; task++) {
      web.task(task).protectedUntil = 10_000;
    }

    web.runTo(100);

    // The target is 3, 3 and 2: two start in c, and only one may stop, in b.
    assertThat(web.counts()).containsExactly("a4", "b3", "c2");
    assertThat(web.events)
        .endsWith(
            "80 was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due"
                + " to (reason 4 tasks under protection)",
            "90 was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due"
                + " to (reason 4 tasks under protection)",
            "100 was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due"
                + " to (reason 4 tasks under protection)");
  }

  @Test
  void hasNothingToBalanceInOneZoneOrNone() {
    FakeService one = new FakeService(3).with("a", 3).over("a");
    FakeService none = new FakeService(0).over();

    one.runTo(100);
    none.runTo(100);

    assertThat(ImmutableList.copyOf(one.events)).isEmpty();
    assertThat(none.events).isEmpty();
  }

  /** Five wanted, 3, 1 and 1 in a, b and c, steady at 100. */
  private static FakeService unbalanced() {
    FakeService web = new FakeService(5).with("a", 3).with("b", 1).with("c", 1);
    web.startAt(100);
    return web;
  }
}
