package dev.steadystate.lab;

import java.io.Console;

/** Knows whether somebody looks. */
final class Terminal {
  private Terminal() {}

  /** Returns whether output goes to a terminal that may be coloured. */
  static boolean isColoured() {
    return isThere() && System.getenv("NO_COLOR") == null;
  }

  /** Returns whether somebody types and reads. */
  @SuppressWarnings("SystemConsoleNull") // On JDK 17 null is how it says no.
  static boolean isThere() {
    Console console = System.console();
    return console != null && isTerminal(console);
  }

  /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
