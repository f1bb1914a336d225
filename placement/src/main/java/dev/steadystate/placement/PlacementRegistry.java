package dev.steadystate.placement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.spi.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The strategies and constraints that services and runs may name, by the name the API gives them.
 *
 * <pre>{@code
 * PlacementRegistry registry =
 *     PlacementRegistry.standard()
 *         .withStrategy("newest-first", field -> instance -> -instance.registeredAt());
 * PlacementEngine engine = EcsPlacementEngine.with(registry);
 * }</pre>
 */
public final class PlacementRegistry {
  private static final ImmutableList<Refusal.Check> CHECKS =
      ImmutableList.of(
          Refusal.Check.DISTINCT_INSTANCE, Refusal.Check.MEMBER_OF, Refusal.Check.CONSTRAINT);

  private static final PlacementRegistry EMPTY =
      new PlacementRegistry(ImmutableSortedMap.of(), ImmutableSortedMap.of());
  private static final PlacementRegistry STANDARD =
      EMPTY
          .withStrategy("spread", Spread::of)
          .withStrategy("binpack", Binpack::of)
          .withStrategy("random", AtRandom::of)
          .withConstraint("distinctInstance", new DistinctInstance())
          .withConstraint("memberOf", new MemberOf());

  private final ImmutableSortedMap<String, StrategyType> strategies;
  private final ImmutableSortedMap<String, ConstraintType> constraints;

  private PlacementRegistry(
      ImmutableSortedMap<String, StrategyType> strategies,
      ImmutableSortedMap<String, ConstraintType> constraints) {
    this.strategies = strategies;
    this.constraints = constraints;
  }

  /** Returns a registry that knows nothing. */
  public static PlacementRegistry empty() {
    return EMPTY;
  }

  /** Returns what ECS has: spread, binpack, random; distinctInstance, memberOf. */
  public static PlacementRegistry standard() {
    return STANDARD;
  }

  /** Returns a registry that knows this strategy too; it takes the place of one of that name. */
  public PlacementRegistry withStrategy(String name, StrategyType type) {
    return new PlacementRegistry(with(strategies, name, type), constraints);
  }

  /** Returns a registry that knows this constraint too; it takes the place of one of that name. */
  public PlacementRegistry withConstraint(String name, ConstraintType type) {
    checkArgument(
        CHECKS.contains(type.check()),
        "a placement constraint is refused as one of %s, but %s as %s",
        CHECKS,
        name,
        type.check());
    return new PlacementRegistry(strategies, with(constraints, name, type));
  }

  StrategyType strategy(String name) {
    return known("strategy", strategies, name);
  }

  ConstraintType constraint(String name) {
    return known("constraint", constraints, name);
  }

  private static <T> T known(String what, ImmutableSortedMap<String, T> types, String name) {
    @Nullable T type = types.get(name);
    if (type == null) {
      throw EcsException.invalidParameter(
          "unknown placement " + what + " '" + name + "', expected one of " + types.keySet());
    }
    return type;
  }

  private static <T> ImmutableSortedMap<String, T> with(
      ImmutableSortedMap<String, T> types, String name, T type) {
    ImmutableSortedMap.Builder<String, T> more = ImmutableSortedMap.naturalOrder();
    types.forEach(
        (known, old) -> {
          if (!known.equals(name)) {
            more.put(known, old);
          }
        });
    return more.put(name, type).buildOrThrow();
  }

  @Override
  public String toString() {
    return "strategies " + strategies.keySet() + ", constraints " + constraints.keySet();
  }
}
