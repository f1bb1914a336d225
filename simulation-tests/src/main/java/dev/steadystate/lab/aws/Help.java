package dev.steadystate.lab.aws;

import com.google.common.base.Joiner;
import com.google.common.collect.Iterables;

/** What {@code help} prints. */
final class Help {
  private static final int WIDTH = 80;

  private Help() {}

  static String commands() {
    return Lines.wrapped("aws ecs " + Joiner.on(" | ").join(Names.ACTIONS.keySet()), WIDTH)
        + "\n"
        + Lines.wrapped("aws ecs wait " + Joiner.on(" | ").join(Waiter.BY_COMMAND.keySet()), WIDTH)
        + "\n`aws ecs <command> help` shows the options of a command.";
  }

  static String synopsis(String command, Options options) {
    return Lines.wrapped(
        "aws ecs "
            + command
            + " "
            + Joiner.on(' ').join(Iterables.transform(options.ofMembers(), Option::synopsis)),
        WIDTH);
  }
}
