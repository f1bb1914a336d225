package dev.steadystate.architecture.planted.core.engine;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

class ComputesWithFractions {
  double[] parts = {};
  Float part = 1f;

  double half() {
    return 0.5;
  }

  void take(float part) {}

  Double boxed() {
    return 0.5;
  }

  int ceiling(int desired, int percent) {
    return (int) Math.ceil(desired * percent / 100.0);
  }

  long round(int desired, int percent) {
    return Math.round(desired * percent / 100.0);
  }

  DoubleUnaryOperator byReference() {
    return Math::floor;
  }

  String average(List<Integer> numbers) {
    return numbers.stream().mapToInt(number -> number).average().toString();
  }
}
