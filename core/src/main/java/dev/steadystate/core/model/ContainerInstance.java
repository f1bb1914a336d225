package dev.steadystate.core.model;

import static com.google.common.base.Strings.lenientFormat;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.collect.Sets;
import com.google.common.primitives.Ints;
import dev.steadystate.core.document.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * An instance that joins a cluster.
 *
 * <pre>{@code
 * ContainerInstance.of("i-a1", "us-east-1a").withCpu(4096).withAttribute("stack", "prod")
 * }</pre>
 *
 * @param ec2InstanceId such as {@code i-1}
 * @param cpu registered units, 1024 a vCPU
 * @param memory registered MiB
 * @param networkInterfaces the limit with the primary (PL-17)
 * @param gpus whole GPUs
 * @param reservedPorts TCP ports kept besides those of PL-16
 * @param reservedUdpPorts UDP ports kept
 * @param attributes all of them, the zone and the instance type among them
 * @param versionInfo what the agent tells of itself, as the API has it; what it leaves out is that
 *     of a recent agent
 */
public record ContainerInstance(
    String cluster,
    String ec2InstanceId,
    String availabilityZone,
    int cpu,
    int memory,
    int networkInterfaces,
    int gpus,
    ImmutableList<Integer> reservedPorts,
    ImmutableList<Integer> reservedUdpPorts,
    ImmutableList<Attribute> attributes,
    Document versionInfo) {
  /** The TCP ports that the agent and the system keep on every instance (PL-16). */
  public static final ImmutableSet<Integer> ALWAYS_RESERVED =
      ImmutableSet.of(22, 2375, 2376, 51678, 51679);

  /** As many network interfaces as anybody wants. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int MAX_RESERVED_PORTS = 100;
  private static final String ZONE = "ecs.availability-zone";
  private static final String AGENT_VERSION = "agentVersion";
  private static final Attribute OS_TYPE = new Attribute("ecs.os-type", "linux");
  private static final Attribute OS_FAMILY = new Attribute("ecs.os-family", "LINUX");
  private static final Attribute CPU_ARCHITECTURE = new Attribute("ecs.cpu-architecture", "x86_64");

  private static final Document RECENT_AGENT =
      Document.builder()
          .put(AGENT_VERSION, "1.100.0")
          .put("agentHash", "00000000")
          .put("dockerVersion", "DockerVersion: 25.0.8")
          .build();

  /** Checks the quantities, and adds the zone to the attributes if it is not there. */
  public ContainerInstance {
    if (availabilityZone.isEmpty()) {
      throw EcsException.invalidParameter("availabilityZone should not be empty");
    }
    checkQuantity("cpu", cpu);
    checkQuantity("memory", memory);
    checkQuantity("networkInterfaces", networkInterfaces);
    checkQuantity("gpus", gpus);
    checkPorts(reservedPorts, ALWAYS_RESERVED);
    checkPorts(reservedUdpPorts, ImmutableSet.of());
    if (!hasZone(attributes)) {
      attributes =
          ImmutableList.<Attribute>builder()
              .add(new Attribute(ZONE, availabilityZone))
              .addAll(attributes)
              .build();
    }
    versionInfo = RECENT_AGENT.with(versionInfo);
  }

  /** Makes an instance with a recent agent. */
  public ContainerInstance(
      String cluster,
      String ec2InstanceId,
      String availabilityZone,
      int cpu,
      int memory,
      int networkInterfaces,
      int gpus,
      ImmutableList<Integer> reservedPorts,
      ImmutableList<Integer> reservedUdpPorts,
      ImmutableList<Attribute> attributes) {
    this(
        cluster,
        ec2InstanceId,
        availabilityZone,
        cpu,
        memory,
        networkInterfaces,
        gpus,
        reservedPorts,
        reservedUdpPorts,
        attributes,
        Document.empty());
  }

  private static boolean hasZone(ImmutableList<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(ZONE)) {
        return true;
      }
    }
    return false;
  }

  private static void checkQuantity(String what, int number) {
    if (number < 0) {
      throw EcsException.invalidParameter(what + " cannot be a negative number.");
    }
  }

  private static void checkPorts(ImmutableList<Integer> ports, ImmutableSet<Integer> always) {
    for (int port : ports) {
      if (port < 0 || port > 65535) {
        throw EcsException.invalidParameter(
            "a reserved port should be between 0 and 65535 but was " + port);
      }
    }
    int reserved =
        ports.isEmpty() ? always.size() : Sets.union(ImmutableSet.copyOf(ports), always).size();
    if (reserved > MAX_RESERVED_PORTS) {
      throw EcsException.invalidParameter(
          "an instance can have at most 100 reserved ports but had " + reserved);
    }
  }

  /**
   * Returns an instance of the size of an m5.large, 2048 units of CPU and 7680 MiB, in the default
   * cluster.
   */
  public static ContainerInstance of(String ec2InstanceId, String availabilityZone) {
    return new ContainerInstance(
        "default",
        ec2InstanceId,
        availabilityZone,
        2048,
        7680,
        UNLIMITED,
        0,
        ImmutableList.of(),
        ImmutableList.of(),
        standardAttributes(availabilityZone, "m5.large"));
  }

  /** Returns the attributes of a Linux instance on x86. */
  public static ImmutableList<Attribute> standardAttributes(
      String availabilityZone, String instanceType) {
    return ImmutableList.of(
        new Attribute(ZONE, availabilityZone),
        new Attribute("ecs.instance-type", instanceType),
        OS_TYPE,
        OS_FAMILY,
        CPU_ARCHITECTURE);
  }

  /** Returns this instance in another cluster. */
  public ContainerInstance withCluster(String nameOrArn) {
    return changed(draft -> draft.cluster = nameOrArn);
  }

  public ContainerInstance withCpu(int units) {
    return changed(draft -> draft.cpu = units);
  }

  public ContainerInstance withMemory(int mebibytes) {
    return changed(draft -> draft.memory = mebibytes);
  }

  /** Returns this instance with so many interfaces, the primary among them. */
  public ContainerInstance withNetworkInterfaces(int count) {
    return changed(draft -> draft.networkInterfaces = count);
  }

  public ContainerInstance withGpus(int count) {
    return changed(draft -> draft.gpus = count);
  }

  public ContainerInstance withReservedPorts(int... ports) {
    return changed(draft -> draft.reservedPorts = ImmutableList.copyOf(Ints.asList(ports)));
  }

  public ContainerInstance withReservedUdpPorts(int... ports) {
    return changed(draft -> draft.reservedUdpPorts = ImmutableList.copyOf(Ints.asList(ports)));
  }

  /** Returns this instance of another type, which does not change its size. */
  public ContainerInstance withInstanceType(String type) {
    return withAttribute("ecs.instance-type", type);
  }

  /** Returns this instance with one attribute set, in its old place if it had one. */
  public ContainerInstance withAttribute(String name, String value) {
    Map<String, Attribute> byName = new LinkedHashMap<>();
    attributes.forEach(it -> byName.put(it.name(), it));
    byName.put(name, new Attribute(name, value));
    return changed(draft -> draft.attributes = ImmutableList.copyOf(byName.values()));
  }

  /** Returns this instance under another id. */
  public ContainerInstance withEc2InstanceId(String id) {
    return changed(draft -> draft.ec2InstanceId = id);
  }

  /** Returns this instance with an agent of this version, which the query language can ask for. */
  public ContainerInstance withAgentVersion(String version) {
    return changed(draft -> draft.versionInfo = versionInfo.with(AGENT_VERSION, version));
  }

  /** Returns the request that would register it. */
  public Document toDocument() {
    return Document.builder()
        .put("cluster", cluster)
        .put(
            "instanceIdentityDocument",
            Document.builder()
                .put("instanceId", ec2InstanceId)
                .put("availabilityZone", availabilityZone)
                .build()
                .toString())
        .put("totalResources", resources())
        .put("versionInfo", Optional.of(versionInfo).filter(given -> !given.equals(RECENT_AGENT)))
        .put("attributes", Lists.transform(attributes, Attribute::toDocument))
        .putUnlessEmpty("platformDevices", platformDevices())
        .build();
  }

  private ImmutableList<Document> platformDevices() {
    return IntStream.range(0, gpus)
        .mapToObj(it -> Document.builder().put("id", "GPU-" + it).put("type", "GPU").build())
        .collect(toImmutableList());
  }

  private ImmutableList<Document> resources() {
    ImmutableList.Builder<Document> resources = ImmutableList.builder();
    resources.add(Resources.integer("CPU", cpu));
    resources.add(Resources.integer("MEMORY", memory));
    resources.add(Resources.stringSet("PORTS", Iterables.concat(ALWAYS_RESERVED, reservedPorts)));
    resources.add(Resources.stringSet("PORTS_UDP", reservedUdpPorts));
    if (networkInterfaces != UNLIMITED) {
      resources.add(Resources.integer(Resources.NETWORK_INTERFACES, networkInterfaces));
    }
    return resources.build();
  }

  @Override
  public String toString() {
    return lenientFormat("%s in %s (%s CPU, %s MiB)", ec2InstanceId, availabilityZone, cpu, memory);
  }

  private ContainerInstance changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** An instance in the making. */
  private static final class Draft {
    private String cluster;
    private String ec2InstanceId;
    private final String availabilityZone;
    private int cpu;
    private int memory;
    private int networkInterfaces;
    private int gpus;
    private ImmutableList<Integer> reservedPorts;
    private ImmutableList<Integer> reservedUdpPorts;
    private ImmutableList<Attribute> attributes;
    private Document versionInfo;

    Draft(ContainerInstance from) {
      cluster = from.cluster;
      ec2InstanceId = from.ec2InstanceId;
      availabilityZone = from.availabilityZone;
      cpu = from.cpu;
      memory = from.memory;
      networkInterfaces = from.networkInterfaces;
      gpus = from.gpus;
      reservedPorts = from.reservedPorts;
      reservedUdpPorts = from.reservedUdpPorts;
      attributes = from.attributes;
      versionInfo = from.versionInfo;
    }

    ContainerInstance finished() {
      return new ContainerInstance(
          cluster,
          ec2InstanceId,
          availabilityZone,
          cpu,
          memory,
          networkInterfaces,
          gpus,
          reservedPorts,
          reservedUdpPorts,
          attributes,
          versionInfo);
    }
  }
}
