package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class PackageTest {
  @Test
  void promisesThatNothingIsNull() throws ClassNotFoundException {
    Class<?> packageInfo = Class.forName("dev.steadystate.lab.package-info");

    assertThat(packageInfo).hasAnnotation(NullMarked.class);
  }
}
