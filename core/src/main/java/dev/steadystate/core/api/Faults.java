package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.fate.Fault;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.Attribute;
import dev.steadystate.core.model.ContainerInstance;
import dev.steadystate.core.model.Durations;
import dev.steadystate.core.model.EcsException;
import java.util.function.Function;

/**
 * Writes faults as documents of one member and reads them: {@code {"instanceLost":"i-3"}}, {@code
 * {"taskExits":{"task":"web/3","code":1}}}, {@code {"schedulerPaused":"2m"}}.
 *
 * <p>A task or a service is a {@code task} or a {@code service}, whichever it is; both are read as
 * the target of the fault.
 */
public final class Faults {
  private static final ImmutableMap<String, Function<Document, Fault>> READERS =
      ImmutableMap.<String, Function<Document, Fault>>builder()
          .put("instanceLost", it -> new Fault.InstanceLost(text(it, "instanceLost")))
          .put(
              "instanceRegistered",
              it -> new Fault.InstanceRegistered(instance(object(it, "instanceRegistered"))))
          .put(
              "agentDisconnected", it -> new Fault.AgentDisconnected(text(it, "agentDisconnected")))
          .put("agentConnected", it -> new Fault.AgentConnected(text(it, "agentConnected")))
          .put("zoneLost", it -> new Fault.ZoneLost(text(it, "zoneLost")))
          .put("zoneRestored", it -> new Fault.ZoneRestored(text(it, "zoneRestored")))
          .put("taskExits", it -> taskExits(object(it, "taskExits")))
          .put("taskHealth", it -> taskHealth(object(it, "taskHealth")))
          .put(
              "schedulerPaused",
              it -> new Fault.SchedulerPaused(Durations.parse(text(it, "schedulerPaused"))))
          .put("alarm", it -> alarm(object(it, "alarm")))
          .buildOrThrow();

  private static final ImmutableSet<String> INSTANCE_MEMBERS =
      ImmutableSet.of(
          "cluster",
          "id",
          "availabilityZone",
          "cpu",
          "memory",
          "networkInterfaces",
          "gpus",
          "reservedPorts",
          "reservedUdpPorts",
          "attributes",
          "versionInfo");

  private static final Fault.Visitor<Document> WRITER =
      new Fault.Visitor<>() {
        @Override
        public Document visit(Fault.InstanceLost fault) {
          return Document.of("instanceLost", fault.ec2InstanceId());
        }

        @Override
        public Document visit(Fault.InstanceRegistered fault) {
          return Document.of("instanceRegistered", instance(fault.instance()));
        }

        @Override
        public Document visit(Fault.AgentDisconnected fault) {
          return Document.of("agentDisconnected", fault.ec2InstanceId());
        }

        @Override
        public Document visit(Fault.AgentConnected fault) {
          return Document.of("agentConnected", fault.ec2InstanceId());
        }

        @Override
        public Document visit(Fault.ZoneLost fault) {
          return Document.of("zoneLost", fault.zone());
        }

        @Override
        public Document visit(Fault.ZoneRestored fault) {
          return Document.of("zoneRestored", fault.zone());
        }

        @Override
        public Document visit(Fault.TaskExits fault) {
          return Document.of("taskExits", target(fault.target()).put("code", fault.code()).build());
        }

        @Override
        public Document visit(Fault.TaskHealth fault) {
          return Document.of(
              "taskHealth", target(fault.target()).put("is", word(fault.is())).build());
        }

        @Override
        public Document visit(Fault.SchedulerPaused fault) {
          return Document.of("schedulerPaused", Durations.text(fault.length()));
        }

        @Override
        public Document visit(Fault.AlarmChanges fault) {
          Document.Builder alarm = Document.builder();
          alarm.put("name", fault.name()).put("state", fault.state().name());
          return Document.of("alarm", alarm.build());
        }
      };

  private Faults() {}

  /** Returns the names of all faults. */
  public static ImmutableSet<String> names() {
    return READERS.keySet();
  }

  /** Returns the fault that a document of one member says. */
  public static Fault read(Document document) {
    if (document.members().size() != 1) {
      throw EcsException.invalidParameter(
          "a fault should be one of " + names() + " but was " + Document.brief(document));
    }
    String name = document.members().keySet().iterator().next();
    Function<Document, Fault> reader = READERS.get(name);
    if (reader == null) {
      throw EcsException.invalidParameter("Unknown fault " + name + Nearest.hint(name, names()));
    }
    try {
      return reader.apply(document);
    } catch (EcsException refused) {
      throw refused;
    } catch (IllegalArgumentException malformed) {
      throw EcsException.invalidParameter(name + ": " + malformed.getMessage());
    }
  }

