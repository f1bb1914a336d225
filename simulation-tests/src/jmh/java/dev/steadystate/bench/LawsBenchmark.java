package dev.steadystate.bench;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.model.TaskDefinition;
import dev.steadystate.testkit.law.Laws;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the laws cost: a simulated day of 10 services of 10 tasks, of which half lose a task every
 * ten minutes and one is rolled out again, with the laws at every tick and without.
 */
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@State(Scope.Thread)
public class LawsBenchmark {
  private static final int SERVICES = 10;

  @Param({"off", "on"})
  String laws;

  private EcsSimulation ecs;

  @Setup(Level.Invocation)
  public void steady() {
    ecs = EcsSimulation.builder().seed(3).build();
    for (int i = 0; i < SERVICES; i++) {
      ecs.registerContainerInstance(
          ContainerInstance.of("i-" + i, "us-east-1" + (char) ('a' + i % 3))
              .withCpu(16_384)
              .withMemory(65_536));
    }
    for (int i = 0; i < SERVICES; i++) {
      ecs.registerTaskDefinition(TaskDefinition.of("web" + i, "nginx"));
      ecs.createService(Service.of("web" + i, "web" + i + ":1", 10));
    }
    ecs.runUntilSteady();
    if (laws.equals("on")) {
      Laws.watch(ecs);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 60)
  @Measurement(iterations = 30)
  public long day() {
    for (int round = 0; round < 144; round++) {
      for (int service = round % 2; service < SERVICES; service += 2) {
        String name = "web" + service;
        int latest = ecs.serviceView("default", name).launched();
        ecs.inject(new Fault.TaskExits(name + "/" + latest, 1));
      }
      ecs.updateService(ServiceUpdate.of("web" + round % SERVICES).withForceNewDeployment());
      ecs.runFor(Duration.ofMinutes(10));
    }
    return ecs.journal().size();
  }
}
