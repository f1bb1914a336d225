package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules about parts that the scheduler never reads, with the words of recorded refusals. */
final class ContainerRules {
  private static final ImmutableMap<String, String> NOT_WITH_AWSVPC =
      ImmutableMap.of(
          "links", "Links are not supported when networkMode=awsvpc.",
          "hostname", "hostname is not supported on container when networkMode=awsvpc.",
          "extraHosts", "Extra hosts are not supported on container when networkMode=awsvpc.",
          "dnsServers", "DNS servers are not supported on container when networkMode=awsvpc.",
          "disableNetworking",
              "Disable Networking is not supported on container when networkMode=awsvpc.");

  private static final int MAX_ENVIRONMENT_FILES = 10;
  private static final Pattern PORT_RANGE = Pattern.compile("\\d{1,5}-\\d{1,5}");

  private final Document definition;
  private final ImmutableList<Document> containers;

  private ContainerRules(Document definition) {
    this.definition = definition;
    this.containers = definition.documents("containerDefinitions");
  }

  static void check(Document definition) {
    if (definition.isEmpty()) {
      return;
    }
    ContainerRules rules = new ContainerRules(definition);
    rules.containers.forEach(rules::checkContainer);
    rules.checkPortNames();
    rules.checkPortRanges();
    rules.checkProxy();
    definition.documents("volumes").forEach(ContainerRules::checkVolume);
  }

  private void checkContainer(Document container) {
    if (isAwsvpc()) {
      NOT_WITH_AWSVPC.forEach(
          (member, message) -> Check.client(!Parts.has(container, member), message));
    }
    checkLogs(container);
    checkMounts(container);
    checkEnvironmentFiles(container);
  }

  private boolean isAwsvpc() {
    return definition.string("networkMode").orElse("").equals("awsvpc");
  }

  private void checkLogs(Document container) {
    Document logs = Parts.of(container, "logConfiguration");
    switch (logs.string("logDriver").orElse("")) {
      case "awslogs" ->
          Check.client(
              Parts.has(Parts.of(logs, "options"), "awslogs-group"),
              "Log driver awslogs requires options: awslogs-group");
      case "awsfirelens" ->
          Check.client(
              containers.stream().anyMatch(it -> it.has("firelensConfiguration")),
              "When awsfirelens log driver is specified in log configuration, a firelens"
                  + " configuration object must be specified");
      default -> {
        // Other drivers need nothing that ECS would look for.
      }
    }
  }

  private void checkMounts(Document container) {
    ImmutableSet<String> volumes =
        definition.documents("volumes").stream()
            .map(volume -> volume.string("name").orElse(""))
            .collect(toImmutableSet());
    for (Document mount : container.documents("mountPoints")) {
      String volume = mount.string("sourceVolume").orElse("");
      Check.client(volumes.contains(volume), "Unknown volume '%s'.", volume);
    }
  }

  private static void checkEnvironmentFiles(Document container) {
    ImmutableList<Document> files = container.documents("environmentFiles");
    Check.client(
        files.size() <= MAX_ENVIRONMENT_FILES,
        "The maximum number of environment files was exceeded. Specify ten or less and try again.");
    Check.client(
        files.stream().allMatch(file -> file.string("value").orElse("").startsWith("arn:")),
        "Invalid arn syntax.");
  }

  private ImmutableList<Document> ports() {
    return containers.stream()
        .flatMap(container -> container.documents("portMappings").stream())
        .collect(toImmutableList());
  }

  private void checkPortNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Document port : ports()) {
      port.string("name")
          .filter(name -> !name.isEmpty())
          .ifPresent(name -> Check.client(names.add(name), "port mapping name is already used"));
    }
  }

  private void checkPortRanges() {
    RangeSet<Integer> taken = TreeRangeSet.create();
    for (Document port : ports()) {
      if (Parts.has(port, "containerPortRange")) {
        Check.client(
            !port.has("containerPort") && !port.has("hostPort"),
            "cannot specify both single port and port range");
        Range<Integer> range = range(port.string("containerPortRange").orElse(""));
        Check.client(!taken.intersects(range), "container port is used multiple times in task");
        taken.add(range);
      }
    }
  }

  private static Range<Integer> range(String text) {
    if (PORT_RANGE.matcher(text).matches()) {
      List<String> ends = Splitter.on('-').splitToList(text);
      int first = Integer.parseInt(ends.get(0));
      int last = Integer.parseInt(ends.get(1));
      if (first < last) {
        return Range.closed(first, last);
      }
    }
    throw EcsException.client("Invalid 'containerPortRange' setting");
  }

  private void checkProxy() {
    definition
        .document("proxyConfiguration")
        .ifPresent(
            proxy -> {
              Check.client(
                  isAwsvpc(),
                  "APPMESH proxy configuration is only supported in networkMode=awsvpc.");
              String name = proxy.string("containerName").orElse("");
              Check.client(
                  containers.stream().anyMatch(it -> it.string("name").orElse("").equals(name)),
                  "Proxy container [%s] does not exist",
                  name);
            });
  }

  private static void checkVolume(Document volume) {
    Document efs = Parts.of(volume, "efsVolumeConfiguration");
    Document authorization = Parts.of(efs, "authorizationConfig");
    boolean encrypted = efs.string("transitEncryption").orElse("").equals("ENABLED");
    Check.client(
        encrypted || !authorization.string("iam").orElse("").equals("ENABLED"),
        "EFS IAM authorization requires TransitEncryption to be enabled");
    Check.client(
        encrypted || !efs.has("transitEncryptionPort"),
        "TransitEncryptionPort requires that TransitEncryption is enabled");
    Check.client(
        !Parts.has(authorization, "accessPointId")
            || !Parts.has(efs, "rootDirectory")
            || efs.string("rootDirectory").orElse("").equals("/"),
        "When using an EFS access point, the root directory must either be set to \"/\" or be"
            + " omitted");
  }
}
