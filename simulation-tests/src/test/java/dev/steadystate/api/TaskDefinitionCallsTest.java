package dev.steadystate.api;

import static dev.steadystate.api.Account.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskDefinitionCallsTest {
  private static final String ARNS = "arn:aws:ecs:us-east-1:123456789012:task-definition/";

  private static Account withRevisions() {
    return Account.withInstances(1).withFamily("web").withFamily("web").withFamily("api");
  }

  @Test
  void revisionsCountOnAndAreNeverUsedAgain() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:2'}");

    account.withFamily("web");

    assertThat(
            account
                .call("DescribeTaskDefinition", "{'taskDefinition':'web'}")
                .document("taskDefinition")
                .orElseThrow()
                .integer("revision"))
        .hasValue(3);
  }

  @ParameterizedTest
  @Rule({"CQ-7", "PL-6", "PL-7"})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'type':'memberOf','expression':'attribute:stack = prod'} | expected an operator
          {'type':'memberOf','expression':'stack == prod'}          | unknown subject
          {'type':'memberOf'}                                       | expression must be specified
          {'type':'distinctInstance'}                               | a task definition cannot have
          """)
  void badConstraintsAreRefusedWhenTheDefinitionIsRegistered(String constraint, String message) {
    Account account = Account.empty();

    String refusal =
        account.refusal(
            "RegisterTaskDefinition",
            "{'family':'web','containerDefinitions':[{'name':'app','image':'web','memory':256}],"
                + "'placementConstraints':["
                + constraint
                + "]}");

    assertThat(refusal).startsWith("InvalidParameterException: ").contains(message);
    assertThat(listed(account, "{}")).isEqualTo("[]");
  }

  @Test
  void anInactiveRevisionIsDescribedAndServicesKeepIt() {
    Account account = withRevisions();
    account.call(
        "CreateService", "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1}");

    Document answer = account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");
    account.runFor(Duration.ofMinutes(1));

    Document definition = answer.document("taskDefinition").orElseThrow();
    assertThat(definition.string("status")).hasValue("INACTIVE");
    assertThat(definition.has("deregisteredAt")).isTrue();
    assertThat(account.ecs.service("web").runningCount()).isEqualTo(1);
    account.call("UpdateService", "{'service':'web','desiredCount':2}");
    account.runFor(Duration.ofMinutes(1));
    assertThat(account.ecs.service("web").runningCount()).isEqualTo(2);
  }

  @Test
  void aDeletedRevisionVanishesWhenNothingUsesIt() {
    Account account = withRevisions();
    account.call(
        "CreateService", "{'serviceName':'web','taskDefinition':'web:1','desiredCount':1}");
    account.runFor(Duration.ofMinutes(1));
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");

    Document answer =
        account.call("DeleteTaskDefinitions", "{'taskDefinitions':['web:1','web:2']}");

    assertThat(only(answer, "taskDefinitions").string("status")).hasValue("DELETE_IN_PROGRESS");
    assertThat(only(answer, "failures").string("arn")).hasValue(ARNS + "web:2");
    String inProgress = "{'status':'DELETE_IN_PROGRESS'}";
    assertThat(listed(account, inProgress)).isEqualTo("[" + ARNS + "web:1]");
    account.call("DeleteService", "{'service':'web','force':true}");
    account.runFor(Duration.ofMinutes(2));
    assertThat(listed(account, inProgress)).isEqualTo("[]");
    assertThat(account.refusal("DescribeTaskDefinition", "{'taskDefinition':'web:1'}"))
        .isEqualTo("ClientException: Unable to describe task definition.");
  }

  private static String listed(Account account, String request) {
    return account.call("ListTaskDefinitions", request).list("taskDefinitionArns").toString();
  }

  @Test
  void listTaskDefinitionsSortsByFamilyAndRevision() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'web:1'}");

    assertThat(listed(account, "{}")).isEqualTo("[" + ARNS + "api:1, " + ARNS + "web:2]");
    assertThat(listed(account, "{'sort':'DESC'}"))
        .isEqualTo("[" + ARNS + "web:2, " + ARNS + "api:1]");
    assertThat(listed(account, "{'familyPrefix':'we'}")).isEqualTo("[]");
    assertThat(listed(account, "{'familyPrefix':'web','status':'INACTIVE'}"))
        .isEqualTo("[" + ARNS + "web:1]");
  }

  @Test
  void listTaskDefinitionFamiliesKnowsPrefixes() {
    Account account = withRevisions();
    account.call("DeregisterTaskDefinition", "{'taskDefinition':'api:1'}");

    assertThat(families(account, "{}")).isEqualTo("[api, web]");
    assertThat(families(account, "{'familyPrefix':'we'}")).isEqualTo("[web]");
    assertThat(families(account, "{'status':'ACTIVE'}")).isEqualTo("[web]");
    assertThat(families(account, "{'status':'INACTIVE'}")).isEqualTo("[api]");
  }

  private static String families(Account account, String request) {
    return account.call("ListTaskDefinitionFamilies", request).list("families").toString();
  }

  @Test
  void aContainerIsShownInTheOrderOfTheReferenceWithItsEmptyLists() {
    Document answer =
        Account.empty()
            .call(
                "RegisterTaskDefinition",
                "{'family':'web','containerDefinitions':[{'essential':true,'secrets':[],"
                    + "'logConfiguration':{'logDriver':'json-file'},'healthCheck':{'command':['CMD','x']},"
                    + "'image':'nginx','memory':64,'name':'app'}]}");

    Document container = container(answer);
    assertThat(container.members().keySet())
        .containsExactly(
            "name",
            "image",
            "cpu",
            "memory",
            "portMappings",
            "essential",
            "environment",
            "mountPoints",
            "volumesFrom",
            "secrets",
            "logConfiguration",
            "healthCheck",
            "systemControls");
    assertThat(container.document("healthCheck").orElseThrow().toString())
        .isEqualTo("{\"command\":[\"CMD\",\"x\"],\"interval\":30,\"timeout\":5,\"retries\":3}");
  }

  @Test
  void aRangeOfPortsIsShownAgainAndTakesNoPortOfTheHost() {
    Account account = Account.withInstances(1);
    String ports =
        "[{\"protocol\":\"udp\",\"name\":\"media\",\"containerPortRange\":\"8000-8100\"},"
            + "{\"containerPort\":80,\"hostPort\":0,\"protocol\":\"tcp\"}]";

    Document answer =
        account.call(
            "RegisterTaskDefinition",
            "{'family':'web','containerDefinitions':[{'name':'app','image':'nginx','memory':64,"
                + "'portMappings':"
                + ports
                + "}]}");
    account.withService(1);

    assertThat(container(answer).list("portMappings").toString().replace(", ", ","))
        .isEqualTo(ports);
    assertThat(account.ecs.task("web/1").containers().get(0).networkBindings())
        .extracting(Object::toString)
        .containsExactly("49153->80/tcp");
  }

  private static Document container(Document answer) {
    return only(answer.document("taskDefinition").orElseThrow(), "containerDefinitions");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          placeholders for a pipeline | 'executionRoleArn':'arn:aws:iam::<ACCOUNT>:role/x' | 'image':'<IMAGE1_NAME>'
          sizes in words on Fargate   | 'networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],'cpu':'.25 vcpu','memory':'.5 gb' | 'linuxParameters':{'initProcessEnabled':true}
          nulls of the old console    | 'cpu':null,'memory':null,'ipcMode':null,'proxyConfiguration':null | 'memory':null,'memoryReservation':16,'links':null,'healthCheck':null
          every list empty            | 'volumes':[],'placementConstraints':[],'inferenceAccelerators':[] | 'links':[],'entryPoint':[],'command':[],'environmentFiles':[],'dnsServers':[],'ulimits':[],'dockerLabels':{},'credentialSpecs':[]
          file system with a gate     | 'volumes':[{'name':'e','efsVolumeConfiguration':{'fileSystemId':'fs-1','transitEncryption':'ENABLED','authorizationConfig':{'accessPointId':'fsap-1','iam':'ENABLED'}}}] | 'mountPoints':[{'sourceVolume':'e','containerPath':'/e'}]
          file system of Windows      | 'volumes':[{'name':'f','fsxWindowsFileServerVolumeConfiguration':{'fileSystemId':'fs-1','rootDirectory':'share','authorizationConfig':{'credentialsParameter':'arn:p','domain':'corp.example'}}}] | 'credentialSpecs':['credentialspec:arn:aws:s3:::b/s.json']
          shared Docker volume        | 'volumes':[{'name':'d','dockerVolumeConfiguration':{'scope':'shared','autoprovision':true,'driver':'local','labels':{'a':'b'}}}] | 'volumesFrom':[{'sourceContainer':'app','readOnly':true}]
          volume of a launch          | 'volumes':[{'name':'v','configuredAtLaunch':true}] | 'mountPoints':[{'sourceVolume':'v','containerPath':'/v','readOnly':false}]
          proxy of a mesh             | 'networkMode':'awsvpc','proxyConfiguration':{'type':'APPMESH','containerName':'app','properties':[{'name':'IgnoredGID','value':''}]} | 'user':'1337','ulimits':[{'name':'nofile','softLimit':15000,'hardLimit':15000}]
          log router                  | 'taskRoleArn':'r' | 'firelensConfiguration':{'type':'fluentbit','options':{'enable-ecs-log-metadata':'true'}}
          routed logs                 | 'executionRoleArn':'r' | 'firelensConfiguration':{'type':'fluentd'},'logConfiguration':{'logDriver':'awsfirelens','options':{},'secretOptions':[{'name':'apikey','valueFrom':'arn:s'}]}
          graphics processors         | 'requiresCompatibilities':['EC2'] | 'resourceRequirements':[{'type':'GPU','value':'2'}]
          inference accelerator       | 'inferenceAccelerators':[{'deviceName':'d','deviceType':'eia1.medium'}] | 'resourceRequirements':[{'type':'InferenceAccelerator','value':'d'}]
          devices and capabilities    | 'placementConstraints':[{'type':'memberOf','expression':'attribute:ecs.instance-type == inf1.xlarge'}] | 'linuxParameters':{'devices':[{'hostPath':'/dev/neuron0','containerPath':'/dev/neuron0','permissions':['read','write']}],'capabilities':{'add':['IPC_LOCK'],'drop':['ALL']},'tmpfs':[{'containerPath':'/run','size':50,'mountOptions':['rw']}],'maxSwap':0,'swappiness':0}
          kernel and security         | 'pidMode':'host','ipcMode':'host','networkMode':'host' | 'privileged':true,'systemControls':[{'namespace':'net.core.somaxconn','value':'1024'}],'dockerSecurityOptions':['no-new-privileges']
          one port, two protocols     | 'networkMode':'bridge' | 'portMappings':[{'containerPort':53,'hostPort':53,'protocol':'udp'},{'containerPort':53,'hostPort':53,'protocol':'tcp'}]
          named port                  | 'networkMode':'awsvpc' | 'portMappings':[{'containerPort':80,'hostPort':80,'protocol':'tcp','name':'http','appProtocol':'http2'}]
          private registry            | 'executionRoleArn':'r' | 'repositoryCredentials':{'credentialsParameter':'arn:c'},'versionConsistency':'disabled'
          Windows on Fargate          | 'networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],'cpu':'2048','memory':'4096','runtimePlatform':{'operatingSystemFamily':'WINDOWS_SERVER_2022_CORE'} | 'entryPoint':['powershell','-Command']
          large Arm task              | 'networkMode':'awsvpc','requiresCompatibilities':['FARGATE'],'cpu':'16384','memory':'122880','runtimePlatform':{'cpuArchitecture':'ARM64','operatingSystemFamily':'LINUX'},'ephemeralStorage':{'sizeInGiB':200},'enableFaultInjection':true | 'stopTimeout':120,'startTimeout':120
          names and hosts             | 'networkMode':'none' | 'hostname':'h','extraHosts':[{'hostname':'db','ipAddress':'10.0.0.1'}],'dnsSearchDomains':['internal'],'disableNetworking':true,'interactive':true,'pseudoTerminal':true,'workingDirectory':'/app'
          restarts                    | 'requiresCompatibilities':['EXTERNAL'] | 'restartPolicy':{'enabled':true,'ignoredExitCodes':[0],'restartAttemptPeriod':180}
          """)
  void whatPeoplePublishIsAcceptedAndShownAgain(String what, String ofTask, String ofContainer) {
    String memory = ofContainer.contains("memory") ? "" : ",'memory':64";
    String image = ofContainer.contains("image") ? "" : ",'image':'i'";
    Document given =
        Json.read(
            ("{'family':'web',"
                    + ofTask
                    + ",'containerDefinitions':[{'name':'app'"
                    + image
                    + memory
                    + ","
                    + ofContainer
                    + "}]}")
                .replace('\'', '"'));

    Document shown =
        EcsSimulation.create()
            .call("RegisterTaskDefinition", given)
            .document("taskDefinition")
            .orElseThrow();

    assertThat(missing(given.without("cpu", "memory"), shown)).as(what).isEmpty();
  }

  /** Returns what was given and is not shown, of documents and lists as of single values. */
  private static List<String> missing(Document given, Document shown) {
    List<String> missing = new ArrayList<>();
    given
        .members()
        .forEach(
            (name, value) -> {
              if (!isShown(value, shown.members().get(name))) {
                missing.add(name + " " + value + " as " + shown.members().get(name));
              }
            });
    return missing;
  }

  private static boolean isShown(Object given, @Nullable Object shown) {
    if (given instanceof List<?> all) {
      List<?> others = shown instanceof List<?> list ? list : List.of();
      return all.size() == others.size()
          && IntStream.range(0, all.size()).allMatch(i -> isShown(all.get(i), others.get(i)));
    }
    if (given instanceof Document document && shown instanceof Document other) {
      return missing(document, other).isEmpty();
    }
    return given.equals(shown);
  }
}
