package dev.steadystate.lab.aws;

import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import java.util.List;
import java.util.Optional;

/**
 * One option of a command.
 *
 * @param name with its two dashes
 * @param takes how many words follow it
 * @param member the member of the request that it sets; absent for those of the CLI itself
 * @param sets what it sets the member to, if it takes no words
 */
record Option(String name, Takes takes, Optional<Member> member, boolean required, boolean sets) {
  /** How many words follow an option. */
  enum Takes {
    NONE,
    ONE,
    AT_MOST_ONE,
    ANY
  }

  /** A member of a request. */
  record Member(String name, Type type) {}

  /** Returns an option of the CLI itself. */
  static Option ofCli(String name, Takes takes) {
    return new Option("--" + name, takes, Optional.empty(), false, true);
  }

  /** Returns the option that sets a member, or unless {@code sets} the one that unsets it. */
  static Option of(String name, Shape.Member member, boolean sets) {
    Takes takes =
        isFlag(member.type())
            ? Takes.NONE
            : member.type() instanceof Type.ListOf ? Takes.ANY : Takes.ONE;
    return new Option(
        "--" + (sets ? Names.kebab(name) : unsetting(Names.kebab(name))),
        takes,
        Optional.of(new Member(name, member.type())),
        member.required() && takes != Takes.NONE,
        sets);
  }

  static boolean isFlag(Type type) {
    return type == Type.Scalar.BOOLEAN;
  }

  /** Two options of ECS are not called {@code --no-...}. */
  private static String unsetting(String name) {
    return switch (name) {
      case "enable-execute-command" -> "disable-execute-command";
      case "interactive" -> "non-interactive";
      default -> "no-" + name;
    };
  }

  /** Returns what the words behind this option stand for. */
  Object value(List<String> words) {
    Type type = member.orElseThrow().type();
    return takes == Takes.NONE ? (Object) sets : Values.of(name, type, words);
  }

  /** Returns how the synopsis shows this option. */
  String synopsis() {
    String value =
        switch (takes) {
          case NONE -> "";
          case ONE, AT_MOST_ONE -> " <value>";
          case ANY -> " <value> ...";
        };
    return required ? name + value : "[" + name + value + "]";
  }

  @Override
  public String toString() {
    return name;
  }
}
