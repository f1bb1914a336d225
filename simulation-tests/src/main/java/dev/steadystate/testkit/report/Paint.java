package dev.steadystate.testkit.report;

/** Colours words for a terminal, or leaves them as they are. */
record Paint(boolean colour) {
  String title(String text) {
    return in("1", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("31", text);
  }

  String quiet(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
