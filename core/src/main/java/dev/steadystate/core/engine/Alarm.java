package dev.steadystate.core.engine;

import dev.steadystate.core.model.AlarmState;

/** A simulated CloudWatch alarm. */
final class Alarm {
  final String name;
  AlarmState state = AlarmState.INSUFFICIENT_DATA;
  long period = 60_000;
  int evaluationPeriods = 1;

  Alarm(String name) {
    this.name = name;
  }

  Alarm copy() {
    Alarm copy = new Alarm(name);
    copy.state = state;
    copy.period = period;
    copy.evaluationPeriods = evaluationPeriods;
    return copy;
  }
}
