package dev.steadystate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.google.common.collect.ImmutableSet;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What a class uses of others: a call, a method reference and a field read are all a touch.
 *
 * <p>ArchUnit's own {@code callMethod} does not see method references.
 */
final class Touch {
  private Touch() {}

  /** Reports every use of a member that {@code target} accepts. */
  static ArchCondition<JavaClass> useNo(String what, Predicate<AccessTarget> target) {
    return new ArchCondition<>("use no " + what) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (JavaAccess<?> access : user.getAccessesFromSelf()) {
          if (target.test(access.getTarget())) {
            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
          }
        }
      }
    };
  }

  /** Reports everything that names a class that {@code type} accepts: a field, a call, a parent. */
  static ArchCondition<JavaClass> nameNo(String what, Predicate<JavaClass> type) {
    return new ArchCondition<>("name no " + what) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          if (type.test(dependency.getTargetClass().getBaseComponentType())) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /**
   * Reports every field, parameter and result of such a type.
   *
   * <p>To ArchUnit a primitive is no dependency, so {@link #nameNo} does not see one.
   */
  static ArchCondition<JavaClass> declareNo(String what, Predicate<JavaClass> type) {
    return new ArchCondition<>("declare no " + what) {
      @Override
      public void check(JavaClass declarer, ConditionEvents events) {
        for (JavaMember member : declarer.getMembers()) {
          if (member.getAllInvolvedRawTypes().stream()
              .map(JavaClass::getBaseComponentType)
              .anyMatch(type)) {
            events.add(
                SimpleConditionEvent.violated(
                    member, member.getDescription() + " declares " + what));
          }
        }
      }
    };
  }

  static Predicate<AccessTarget> member(Class<?> owner, String... names) {
    ImmutableSet<String> wanted = ImmutableSet.copyOf(names);
    return target -> wanted.contains(target.getName()) && target.getOwner().isAssignableTo(owner);
  }

  /** A static member of that class itself: {@code ImmutableSet.of} is not {@code Set.of}. */
  static Predicate<AccessTarget> own(Class<?> owner, String... names) {
    return member(owner, names).and(target -> target.getOwner().isEquivalentTo(owner));
  }

  static Predicate<AccessTarget> memberStartingWith(Class<?> owner, String prefix) {
    return target -> target.getName().startsWith(prefix) && target.getOwner().isEquivalentTo(owner);
  }

  static Predicate<AccessTarget> constructor(Class<?> owner) {
    return target ->
        target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
            && target.getOwner().isEquivalentTo(owner);
  }

  static Predicate<AccessTarget> withParameters(int count) {
    return target ->
        target instanceof CodeUnitAccessTarget code && code.getRawParameterTypes().size() == count;
  }

  static Predicate<JavaClass> classes(Class<?>... types) {
    return type -> Arrays.stream(types).anyMatch(type::isEquivalentTo);
  }

  static Predicate<JavaClass> in(String... packages) {
    return resideInAnyPackage(packages);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Predicate<T> anyOf(Predicate<? super T>... choices) {
    return value -> Arrays.stream(choices).anyMatch(choice -> choice.test(value));
  }
}
