package dev.steadystate.placement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.PlacementConstraint;
import dev.steadystate.core.model.PlacementStrategy;
import dev.steadystate.core.spi.PolicyRequest;
import dev.steadystate.placement.Chain.Step;
import dev.steadystate.placement.EcsPlacementPolicy.Rule;
import java.util.Comparator;

/** Reads what the API gives as constraints and strategies, and refuses what ECS refuses (PL-7). */
final class PolicyReader {
  static final int MOST_CONSTRAINTS = 10;
  static final int MOST_STRATEGIES = 5;
  static final int LONGEST_EXPRESSION = 2000;

  /** What a service that names no strategy has (PL-46). */
  private static final Chain OF_SERVICES =
      new Chain(ImmutableList.of(step(Spread.overZones()), step(Spread.overInstances())));

  /** What a run that names no strategy has (PL-63). */
  private static final Chain OF_RUNS = new Chain(ImmutableList.of(step(AtRandom.RANDOM)));

  private final PlacementRegistry registry;

  PolicyReader(PlacementRegistry registry) {
    this.registry = registry;
  }

  EcsPlacementPolicy read(PolicyRequest request) {
    checkKindOfService(request);
    checkLimits(request);
    return new EcsPlacementPolicy(registry, request, rules(request), chain(request));
  }

  private static void checkKindOfService(PolicyRequest request) {
    if (request.daemon() && !request.strategies().isEmpty()) {
      throw EcsException.invalidParameter(
          "The daemon scheduling strategy does not support placement strategies");
    }
    if (request.launchType() == LaunchType.FARGATE) {
      if (!request.strategies().isEmpty()) {
        throw EcsException.invalidParameter(
            "Placement strategies are not supported with FARGATE launch type");
      }
      if (!request.constraints().isEmpty() || !request.fromTaskDefinition().isEmpty()) {
        throw EcsException.invalidParameter(
            "Placement constraints are not supported with FARGATE launch type");
      }
    }
  }

  private static void checkLimits(PolicyRequest request) {
    if (request.strategies().size() > MOST_STRATEGIES) {
      throw EcsException.invalidParameter("Maximum number of strategies is " + MOST_STRATEGIES);
    }
    if (request.constraints().size() + request.fromTaskDefinition().size() > MOST_CONSTRAINTS) {
      throw EcsException.invalidParameter(
          "Maximum number of placement constraints is "
              + MOST_CONSTRAINTS
              + ", those of the task definition included");
    }
  }

  private ImmutableList<Rule> rules(PolicyRequest request) {
    if (request.constraints().isEmpty() && request.fromTaskDefinition().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    for (PlacementConstraint constraint : request.constraints()) {
      rules.add(rule(constraint, registry.constraint(constraint.type()), request.regexFind()));
    }
    for (PlacementConstraint constraint : request.fromTaskDefinition()) {
      ConstraintType type = registry.constraint(constraint.type());
      if (!type.allowedInTaskDefinition()) {
        throw EcsException.invalidParameter(
            "a task definition cannot have the placement constraint '" + constraint.type() + "'");
      }
      rules.add(rule(constraint, type, request.regexFind()));
    }
    // The sort keeps the order of the list among constraints that are checked at the same point.
    return rules.build().stream()
        .sorted(Comparator.comparing(Rule::check))
        .collect(toImmutableList());
  }

  private static Rule rule(PlacementConstraint constraint, ConstraintType type, boolean regexFind) {
    int length = constraint.expression().length();
    if (length > LONGEST_EXPRESSION) {
      throw EcsException.invalidParameter(
          "an expression has at most " + LONGEST_EXPRESSION + " characters, but was " + length);
    }
    return new Rule(
        constraint.toString(),
        type.check(),
        type.create(new ConstraintType.Expression(constraint.expression(), regexFind)));
  }

  private Chain chain(PolicyRequest request) {
    if (request.strategies().isEmpty()) {
      return request.forService() ? OF_SERVICES : OF_RUNS;
    }
    ImmutableList.Builder<Step> chain = ImmutableList.builder();
    for (PlacementStrategy named : request.strategies()) {
      Strategy strategy = registry.strategy(named.type()).create(named.field());
      chain.add(new Step(named.toString(), strategy, strategy.basis()));
    }
    return new Chain(chain.build());
  }

  private static Step step(Strategy strategy) {
    return new Step(strategy.toString(), strategy, strategy.basis());
  }
}
