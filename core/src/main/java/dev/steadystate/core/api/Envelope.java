package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Hex;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Arns;
import dev.steadystate.core.random.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every event of EventBridge says around its detail. */
record Envelope(Arns arns) {
  Document around(JournalEntry entry, String detailType, String resource, Document detail) {
    return Document.builder()
        .put("version", "0")
        .put("id", Hex.uuid(Keys.with(entry.subject().key(), entry.n())))
        .put("detail-type", detailType)
        .put("source", "aws.ecs")
        .put("account", arns.account())
        .put("time", Instant.ofEpochMilli(entry.at()).truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", arns.region())
        .put("resources", ImmutableList.of(resource))
        .put("detail", detail)
        .build();
  }

  /** Returns a time as details write it: unlike the envelope's, with milliseconds. */
  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
