package dev.steadystate.testkit.random;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.ContainerRule;
import dev.steadystate.core.fate.FateRule;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.fate.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws bad luck, for the first launches of each deployment only, so that all can end well. */
final class Misfortunes {
  private static final int MOST = 3;

  private final Luck luck;

  Misfortunes(Luck luck) {
    this.luck = luck;
  }

  ImmutableList<FateRule> any(Families families) {
    List<FateRule> rules = new ArrayList<>();
    int count = luck.between(0, MOST);
    for (int i = 0; i < count; i++) {
      one(families).ifPresent(rules::add);
    }
    return ImmutableList.copyOf(rules);
  }

  /** Returns none where the world lacks the feature that was drawn. */
  private Optional<FateRule> one(Families families) {
    int first = luck.between(1, 4);
    FateRule matched = Fates.rule().launches(first, first + luck.between(0, 4));
    FateRule ofFamily = luck.oneIn(2) ? matched.family(Families.name(families.any())) : matched;
    FateRule rule = luck.oneIn(3) ? ofFamily.share("0.5") : ofFamily;
    Feature feature =
        luck.pick(
            ImmutableList.of(
                Feature.SLOW_STARTS,
                Feature.FAILED_STARTS,
                Feature.CRASHES,
                Feature.HEALTH,
                Feature.SLOW_STOPS));
    if (!luck.has(feature)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (feature) {
          case SLOW_STARTS ->
              rule.pull(
                  Fates.uniform(Duration.ofSeconds(1), Duration.ofSeconds(luck.between(2, 120))));
          case FAILED_STARTS ->
              rule.failsIn(
                  luck.oneIn(2) ? StartFailure.Stage.PULL : StartFailure.Stage.ACTIVATING,
                  "CannotPullContainerError: pull access denied");
          case CRASHES ->
              rule.container(
                  app().exits(Duration.ofSeconds(luck.between(0, 200)), luck.between(0, 1)));
          case HEALTH ->
              rule.container(
                  app()
                      .health(
                          Duration.ofSeconds(luck.oneIn(2) ? 0 : luck.between(1, 200)),
                          luck.oneIn(2) ? Behaviour.FAILING : Behaviour.HANGING));
          default ->
              rule.container(
                  luck.oneIn(2)
                      ? app().ignoresSigterm()
                      : app().shutdown(Duration.ofSeconds(luck.between(1, 60))));
        });
  }

  private static ContainerRule app() {
    return Fates.container("app");
  }
}
