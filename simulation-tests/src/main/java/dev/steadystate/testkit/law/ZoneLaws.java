package dev.steadystate.testkit.law;

import dev.steadystate.core.spi.ServiceView;

/** How the tasks of a service are spread over zones (PL-84 to PL-92). */
final class ZoneLaws {
  static final Law BALANCED =
      TickCheck.law(
          "a service that stays steady has its zones in balance, or begins to balance them (PL-84,"
              + " PL-92)",
          Situation.ANY,
          ZoneLaws::outOfBalance);

  private ZoneLaws() {}

  private static String outOfBalance(
      Facts facts, KnownService service, KnownDeployment primary, ServiceView wanted) {
    if (!service.wasSteady
        || service.rebalancing
        || service.refusedInZone
        || service.saysSteadyIn == facts.moment().turn()
        || service.actedIn == facts.moment().turn()
        || !wanted.rebalancesZones()
        || !facts.launches().mayLaunch(primary)
        || Headcount.room(facts, service) <= 0) {
      return "";
    }
    int fewest = Integer.MAX_VALUE;
    int most = 0;
    int elsewhere = service.live;
    for (String zone : wanted.zones()) {
      int here = wanted.liveInZone(zone);
      fewest = Math.min(fewest, here);
      most = Math.max(most, here);
      elsewhere -= here;
    }
    // What is in a zone that is configured no longer is left there.
    return elsewhere == 0 && most - fewest > 1
        ? most + " tasks in one zone and " + fewest + " in another, and none is moved"
        : "";
  }
}
