package dev.steadystate.architecture.planted.core.model;

import java.util.function.DoubleUnaryOperator;

class DependsOnTheProcessor {
  double logarithm(double x) {
    return Math.log(x);
  }

  double power(double x) {
    return Math.pow(x, 0.3);
  }

  DoubleUnaryOperator byReference() {
    return Math::exp;
  }
}
