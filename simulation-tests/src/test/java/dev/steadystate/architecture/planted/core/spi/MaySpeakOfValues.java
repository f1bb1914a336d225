package dev.steadystate.architecture.planted.core.spi;

import com.google.common.collect.ImmutableList;
import dev.steadystate.architecture.planted.core.model.RunsInACircle;
import org.jspecify.annotations.Nullable;

class MaySpeakOfValues {
  ImmutableList<RunsInACircle> values(int[] numbers, @Nullable String name) {
    return ImmutableList.of();
  }
}
