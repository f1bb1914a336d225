package dev.steadystate.architecture.planted.core.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class StartsThreads {
  Thread thread(Runnable work) {
    return new Thread(work);
  }

  ThreadLocal<String> threadLocal() {
    return ThreadLocal.withInitial(() -> "");
  }

  void execute(Executor executor, Runnable work) {
    executor.execute(work);
  }

  ExecutorService executorService() {
    return Executors.newSingleThreadExecutor();
  }

  ForkJoinPool pool() {
    return ForkJoinPool.commonPool();
  }

  CompletableFuture<String> future() {
    return new CompletableFuture<>();
  }

  void time(Timer timer, TimerTask task) {
    timer.schedule(task, 1);
  }

  Stream<String> parallelStream(List<String> names) {
    return names.parallelStream();
  }

  IntStream parallel() {
    return IntStream.range(0, 9).parallel();
  }

  void sort(int[] numbers) {
    Arrays.parallelSort(numbers);
  }
}
