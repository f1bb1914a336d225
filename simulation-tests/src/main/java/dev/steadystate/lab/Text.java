package dev.steadystate.lab;

/** Something to read, as it stands. */
public record Text(String text) {
  static Text of(Iterable<String> lines) {
    return new Text(String.join("\n", lines));
  }

  @Override
  public String toString() {
    return text;
  }
}
