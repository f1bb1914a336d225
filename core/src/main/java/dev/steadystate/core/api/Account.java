package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.Commands;
import dev.steadystate.core.engine.Directory;
import dev.steadystate.core.engine.Engine;
import dev.steadystate.core.engine.Snapshots;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.model.Parameters;

/** What calls look things up in, change and show: one account in one region. */
record Account(
    Engine engine, Directory directory, Commands commands, Snapshots snapshots, Describe describe) {

  static Account of(Engine engine) {
    Directory directory = new Directory(engine);
    return new Account(
        engine,
        directory,
        engine.commands(),
        new Snapshots(engine),
        new Describe(directory.arns()));
  }

  Arns arns() {
    return directory.arns();
  }

  Parameters parameters() {
    return engine.world().parameters();
  }

  /** Returns the ACTIVE cluster that a request names; none named is the default one. */
  Cluster cluster(Document request) {
    return directory.cluster(request.string("cluster").orElse("default"));
  }

  static ImmutableList<String> include(Document request) {
    return request.strings("include");
  }
}
