package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Hex;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.InstanceStatus;
import dev.steadystate.core.view.InstanceSnapshot;
import java.util.Map;
import java.util.TreeMap;

/** Tells changes of container instances as EventBridge hears them. */
final class InstanceChanges {
  /** How an instance was at the entry that was read last. */
  private static final class Standing {
    private InstanceStatus status = InstanceStatus.ACTIVE;
    private boolean agentConnected = true;
    private int version;
  }

  private final EcsApi api;
  private final Envelope envelope;
  private final Map<String, Standing> standings = new TreeMap<>();

  InstanceChanges(EcsApi api, Envelope envelope) {
    this.api = api;
    this.envelope = envelope;
  }

  Document event(JournalEntry entry) {
    String cluster = entry.subject().cluster();
    String id = Hex.id(entry.subject().key());
    Standing then = advance(id, entry);
    InstanceSnapshot instance =
        api.instance(cluster, id)
            .orElseThrow(() -> new IllegalStateException("no instance " + entry.subject()));
    Document now = api.describe().instance(instance);
    Document detail =
        Document.builder()
            .put("agentConnected", then.agentConnected)
            .put("attributes", now.list("attributes"))
            .put("clusterArn", api.arns().cluster(cluster))
            .put("containerInstanceArn", instance.arn())
            .put("ec2InstanceId", instance.ec2InstanceId())
            .put("registeredAt", Envelope.time(instance.registeredAt().toEpochMilli()))
            .put("registeredResources", now.list("registeredResources"))
            .put("status", then.status.name())
            .put("version", then.version)
            .put("versionInfo", now.document("versionInfo"))
            .put("updatedAt", Envelope.time(entry.at()))
            .build();
    return envelope.around(entry, "ECS Container Instance State Change", instance.arn(), detail);
  }

  private Standing advance(String id, JournalEntry entry) {
    Standing now = standings.computeIfAbsent(id, unseen -> new Standing());
    now.version++;
    if (entry.what() instanceof InstanceStatus status) {
      now.status = status;
      now.agentConnected &= status != InstanceStatus.INACTIVE;
    } else if (entry.kind() == EntryKind.AGENT) {
      now.agentConnected = entry.text().equals("connected");
    }
    return now;
  }
}
