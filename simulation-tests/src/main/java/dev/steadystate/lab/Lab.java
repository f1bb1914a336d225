package dev.steadystate.lab;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.view.ClusterSnapshot;
import dev.steadystate.core.view.InstanceSnapshot;
import dev.steadystate.core.view.ServiceSnapshot;
import dev.steadystate.core.view.TaskSnapshot;
import dev.steadystate.testkit.scenario.Scenarios;

/**
 * The verbs of the lab, for a prompt: what they say is done to the one simulation on the bench.
 *
 * <pre>{@code
 * cluster("production", 6)
 * service("web", 4)
 * steady()
 * lose("us-east-1a")
 * steady()
 * why("web")
 * }</pre>
 */
public final class Lab {
  private static final Workbench BENCH = new Workbench();

  private Lab() {}

  /** Returns the bench with the simulation that the verbs are about. */
  public static Workbench bench() {
    return BENCH;
  }

  /** Returns the simulation itself, with all that the library can do. */
  public static EcsSimulation ecs() {
    return BENCH.ecs();
  }

  // The world.

  /** Begins anew, with nothing. */
  public static Text reset() {
    return BENCH.reset(0);
  }

  /** Begins anew, with nothing but other luck. */
  public static Text reset(long seed) {
    return BENCH.reset(seed);
  }

  /** Shows the cluster that is meant when none is named. */
  public static ClusterSnapshot cluster() {
    return BENCH.cluster();
  }

  /** Goes to a cluster, which is created if it is not there. */
  public static ClusterSnapshot cluster(String name) {
    return BENCH.cluster(name);
  }

  /** Goes to a cluster and adds so many instances, dealt over the zones in turn. */
  public static ClusterSnapshot cluster(String name, int instances, String... zones) {
    return BENCH.cluster(name, instances, zones);
  }

  /** Lists the container instances. */
  public static Listing<InstanceSnapshot> instances() {
    return BENCH.instances();
  }

  /** Adds so many container instances, dealt over the zones in turn. */
  public static Listing<InstanceSnapshot> instances(int count, String... zones) {
    return BENCH.instances(count, zones);
  }

  /** Adds so many container instances like this one. */
  public static Listing<InstanceSnapshot> instances(
      int count, ContainerInstance like, String... zones) {
    return BENCH.instances(count, like, zones);
  }

  // Calls.

  /** Registers the next revision of a family, whose image bears its name. */
  public static NewTaskDefinition taskDefinition(String family) {
    return BENCH.taskDefinition(family, family);
  }

  /** Registers the next revision of a family. */
  public static NewTaskDefinition taskDefinition(String family, String image) {
    return BENCH.taskDefinition(family, image);
  }

  /** Shows a service in one line. */
  public static ServiceSnapshot service(String name) {
    return BENCH.service(name);
  }

  /** Creates a service; what it runs is registered if there is no such family. */
  public static NewService service(String name, int desiredCount) {
    return BENCH.service(name, desiredCount);
  }

  /** Creates a service with one task on each instance. */
  public static NewService daemon(String name) {
    return BENCH.daemon(name);
  }

  /**
   * Changes a service: say what in the same line, such as {@code update("web").desiredCount(5)}.
   */
  public static ServiceChange update(String service) {
    return BENCH.update(service);
  }

  /** Releases another image: registers the next revision and updates the service. */
  public static ServiceChange update(String service, String image) {
    return BENCH.update(service).image(image);
  }

  /** Sets the desired count of a service. */
  public static ServiceChange update(String service, int desiredCount) {
    return BENCH.update(service).desiredCount(desiredCount);
  }

  /** Deletes a service. */
  public static ServiceSnapshot delete(String service) {
    return BENCH.delete(service);
  }

  /** Stops a task as StopTask does. */
  public static TaskSnapshot stop(String task) {
    return BENCH.stop(task);
  }

  /** Protects a task from scale-in for so long. */
  public static TaskSnapshot protect(String task, String length) {
    return BENCH.protect(task, length);
  }

  /** Sets an instance DRAINING. */
  public static InstanceSnapshot drain(String instance) {
    return BENCH.drain(instance);
  }

  /** Sets a DRAINING instance ACTIVE again. */
  public static InstanceSnapshot activate(String instance) {
    return BENCH.activate(instance);
  }

  /** Runs a command of the AWS CLI as it stands, or one a line. */
  public static Text aws(String commands) {
    return BENCH.aws(commands);
  }

  // Trouble.

  /** Kills a task such as {@code web/3}, or a running task of a service. */
  public static Listing<TaskSnapshot> kill(String taskOrService) {
    return BENCH.kill(taskOrService);
  }

