package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import java.util.OptionalInt;

/**
 * A container health check; all times in seconds (file 1, B.3). Its command is not run: how a
 * container fares is its fate.
 */
public record HealthCheck(int interval, int timeout, int retries, int startPeriod) {
  static final ImmutableList<String> ANY_COMMAND = ImmutableList.of("CMD-SHELL", "exit 0");

  /** Checks the ranges of the API. */
  public HealthCheck {
    Rule.checkRange("interval of a health check", interval, 5, 300);
    Rule.checkRange("timeout of a health check", timeout, 2, 60);
    Rule.checkRange("retries of a health check", retries, 1, 10);
    Rule.checkRange("startPeriod of a health check", startPeriod, 0, 300);
  }

  /**
   * Returns the check with the defaults of ECS: every 30 s, 5 s to answer, 3 tries, no start
   * period.
   */
  public static HealthCheck standard() {
    return new HealthCheck(30, 5, 3, 0);
  }

  public HealthCheck withInterval(int seconds) {
    return new HealthCheck(seconds, timeout, retries, startPeriod);
  }

  public HealthCheck withTimeout(int seconds) {
    return new HealthCheck(interval, seconds, retries, startPeriod);
  }

  public HealthCheck withRetries(int times) {
    return new HealthCheck(interval, timeout, times, startPeriod);
  }

  public HealthCheck withStartPeriod(int seconds) {
    return new HealthCheck(interval, timeout, retries, seconds);
  }

  /** Returns the members that the API has for it, with a command that stands for any. */
  public Document toDocument() {
    return toDocument(ANY_COMMAND);
  }

  /** Returns the members that the API has for it, with this command. */
  Document toDocument(ImmutableList<?> command) {
    return Document.builder()
        .put("command", command)
        .put("interval", interval)
        .put("timeout", timeout)
        .put("retries", retries)
        .put("startPeriod", startPeriod == 0 ? OptionalInt.empty() : OptionalInt.of(startPeriod))
        .build();
  }
}
