package dev.steadystate.core.view;

import java.time.Instant;

/**
 * A service event, in the words of the API.
 *
 * @param id a UUID
 */
public record ServiceEventSnapshot(String id, Instant createdAt, String message) {
  @Override
  public String toString() {
    return createdAt + " " + message;
  }
}