  /** Kills so many running tasks of a service. */
  public static Listing<TaskSnapshot> kill(String service, int count) {
    return BENCH.kill(service, count);
  }

  /** Loses an instance, or a zone and every instance in it. */
  public static Text lose(String instanceOrZone) {
    return BENCH.lose(instanceOrZone);
  }

  /** Brings back what was lost. */
  public static Text restore(String instanceOrZone) {
    return BENCH.restore(instanceOrZone);
  }

  /** Lets the agent of an instance fall silent. */
  public static InstanceSnapshot disconnect(String instance) {
    return BENCH.disconnect(instance);
  }

  /** Lets the agent of an instance be heard again. */
  public static InstanceSnapshot connect(String instance) {
    return BENCH.connect(instance);
  }

  /** Decides how tasks turn out from now on, such as {@code fate("web:2").crashes("30s")}. */
  public static FateOf fate(String familyOrRevision) {
    return BENCH.fate(familyOrRevision);
  }

  // Time.

  /** Lets time pass, such as {@code 5m}, and tells what happened. */
  public static Text run(String length) {
    return BENCH.run(length);
  }

  /** Lets time pass until all services are in steady state, at most an hour. */
  public static Text steady() {
    return BENCH.steady();
  }

  /** Lets time pass until all services are in steady state, at most so long. */
  public static Text steady(String atMost) {
    return BENCH.steady(atMost);
  }

  // Looking.

  /** Shows the cluster: services, instances, and what runs where. */
  public static Text show() {
    return BENCH.show();
  }

  /** Shows a service: its numbers over time, its deployments and its tasks. */
  public static Text show(String service) {
    return BENCH.show(service);
  }

  /** Shows a service over the last minutes, such as {@code 10m}. */
  public static Text show(String service, String length) {
    return BENCH.show(service, length);
  }

  /** Lists the tasks that are not STOPPED. */
  public static Listing<TaskSnapshot> tasks() {
    return BENCH.tasks();
  }

  /** Lists the tasks of a service that are not STOPPED. */
  public static Listing<TaskSnapshot> tasks(String service) {
    return BENCH.tasks(service);
  }

  /** Tells the service events, oldest first. */
  public static Text events() {
    return BENCH.events();
  }

  /** Tells the events of a service, oldest first. */
  public static Text events(String service) {
    return BENCH.events(service);
  }

  /** Tells all that happened, each with its reason and its cause. */
  public static Text journal() {
    return BENCH.journal();
  }

  /** Tells all that happened to a service, a task or an instance. */
  public static Text journal(String subject) {
    return BENCH.journal(subject);
  }

  /** Says why a service, a task or an instance is as it is. */
  public static Text why(String subject) {
    return BENCH.why(subject);
  }

  // Forks.

  /** Keeps a copy of the simulation as it is now. */
  public static Fork fork() {
    return BENCH.fork();
  }

  /** Keeps a copy of the simulation under a name. */
  public static Fork fork(String name) {
    return BENCH.fork(name);
  }

  /** Goes back to the latest fork. */
  public static Text back() {
    return BENCH.back();
  }

  /** Goes back to the fork of this name. */
  public static Text back(String name) {
    return BENCH.back(name);
  }

  /** Goes back to this fork. */
  public static Text back(Fork fork) {
    return BENCH.back(fork);
  }

  /** Compares two changes, each tried on a copy: {@code compare(() -> update("web", 5), …)}. */
  public static Text compare(Runnable one, Runnable other) {
    return BENCH.compare(one, other);
  }

  /** Compares how things stand with how they would if nothing had been done since a fork. */
  public static Text compare(String fork) {
    return BENCH.compare(fork);
  }

  /** Compares how things stand with how they would if nothing had been done since a fork. */
  public static Text compare(Fork fork) {
    return BENCH.compare(fork);
  }

  /** Compares two forks at the same instant. */
  public static Text compare(String one, String other) {
    return BENCH.compare(one, other);
  }

  /** Compares two forks at the same instant. */
  public static Text compare(Fork one, Fork other) {
    return BENCH.compare(one, other);
  }

  // Scenarios and pictures.

  /** Lists the scenarios that are shipped. */
  public static Listing<String> scenarios() {
    return new Listing<>(Scenarios.NAMES, "no scenarios");
  }

  /** Puts a scenario on the bench, a shipped one by name, or one from a file. */
  public static Text load(String nameOrFile) {
    return BENCH.load(nameOrFile);
  }

  /** Draws all that has happened on a page to open in a browser. */
  public static Text html(String file) {
    return BENCH.html(file);
  }

  // Help.

  /** Lists the verbs. */
  public static Text help() {
    return Help.read().overview();
  }

  /** Explains a verb, with an example. */
  public static Text help(String verb) {
    return Help.read().on(verb);
  }
}
