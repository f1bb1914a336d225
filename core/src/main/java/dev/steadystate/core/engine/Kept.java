package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.RunTask;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What calls gave and the scheduler never asks for: kept, and shown again. */
public final class Kept {
  private static final long TOKEN_LIFE = 24 * 3_600_000L;

  /** A run that was asked for under a token: what with, and its answer. */
  public record Run(
      long at,
      RunTask wanted,
      ImmutableList<String> taskArns,
      ImmutableList<dev.steadystate.core.view.Run.Failure> failures) {}

  private final TreeMap<String, Document> taskTags = new TreeMap<>();
  private final TreeMap<String, String> accountSettings = new TreeMap<>();

  /** By token, oldest first. */
  private final Map<String, Run> runs = new LinkedHashMap<>();

  Kept copy() {
    Kept copy = new Kept();
    copy.taskTags.putAll(taskTags);
    copy.accountSettings.putAll(accountSettings);
    copy.runs.putAll(runs);
    return copy;
  }

  /** Returns the tags that the task of this id was given since it began. */
  Optional<Document> taskTags(String id) {
    return Optional.ofNullable(taskTags.get(id));
  }

  void setTaskTags(String id, Document tags) {
    taskTags.put(id, tags);
  }

  /** Returns the settings of the account that were set, by name. */
  public Map<String, String> accountSettings() {
    return accountSettings;
  }

  /** Returns what was run under this token, if that is not too long ago. */
  public Optional<Run> run(String token, long now) {
    return Optional.ofNullable(runs.get(token)).filter(run -> now - run.at() < TOKEN_LIFE);
  }

  public void remember(String token, Run run) {
    for (Iterator<Run> old = runs.values().iterator(); old.hasNext(); ) {
      if (run.at() - old.next().at() < TOKEN_LIFE) {
        break;
      }
      old.remove();
    }
    runs.put(token, run);
  }
}
