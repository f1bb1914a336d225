package dev.steadystate.bench;

import org.openjdk.jmh.annotations.Benchmark;

/** Measures nothing, to show what a measurement costs by itself. */
public class NothingBenchmark {
  @Benchmark
  public void nothing() {}
}
