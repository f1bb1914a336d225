package dev.steadystate.lab;

/** Opens the lab from the command line. */
public final class Main {
  private Main() {}

  /** Says how to use the lab. */
  public static void main(String[] arguments) {
    System.out.println("steadystate: the lab is not furnished yet");
  }
}
