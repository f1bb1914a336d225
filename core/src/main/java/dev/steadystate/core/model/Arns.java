package dev.steadystate.core.model;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.base.Splitter;
import java.util.List;

/**
 * Makes and reads the ARNs of one account in one region.
 *
 * <p>Wherever ECS takes a name or an ID it takes the ARN too. The readers give back the name, and
 * refuse with an {@code InvalidParameterException} an ARN of another account, region, cluster or
 * kind of thing.
 */
public final class Arns {
  private final String partition;
  private final String region;
  private final String account;

  /** How every ARN begins, up to the kind of the thing. */
  private final String prefix;

  private Arns(String partition, String region, String account) {
    this.partition = partition;
    this.region = region;
    this.account = account;
    this.prefix = "arn:" + partition + ":ecs:" + region + ":" + account + ":";
  }

  /** Returns the ARNs of account 123456789012 in us-east-1. */
  public static Arns standard() {
    return of("us-east-1", "123456789012");
  }

  /** Returns the ARNs of an account in a region, whose partition follows from its name. */
  public static Arns of(String region, String account) {
    return new Arns(partitionOf(region), region, account);
  }

  private static String partitionOf(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  public String region() {
    return region;
  }

  public String account() {
    return account;
  }

  public String cluster(String name) {
    return prefix + "cluster/" + name;
  }

  public String service(String cluster, String name) {
    return prefix + "service/" + cluster + "/" + name;
  }

  public String task(String cluster, String id) {
    return prefix + "task/" + cluster + "/" + id;
  }

  public String container(String cluster, String taskId, String id) {
    return prefix + "container/" + cluster + "/" + taskId + "/" + id;
  }

  public String containerInstance(String cluster, String id) {
    return prefix + "container-instance/" + cluster + "/" + id;
  }

  public String taskDefinition(String family, int revision) {
    return prefix + "task-definition/" + family + ":" + revision;
  }

  public String serviceDeployment(String cluster, String service, String id) {
    return prefix + "service-deployment/" + cluster + "/" + service + "/" + id;
  }

  /** Returns the ARN of a revision, whose number is that of the deployment (DEP-12). */
  public String serviceRevision(String cluster, String service, String number) {
    return prefix + "service-revision/" + cluster + "/" + service + "/" + number;
  }

  public String taskSet(String cluster, String service, String id) {
    return prefix + "task-set/" + cluster + "/" + service + "/" + id;
  }

  public String capacityProvider(String name) {
    return prefix + "capacity-provider/" + name;
  }

  /** Returns the ARN of the caller, who is always the same. */
  public String caller() {
    return lenientFormat("arn:%s:iam::%s:root", partition, account);
  }

  /** Returns the ARN of the role with which ECS calls other services. */
  public String serviceLinkedRole() {
    return lenientFormat(
        "arn:%s:iam::%s:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        partition, account);
  }

  /** Returns the name of the cluster. */
  public String clusterName(String nameOrArn) {
    return isArn(nameOrArn) ? resource(nameOrArn, "cluster", 1, 1).get(0) : nameOrArn;
  }

  /** Returns the name of the service; in its old short form the ARN names no cluster. */
  public String serviceName(String cluster, String nameOrArn) {
    return inCluster(cluster, nameOrArn, "service");
  }

  /** Returns the ID of the task. */
  public String taskId(String cluster, String idOrArn) {
    return inCluster(cluster, idOrArn, "task");
  }

  /** Returns the ID of the container instance. */
  public String containerInstanceId(String cluster, String idOrArn) {
    return inCluster(cluster, idOrArn, "container-instance");
  }

  /** Returns {@code family} or {@code family:revision}. */
  public String taskDefinitionName(String nameOrArn) {
    return isArn(nameOrArn) ? resource(nameOrArn, "task-definition", 1, 1).get(0) : nameOrArn;
  }

  /** Returns the cluster, the service and the ID of a service deployment. */
  public List<String> serviceDeploymentParts(String arn) {
    return resource(arn, "service-deployment", 3, 3);
  }

  /** Returns the cluster, the service and the number of a service revision. */
  public List<String> serviceRevisionParts(String arn) {
    return resource(arn, "service-revision", 3, 3);
  }

  /** An old short ARN names the thing alone, a new one its cluster before it. */
  private String inCluster(String cluster, String idOrArn, String kind) {
    if (!isArn(idOrArn)) {
      return idOrArn;
    }
    List<String> names = resource(idOrArn, kind, 1, 2);
    if (names.size() > 1 && !names.get(0).equals(cluster)) {
      throw invalid("Identifier is for cluster " + names.get(0) + ". Your cluster is " + cluster);
    }
    return names.get(names.size() - 1);
  }

  /** Returns the names behind {@code arn:partition:ecs:region:account:kind/}. */
  private List<String> resource(String arn, String kind, int least, int most) {
    List<String> parts = Splitter.on(':').limit(6).splitToList(arn);
    List<String> names = parts.size() < 6 ? List.of() : Splitter.on('/').splitToList(parts.get(5));
    boolean fits =
        names.size() > least
            && names.size() <= most + 1
            && parts.get(2).equals("ecs")
            && names.get(0).equals(kind)
            && !names.contains("");
    if (!fits) {
      throw invalid("expected the ARN of a " + kind + " but found " + arn);
    }
    if (!parts.get(3).equals(region) || !parts.get(4).equals(account)) {
      throw invalid("expected region " + region + " and account " + account + " but found " + arn);
    }
    return names.subList(1, names.size());
  }

  private static boolean isArn(String text) {
    return text.startsWith("arn:");
  }

  private static EcsException invalid(String why) {
    return EcsException.invalidParameter("Invalid identifier: " + why);
  }
}
