package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.spi.ServiceView;

/** How the tasks of a service are spread over zones (PL-84 to PL-92). */
final class ZoneLaws {
  static final Law BALANCED =
      TickCheck.law(
          "a service that stays steady has its zones in balance, or begins to balance them (PL-84,"
              + " PL-92)",
          ZoneLaws::outOfBalance);

  private ZoneLaws() {}

  private static String outOfBalance(Facts facts, KnownService service) {
    KnownDeployment primary = service.primary;
    if (primary == null
        || !facts.launches().mayLaunch(primary)
        || service.rebalancing
        || service.refusedInZone
        || !service.wasSteady
        || service.saysSteadyIn == facts.moment().turn()
        || service.actedIn == facts.moment().turn()) {
      return "";
    }
    ServiceView wanted = facts.wanted(service);
    if (!wanted.rebalancesZones() || Headcount.room(facts, service) <= 0) {
      return "";
    }
    ImmutableList<String> zones = wanted.zones();
    int[] counts = new int[zones.size()];
    for (KnownTask task : service.tasks) {
      int zone = zones.indexOf(task.view.zone());
      if (zone < 0) {
        return ""; // It may be in a zone that is configured no longer, and is left there.
      }
      counts[zone] += task.told ? 0 : 1;
    }
    for (int fewer : counts) {
      for (int more : counts) {
        if (more - fewer > 1) {
          return more + " tasks in one zone and " + fewer + " in another, and none is moved";
        }
      }
    }
    return "";
  }
}
