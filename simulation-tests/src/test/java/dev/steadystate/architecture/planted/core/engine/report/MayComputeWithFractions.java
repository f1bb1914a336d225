package dev.steadystate.architecture.planted.core.engine.report;

class MayComputeWithFractions {
  double share(int part, int whole) {
    return Math.floor(100.0 * part / whole);
  }
}
