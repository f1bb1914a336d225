package dev.steadystate.architecture.planted.core.model;

class DoesHigherMathematics {
  double logarithm(double x) {
    return StrictMath.log(x);
  }
}
