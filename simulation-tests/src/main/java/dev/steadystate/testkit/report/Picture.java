package dev.steadystate.testkit.report;

/** A report that is looked at: a file of its own, beside what is printed. */
public interface Picture extends Report {}
