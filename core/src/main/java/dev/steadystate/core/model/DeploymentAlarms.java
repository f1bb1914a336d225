package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** CloudWatch alarms that fail a deployment (DEP-103). */
public record DeploymentAlarms(ImmutableList<String> alarmNames, boolean enable, boolean rollback) {
  public static DeploymentAlarms none() {
    return new DeploymentAlarms(ImmutableList.of(), false, false);
  }

  /** Returns alarms that fail a deployment and roll it back. */
  public static DeploymentAlarms withRollback(String... alarmNames) {
    return new DeploymentAlarms(ImmutableList.copyOf(alarmNames), true, true);
  }

  /** Returns alarms that fail a deployment and leave it there. */
  public static DeploymentAlarms withoutRollback(String... alarmNames) {
    return new DeploymentAlarms(ImmutableList.copyOf(alarmNames), true, false);
  }

  /** Returns the members that the API has for it. */
  public Document toDocument() {
    return Document.builder()
        .put("alarmNames", alarmNames)
        .put("rollback", rollback)
        .put("enable", enable)
        .build();
  }
}