  /** Returns the document that says this fault. */
  public static Document toDocument(Fault fault) {
    return fault.accept(WRITER);
  }

  // Parts.

  private static String text(Document document, String name) {
    return document
        .string(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new IllegalArgumentException(name + " should not be empty"));
  }

  private static Document object(Document document, String name) {
    return document.document(name).orElse(Document.empty());
  }

  /** Refuses members that are none of these. */
  private static void checkMembers(Document document, ImmutableSet<String> known) {
    for (String name : document.members().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown member " + name + Nearest.hint(name, known));
      }
    }
  }

  /** A task is {@code web/3}, an ARN or 32 hex digits; anything else is a service. */
  private static Document.Builder target(String target) {
    boolean isTask =
        target.indexOf('/') >= 0 ? !target.contains(":service/") : target.matches("[0-9a-f]{32}");
    return Document.builder().put(isTask ? "task" : "service", target);
  }

  private static String target(Document document) {
    return document.has("service") ? text(document, "service") : text(document, "task");
  }

  private static Fault taskExits(Document document) {
    checkMembers(document, ImmutableSet.of("task", "service", "code"));
    return new Fault.TaskExits(target(document), document.integer("code").orElse(1));
  }

  private static Fault taskHealth(Document document) {
    checkMembers(document, ImmutableSet.of("task", "service", "is"));
    return new Fault.TaskHealth(
        target(document), oneOf(Behaviour.class, "is", text(document, "is")));
  }

  private static Fault alarm(Document document) {
    checkMembers(document, ImmutableSet.of("name", "state"));
    return new Fault.AlarmChanges(
        text(document, "name"), oneOf(AlarmState.class, "state", text(document, "state")));
  }

  private static <E extends Enum<E>> E oneOf(Class<E> words, String member, String text) {
    for (E word : words.getEnumConstants()) {
      if (Ascii.equalsIgnoreCase(word.name(), text)) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        member
            + " should be one of "
            + Lists.transform(ImmutableList.copyOf(words.getEnumConstants()), Faults::word)
            + " but was "
            + text);
  }

  private static String word(Enum<?> word) {
    return word instanceof Behaviour ? Ascii.toLowerCase(word.name()) : word.name();
  }

  // Container instances.

  private static Document instance(ContainerInstance instance) {
    Document.Builder attributes = Document.builder();
    instance.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute.value()));
    Document.Builder document =
        Document.builder()
            .put("cluster", instance.cluster())
            .putUnlessEmpty("id", instance.ec2InstanceId())
            .put("availabilityZone", instance.availabilityZone())
            .put("cpu", instance.cpu())
            .put("memory", instance.memory());
    if (instance.networkInterfaces() != ContainerInstance.UNLIMITED) {
      document.put("networkInterfaces", instance.networkInterfaces());
    }
    return document
        .put("gpus", instance.gpus())
        .putUnlessEmpty("reservedPorts", instance.reservedPorts())
        .putUnlessEmpty("reservedUdpPorts", instance.reservedUdpPorts())
        .put("attributes", attributes.build())
        .put("versionInfo", instance.toDocument().document("versionInfo"))
        .build();
  }

  private static ContainerInstance instance(Document document) {
    checkMembers(document, INSTANCE_MEMBERS);
    return new ContainerInstance(
        document.string("cluster").orElse("default"),
        document.string("id").orElse(""),
        document.string("availabilityZone").orElse("us-east-1a"),
        document.integer("cpu").orElse(0),
        document.integer("memory").orElse(0),
        document.integer("networkInterfaces").orElse(ContainerInstance.UNLIMITED),
        document.integer("gpus").orElse(0),
        ports(document, "reservedPorts"),
        ports(document, "reservedUdpPorts"),
        object(document, "attributes").members().entrySet().stream()
            .map(it -> new Attribute(it.getKey(), it.getValue().toString()))
            .collect(toImmutableList()),
        object(document, "versionInfo"));
  }

  private static ImmutableList<Integer> ports(Document document, String name) {
    return document.list(name).stream()
        .map(port -> Integer.valueOf(port.toString()))
        .collect(toImmutableList());
  }
}
