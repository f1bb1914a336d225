package dev.steadystate.core.api;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.engine.Cluster;
import dev.steadystate.core.engine.RevisionState;
import dev.steadystate.core.engine.ServiceState;
import dev.steadystate.core.model.DeploymentConfiguration;
import dev.steadystate.core.model.EcsException;
import dev.steadystate.core.model.LaunchType;
import dev.steadystate.core.model.Service;
import dev.steadystate.core.model.ServiceStatus;
import dev.steadystate.core.model.ServiceUpdate;
import dev.steadystate.core.view.ServiceSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** The actions about services. */
final class ServiceCalls {
  private static final int PAGE = 10;

  private final Account account;
  private final TaskDefinitionCalls taskDefinitions;

  ServiceCalls(Account account, TaskDefinitionCalls taskDefinitions) {
    this.account = account;
    this.taskDefinitions = taskDefinitions;
  }

  void register(Actions actions) {
    actions
        .changeThenDraw("CreateService", this::create)
        .changeThenDraw("UpdateService", this::update)
        .changeThenDraw("DeleteService", this::delete)
        .look("DescribeServices", this::describe)
        .look("ListServices", this::list)
        .look("ListServicesByNamespace", this::listByNamespace);
  }

  /** Returns who draws a service as it is now. */
  private Supplier<Document> answer(ServiceState service, ImmutableList<String> include) {
    ServiceSnapshot now = account.snapshots().service(service);
    return Suppliers.memoize(
        () -> Document.of("service", account.describe().services().service(now, include)));
  }

  // Creating.

  ServiceState create(Service given) {
    Cluster cluster = account.directory().cluster(given.cluster());
    Service wanted = withDefaults(given, cluster);
    boolean refuseBlocking = account.parameters().refuseBlockingPercentages();
    if (wanted.taskDefinition().isEmpty()) {
      Rules.checkWithoutTaskDefinition(wanted, refuseBlocking);
      throw new EcsException(
          "UnsupportedFeatureException",
          "The deployment controller "
              + wanted.deploymentController()
              + ", whose services have no task definition, is not simulated.");
    }
    RevisionState revision = taskDefinitions.usable(wanted.taskDefinition());
    Rules.check(wanted, revision.revision.definition(), refuseBlocking);
    NeighbourRules.checkNamespace(wanted.document(), cluster.definition());
    CapacityProviderStrategies.checkKnown(wanted.document(), cluster.definition());
    checkAlarms(wanted.deploymentConfiguration());
    Check.parameter(
        ServiceUpdateRules.mayExecuteCommands(wanted.document(), revision.revision.definition()),
        "The service couldn't be created" + ServiceUpdateRules.NEEDS_A_TASK_ROLE);
    return account.commands().services().create(cluster, wanted, revision.revision);
  }

  /** The strategy of the cluster holds for those who choose neither a launch type nor another. */
  private static Service withDefaults(Service given, Cluster cluster) {
    Service named =
        given.cluster().equals(cluster.name()) ? given : given.withCluster(cluster.name());
    Document strategy = CapacityProviderStrategies.standard(cluster.definition());
    if (strategy.isEmpty() || given.launchType().isPresent() || isStrategic(given.document())) {
      return named;
    }
    Service chosen = named.withOther(strategy);
    return LaunchTypes.of(strategy).map(chosen::withLaunchType).orElse(chosen);
  }

  private static boolean isStrategic(Document document) {
    return !document.list("capacityProviderStrategy").isEmpty();
  }

  private Supplier<Document> create(Document request) {
    ClientTokens.check(request, ClientTokens.OF_SERVICES);
    // A token says nothing of the service: the same request under another is the same.
    Service wanted = Requests.service(request.without("clientToken", "cluster"));
    ServiceState service = create(wanted.withCluster(request.string("cluster").orElse("default")));
    return answer(service, request.has("tags") ? ImmutableList.of("TAGS") : ImmutableList.of());
  }

  // Updating.

