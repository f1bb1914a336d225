package dev.steadystate.architecture.planted.core.engine;

class SpeaksToTheConsole {
  void out() {
    System.out.println("out");
  }

  void err() {
    System.err.println("err");
  }

  void trace(Exception exception) {
    exception.printStackTrace();
  }
}
