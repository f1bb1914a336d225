package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;

/** CloudWatch alarms that fail a deployment (DEP-103). */
public record DeploymentAlarms(ImmutableList<String> alarmNames, boolean enable, boolean rollback) {
  public static DeploymentAlarms none() {
    return new DeploymentAlarms(ImmutableList.of(), false, false);
  }
}