  ServiceState update(ServiceUpdate update) {
    Cluster cluster = account.directory().cluster(update.cluster());
    ServiceState service = account.directory().service(cluster, update.service());
    if (service.status() != ServiceStatus.ACTIVE) {
      throw new EcsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }
    var revision =
        update
            .taskDefinition()
            .map(name -> taskDefinitions.usable(name).revision)
            .orElse(service.primary().revision());
    Service present = service.present();
    Service after = Requests.updated(present, update);
    Rules.check(update, present, revision.definition());
    Rules.check(after, revision.definition(), account.parameters().refuseBlockingPercentages());
    NeighbourRules.checkNamespace(update.document(), cluster.definition());
    CapacityProviderStrategies.checkKnown(update.document(), cluster.definition());
    checkAlarms(after.deploymentConfiguration());
    account
        .commands()
        .services()
        .update(service, update, after, update.taskDefinition().map(name -> revision));
    return service;
  }

  private Supplier<Document> update(Document request) {
    return answer(update(Requests.serviceUpdate(request)), ImmutableList.of());
  }

  private void checkAlarms(DeploymentConfiguration configuration) {
    if (account.parameters().refuseUnknownAlarms() && configuration.alarms().enable()) {
      DeploymentConfigurationRules.checkKnown(
          configuration.alarms().alarmNames(), account.engine().alarmNames());
    }
  }

  // Deleting.

  ServiceState delete(Cluster cluster, String name, boolean force) {
    ServiceState service =
        account
            .directory()
            .findService(cluster, name)
            .filter(found -> found.status() != ServiceStatus.INACTIVE)
            .orElseThrow(() -> new EcsException("ServiceNotFoundException", "Service not found."));
    account.commands().services().delete(service, force);
    return service;
  }

  private Supplier<Document> delete(Document request) {
    ServiceState service =
        delete(
            account.cluster(request),
            request.string("service").orElse(""),
            request.bool("force").orElse(false));
    return answer(service, ImmutableList.of());
  }

  // Looking.

  private Document describe(Document request) {
    Cluster cluster = account.cluster(request);
    ImmutableList.Builder<Document> found = ImmutableList.builder();
    ImmutableList.Builder<Document> failures = ImmutableList.builder();
    for (String name : request.strings("services")) {
      Optional<ServiceState> service = account.directory().findService(cluster, name);
      if (service.isPresent()) {
        found.add(
            account
                .describe()
                .services()
                .service(account.snapshots().service(service.get()), Account.include(request)));
      } else {
        failures.add(
            Answers.missing(
                account
                    .arns()
                    .service(cluster.name(), account.arns().serviceName(cluster.name(), name))));
      }
    }
    return Document.builder()
        .put("services", found.build())
        .put("failures", failures.build())
        .build();
  }

  private Document list(Document request) {
    Optional<String> launchType = request.string("launchType");
    Optional<String> strategy = request.string("schedulingStrategy");
    boolean managedByEcs = request.string("resourceManagementType").equals(Optional.of("ECS"));
    ImmutableList<String> arns =
        account.directory().services(account.cluster(request)).stream()
            .filter(service -> service.status() == ServiceStatus.ACTIVE && !managedByEcs)
            .filter(service -> launchType.map(launchType(service).name()::equals).orElse(true))
            .filter(
                service -> strategy.map(service.schedulingStrategy().name()::equals).orElse(true))
            .map(this::arn)
            .collect(toImmutableList());
    return Pages.page(request, "serviceArns", arns, PAGE);
  }

  private static LaunchType launchType(ServiceState service) {
    return service.primary().settings().launchType();
  }

  private String arn(ServiceState service) {
    return account.arns().service(service.subject().cluster(), service.name());
  }

  /** Namespaces are neighbours that are not simulated: one is known by the services in it. */
  private Document listByNamespace(Document request) {
    String namespace = request.string("namespace").orElse("");
    ImmutableList<String> arns =
        account.directory().clusters().stream()
            .flatMap(cluster -> account.directory().services(cluster).stream())
            .filter(service -> service.status() == ServiceStatus.ACTIVE)
            .filter(service -> namespaceOf(service).equals(Optional.of(namespace)))
            .map(this::arn)
            .collect(toImmutableList());
    return Pages.page(request, "serviceArns", arns, PAGE);
  }

  private static Optional<String> namespaceOf(ServiceState service) {
    return service
        .present()
        .document()
        .document("serviceConnectConfiguration")
        .filter(connect -> connect.bool("enabled").orElse(false))
        .flatMap(connect -> connect.string("namespace"));
  }
}
