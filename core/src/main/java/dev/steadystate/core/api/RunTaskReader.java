package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.RunTask;

/** Reads runs: RunTask says how many, StartTask says where. */
final class RunTaskReader {
  private RunTaskReader() {}

  static RunTask read(Document request) {
    ImmutableList<String> instances = request.strings("containerInstances");
    return new RunTask(
        request.string("cluster").orElse("default"),
        request.string("taskDefinition").orElse(""),
        request.has("containerInstances") ? instances.size() : request.integer("count").orElse(1),
        LaunchTypes.of(request),
        request.string("group"),
        request.string("startedBy"),
        Placements.constraints(request),
        Placements.strategies(request),
        Placements.subnets(request),
        instances,
        request);
  }
}
