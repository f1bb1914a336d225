package dev.steadystate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.steadystate.architecture.Touch.anyOf;
import static dev.steadystate.architecture.Touch.constructor;
import static dev.steadystate.architecture.Touch.declareNo;
import static dev.steadystate.architecture.Touch.in;
import static dev.steadystate.architecture.Touch.member;
import static dev.steadystate.architecture.Touch.memberStartingWith;
import static dev.steadystate.architecture.Touch.nameNo;
import static dev.steadystate.architecture.Touch.own;
import static dev.steadystate.architecture.Touch.useNo;
import static dev.steadystate.architecture.Touch.withParameters;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules, each for any house.
 *
 * <p>A rule allows an empty package, because an empty package breaks nothing; that a rule can fail
 * at all is shown on the planted house.
 */
final class ArchitectureRules {
  private ArchitectureRules() {}

  // Who knows whom.

  static ArchRule placementDoesNotKnowDeployment(House house) {
    return noClasses()
        .that()
        .resideInAPackage(house.wing("placement"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house.wing("deployment"))
        .allowEmptyShould(true);
  }

  static ArchRule deploymentDoesNotKnowPlacement(House house) {
    return noClasses()
        .that()
        .resideInAPackage(house.wing("deployment"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(house.wing("placement"))
        .allowEmptyShould(true);
  }

  static ArchRule coreKnowsNeitherPlacementNorDeployment(House house) {
    return noClasses()
        .that()
        .resideInAPackage(house.wing("core"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(house.wing("placement"), house.wing("deployment"))
        .allowEmptyShould(true);
  }

  static ArchRule extensionPointsSpeakOnlyOfValues(House house) {
    return classes()
        .that()
        .resideInAPackage(house.wing("core.spi"))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "belong to the values, to what is written of them, to chance, to fate, to the JDK, to Guava or to JSpecify",
                type ->
                    type.getBaseComponentType().isPrimitive()
                        || in(
                                house.wing("core.spi"),
                                house.wing("core.model"),
                                house.wing("core.journal"),
                                house.wing("core.random"),
                                house.wing("core.fate"),
                                "java..",
                                "com.google.common..",
                                "org.jspecify..")
                            .test(type.getBaseComponentType())))
        .allowEmptyShould(true);
  }

  static ArchRule onlyJsonTouchesJackson(House house) {
    return noClasses()
        .that()
        .resideInAnyPackage(house.libraries())
        .and()
        .resideOutsideOfPackage(house.wing("core.json"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
        .allowEmptyShould(true);
  }

  static ArchRule packagesMakeNoCircle(House house) {
    return each(libraries(house), new Circles());
  }

  /** NullAway says nothing of a package that is not marked. */
  static ArchRule everyPackageIsNullMarked(House house) {
    return libraries(house)
        .should(
            new ArchCondition<>("reside in a package marked @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " resides in a package that is not @NullMarked"));
                }
              }
            })
        .allowEmptyShould(true);
  }

  // Same in, same out.

  static ArchRule nothingReadsTheWallClock(House house) {
    Predicate<AccessTarget> now =
        target ->
            target.getName().equals("now")
                && target.getOwner().getPackageName().startsWith("java.time");
    return each(
        libraries(house),
        useNo(
            "the wall clock",
            anyOf(
                member(System.class, "currentTimeMillis", "nanoTime"),
                now,
                memberStartingWith(Clock.class, "system"),
                memberStartingWith(Clock.class, "tick"),
                member(InstantSource.class, "system"),
                constructor(Date.class).and(withParameters(0)),
                constructor(GregorianCalendar.class).and(withParameters(0)),
                member(Calendar.class, "getInstance"))));
  }

  static ArchRule nothingAsksWhereItRuns(House house) {
    return each(
        libraries(house),
        useNo(
            "the locale, the time zone or the environment of the machine",
            anyOf(
                member(Locale.class, "getDefault"),
                member(ZoneId.class, "systemDefault"),
                member(TimeZone.class, "getDefault"),
                member(System.class, "getenv"),
                member(String.class, "formatted"),
                member(String.class, "toLowerCase", "toUpperCase").and(withParameters(0)),
                member(String.class, "format").and(withParameters(2)))));
  }

  static ArchRule nothingIsLeftToUnseededChance(House house) {
    return each(
        libraries(house),
        useNo(
            "chance without a seed",
            anyOf(
                constructor(Random.class).and(withParameters(0)),
                constructor(SplittableRandom.class).and(withParameters(0)),
                constructor(SecureRandom.class),
                member(SecureRandom.class, "getInstance", "getInstanceStrong"),
                member(ThreadLocalRandom.class, "current"),
                member(RandomGenerator.class, "getDefault", "of"),
                member(Math.class, "random"),
                member(StrictMath.class, "random"),
                member(UUID.class, "randomUUID"),
                member(Collections.class, "shuffle").and(withParameters(1)))));
  }

  static ArchRule chanceIsMadeInOnePlace(House house) {
    return each(
        libraries(house).and().resideOutsideOfPackage(house.wing("core.random")),
        nameNo(
            "a generator of random numbers",
            type ->
                type.isAssignableTo(RandomGenerator.class) || in("java.util.random").test(type)));
  }

  static ArchRule nothingStartsAThread(House house) {
    return each(
        libraries(house),
        nameNo(
                "a thread",
                anyOf(
                    type -> type.isAssignableTo(Thread.class),
                    Touch.classes(Timer.class, TimerTask.class, ThreadLocal.class),
                    in("java.util.concurrent")
                        .and(Touch.classes(Callable.class, TimeUnit.class).negate())))
            .and(
                useNo(
                    "a parallel stream",
                    anyOf(
                        member(Collection.class, "parallelStream"),
                        member(BaseStream.class, "parallel"),
                        memberStartingWith(Arrays.class, "parallel")))));
  }

  static ArchRule nothingSpeaksToTheConsole(House house) {
    return each(
        libraries(house),
        useNo(
            "the console",
            anyOf(
                member(System.class, "out", "err", "in", "console"),
                member(Throwable.class, "printStackTrace").and(withParameters(0)))));
  }

  static ArchRule nothingAsksForAnIdentityHash(House house) {
    return each(
        libraries(house), useNo("identity hashes", member(System.class, "identityHashCode")));
  }

  /** Iteration over these is ordered by hash, so by luck. */
  static ArchRule decisionsWalkInOneOrder(House house) {
    return each(
        deciding(house),
        nameNo(
                "a collection without an order",
                Touch.classes(
                    HashMap.class,
                    HashSet.class,
                    Hashtable.class,
                    IdentityHashMap.class,
                    WeakHashMap.class,
                    ConcurrentHashMap.class,
                    HashBasedTable.class,
                    HashBiMap.class,
                    HashMultimap.class,
                    HashMultiset.class))
            .and(
                useNo(
                    "a maker of collections without an order",
                    anyOf(
                        own(Map.class, "of", "ofEntries", "copyOf"),
                        own(Set.class, "of", "copyOf"),
                        memberStartingWith(Maps.class, "newHashMap"),
                        member(Maps.class, "newIdentityHashMap", "newConcurrentMap"),
                        memberStartingWith(Sets.class, "newHashSet"),
                        member(
                            Sets.class,
                            "newConcurrentHashSet",
                            "newIdentityHashSet",
                            "newSetFromMap"),
                        member(
                            Collectors.class,
                            "toSet",
                            "toUnmodifiableSet",
                            "toUnmodifiableMap",
                            "toConcurrentMap",
                            "groupingByConcurrent"),
                        member(Collectors.class, "toMap").and(withParameters(4).negate()),
                        member(Collectors.class, "groupingBy").and(withParameters(3).negate())))));
  }

  // Exact sums.

  /** A double in a local variable is seen only when something is called with it. */
  static ArchRule decisionsUseNoFloatingPoint(House house) {
    return each(
        deciding(house).and().resideOutsideOfPackages(house.reports()),
        declareNo("floating point", ArchitectureRules::isFloating)
            .and(
                useNo(
                    "floating point",
                    target ->
                        isFloating(target)
                            || member(Math.class, "ceil", "floor", "round", "rint").test(target))));
  }

  /** {@code Math} may differ from machine to machine; {@code StrictMath} may not. */
  static ArchRule higherMathematicsIsStrict(House house) {
    return each(
        libraries(house),
        useNo("Math where StrictMath gives the same everywhere", higher(Math.class)));
  }

  static ArchRule higherMathematicsBelongsToChance(House house) {
    return each(
        libraries(house).and().resideOutsideOfPackage(house.wing("core.random")),
        useNo("higher mathematics", higher(StrictMath.class)));
  }

  private static Predicate<AccessTarget> higher(Class<?> mathematics) {
    return member(
        mathematics,
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "sinh",
        "cosh",
        "tanh",
        "exp",
        "expm1",
        "log",
        "log10",
        "log1p",
        "pow",
        "cbrt",
        "hypot");
  }

  private static boolean isFloating(JavaClass type) {
    return Touch.classes(
            double.class,
            float.class,
            Double.class,
            Float.class,
            DoubleStream.class,
            OptionalDouble.class)
        .test(type.getBaseComponentType());
  }

  private static boolean isFloating(AccessTarget target) {
    if (target instanceof AccessTarget.FieldAccessTarget field) {
      return isFloating(field.getRawType());
    }
    return target instanceof CodeUnitAccessTarget code
        && (isFloating(code.getRawReturnType())
            || code.getRawParameterTypes().stream().anyMatch(ArchitectureRules::isFloating));
  }

  private static GivenClassesConjunction libraries(House house) {
    return classes().that().resideInAnyPackage(house.libraries());
  }

  private static GivenClassesConjunction deciding(House house) {
    return classes().that().resideInAnyPackage(house.deciding());
  }

  private static ArchRule each(GivenClassesConjunction those, ArchCondition<JavaClass> condition) {
    return those.should(condition).allowEmptyShould(true);
  }
}
