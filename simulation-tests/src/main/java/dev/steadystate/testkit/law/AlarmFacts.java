package dev.steadystate.testkit.law;

import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.spi.ServiceView;
import java.util.HashMap;
import java.util.Map;

/** The alarms as the journal tells of them, and which of them each service was not told of yet. */
final class AlarmFacts {
  private static final String BEGIN = "alarm ";
  private static final String IS = " is ";

  private final ServiceFacts services;

  /** What changed since the watch began; of others the engine is asked. */
  private final Map<String, AlarmState> states = new HashMap<>();

  AlarmFacts(ServiceFacts services) {
    this.services = services;
  }

  /** An alarm changes: what was in ALARM counts until the next pass has seen it (DEP-107). */
  void take(JournalEntry entry) {
    String text = entry.text();
    int is = text.lastIndexOf(IS);
    String name = text.substring(BEGIN.length(), is);
    AlarmState state = AlarmState.valueOf(text.substring(is + IS.length()));
    AlarmState before = states.put(name, state);
    if (state != AlarmState.ALARM && before != AlarmState.ALARM) {
      return;
    }
    for (KnownService service : services.all()) {
      if (service.isThere()
          && service.primary != null
          && service.primary.hasRun
          && services.isActive(service)
          && services.wanted(service).configuration().alarms().alarmNames().contains(name)) {
        service.alarmed.add(name);
      }
    }
  }

  /** Returns whether an alarm that the service names is in ALARM now. */
  boolean anyNow(ServiceView wanted) {
    for (String name : wanted.configuration().alarms().alarmNames()) {
      if (isNow(wanted, name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether an alarm that the service names is in ALARM, or was since its last pass. */
  boolean anySince(KnownService service, ServiceView wanted) {
    for (String name : wanted.configuration().alarms().alarmNames()) {
      if (service.alarmed.contains(name) || isNow(wanted, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNow(ServiceView wanted, String name) {
    AlarmState known = states.get(name);
    return known == null
        ? wanted.alarm(name).filter(state -> state == AlarmState.ALARM).isPresent()
        : known == AlarmState.ALARM;
  }
}
