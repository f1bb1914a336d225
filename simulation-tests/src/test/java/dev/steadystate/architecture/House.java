package dev.steadystate.architecture;

/**
 * The packages of the libraries below one root, so that a rule for the real house can be tried on a
 * planted one.
 */
record House(String root) {
  static final House REAL = new House("dev.steadystate");
  static final House PLANTED = new House("dev.steadystate.architecture.planted");

  /** Returns the pattern of a package alone. */
  String room(String name) {
    return root + "." + name;
  }

  /** Returns the pattern of a package and all below it. */
  String wing(String name) {
    return room(name) + "..";
  }

  String[] libraries() {
    return new String[] {wing("core"), wing("placement"), wing("deployment")};
  }

  /** Returns where it is decided what runs, and where. */
  String[] deciding() {
    return new String[] {wing("core.engine"), wing("placement"), wing("deployment")};
  }

  /** Returns where it is only told what was decided. */
  String[] reports() {
    return new String[] {root + "..report..", root + "..reports.."};
  }
}
