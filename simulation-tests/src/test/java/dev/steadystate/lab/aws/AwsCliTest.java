package dev.steadystate.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsCliTest {
  private static final String WEB =
      "aws ecs register-task-definition --family web --container-definitions"
          + " name=app,image=nginx,memory=256";

  private final EcsSimulation ecs = EcsSimulation.create();
  private final AwsCli cli = new AwsCli(ecs);

  @Test
  void printsAnswersAsTheCliDoes() {
    Reply reply = cli.run("aws ecs describe-clusters");

    assertThat(reply.exitCode()).isZero();
    assertThat(reply)
        .hasToString(
            """
            {
                "clusters": [
                    {
                        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
                        "clusterName": "default",
                        "status": "ACTIVE",
                        "registeredContainerInstancesCount": 0,
                        "runningTasksCount": 0,
                        "pendingTasksCount": 0,
                        "activeServicesCount": 0,
                        "statistics": [],
                        "tags": [],
                        "settings": [],
                        "capacityProviders": [],
                        "defaultCapacityProviderStrategy": []
                    }
                ],
                "failures": []
            }\
            """);
  }

  @Test
  void printsInstantsWithTheirOffset() {
    givenService();

    assertThat(run("describe-services --services web --query services[0].createdAt"))
        .isEqualTo("\"2026-01-01T00:00:00+00:00\"");
    assertThat(run("describe-services --services web --query services[0].events[-1].createdAt"))
        .isEqualTo("\"2026-01-01T00:00:00.001000+00:00\"");
  }

  @Test
  void printsTextForOtherPrograms() {
    givenService();

    assertThat(
            run(
                "describe-services --services web --output text --query"
                    + " 'services[].[serviceName,desiredCount,enableExecuteCommand,nothing]'"))
        .isEqualTo("web\t2\tFalse\tNone");
    assertThat(run("list-clusters --output text"))
        .isEqualTo("CLUSTERARNS\tarn:aws:ecs:us-east-1:123456789012:cluster/default");
  }

  @Test
  void printsYaml() {
    assertThat(run("list-clusters --output yaml"))
        .isEqualTo("clusterArns:\n- arn:aws:ecs:us-east-1:123456789012:cluster/default");
  }

  @Test
  void breaksLongTextsInYamlAtTheFirstBlankBeyondEightyColumns() {
    givenService();

    assertThat(
            run(
                "describe-services --services web --output yaml --query"
                    + " services[0].{all:events[*].message,last:events[-1].{text:message}}"))
        .isEqualTo(
            """
            all:
            - (service web) has reached a steady state.
            - (service web) (deployment ecs-svc/1780643223620948620) deployment completed.
            - '(service web) has started 2 tasks: (task 83248398329cbf1dd731440107e391e1) (task
              64ddb93f679709db78de6005d0876b98).'
            last:
              text: '(service web) has started 2 tasks: (task 83248398329cbf1dd731440107e391e1)
                (task 64ddb93f679709db78de6005d0876b98).'\
            """);
  }

  @Test
  void drawsTables() {
    givenService();

    assertThat(
            run(
                "describe-services --services web --output table"
                    + " --query services[].{name:serviceName,running:runningCount}"))
        .isEqualTo(
            """
            ---------------------
            | DescribeServices  |
            +-------+-----------+
            | name  |  running  |
            +-------+-----------+
            |  web  |  2        |
            +-------+-----------+\
            """);
    assertThat(run("list-clusters --output table"))
        .isEqualTo(
            """
            ----------------------------------------------------------
            |                      ListClusters                      |
            +--------------------------------------------------------+
            ||                      clusterArns                     ||
            |+------------------------------------------------------+|
            ||  arn:aws:ecs:us-east-1:123456789012:cluster/default  ||
            |+------------------------------------------------------+|\
            """);
  }

  @Test
  void runsACommandALine() {
    Reply reply =
        cli.run(
            """
            aws ecs create-cluster --cluster-name production   # the first
            aws ecs list-clusters \\
                --query 'clusterArns[1]' \\
                --output text
            """);

    assertThat(reply.exitCode()).isZero();
    assertThat(reply.output()).endsWith("}\narn:aws:ecs:us-east-1:123456789012:cluster/production");
  }

  @Test
  void runsWithoutTheNameOfTheProgram() {
    assertThat(cli.run("ecs list-clusters").exitCode()).isZero();
  }

  @Test
  void acceptsWhereAndHowToCall() {
    Reply reply =
        cli.run(
            "aws --region eu-west-1 --profile me ecs list-clusters --endpoint-url http://localhost"
                + " --no-cli-pager --no-verify-ssl --color off");

    assertThat(reply.error()).isEmpty();
  }

  @Test
  void listsWhatIsNotSimulated() {
    cli.run(WEB);

    Reply reply =
        cli.run(
            "aws ecs create-service --service-name web --task-definition web --desired-count 1"
                + " --service-connect-configuration enabled=true,namespace=internal"
                + " --propagate-tags SERVICE");

    assertThat(reply.note())
        .isEqualTo("Not simulated yet: serviceConnectConfiguration, propagateTags");
    assertThat(Json.read(reply.output()).document("service").orElseThrow().string("propagateTags"))
        .hasValue("SERVICE");
  }

  // Files.

  @Test
  void readsRequestsFromFiles(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("sleep360.json"),
            """
            {"family": "sleep360",
             "containerDefinitions": [{"name": "sleep", "image": "busybox", "memory": 10}]}
            """);

    Reply reply = cli.run("aws ecs register-task-definition --cli-input-json file://" + file);

    assertThat(reply.output()).contains("task-definition/sleep360:1");
  }

  @Test
  void readsRequestsInYaml(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("sleep360.yaml"),
            """
            family: sleep360   # six minutes
            containerDefinitions:
              - name: sleep
                image: busybox
                memory: 10
                essential: true
                command: [sleep, '360']
            cpu: "256"
            """);

    Reply reply =
        cli.run(
            "aws ecs register-task-definition --cli-input-yaml file://"
                + file
                + " --query taskDefinition.[family,cpu,containerDefinitions[0].command[1]]"
                + " --output text");

    assertThat(reply.output()).isEqualTo("sleep360\t256\t360");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "--cli-input-yaml '[1]' ~ Invalid YAML received: a mapping is wanted",
        "--cli-input-yaml 'a: [' ~ Invalid YAML received: ",
        "--cli-input-yaml 'a: b' --cli-input-json '{}' ~ Only one --cli-input- parameter may be",
        "--cli-input-yaml 'famly: b' ~ Unknown parameter in input: ^famly^",
        "--generate-cli-skeleton xml ~ Invalid choice, valid choices are: input, output,"
            + " yaml-input",
      })
  void refusesWhatIsNoRequest(String options, String sentence) {
    Reply reply = cli.run("aws ecs register-task-definition " + options);

    assertThat(reply.exitCode()).isEqualTo(252);
    assertThat(reply.error()).contains(sentence.replace('^', '"'));
  }

  @Test
  void knowsThatJavaTakesABackslashFromAPastedCommand() {
    assertThat(
            cli.run("aws ecs run-task --task-definition x --overrides \"{\"cpu\":\"1\"}\"").error())
        .endsWith(
            "If the command has \\\" there, write \\\\\" in its place: Java takes one backslash"
                + " away");
  }

  @Test
  void letsOptionsSayOtherwiseThanTheFile() {
    cli.run(WEB);

    String count =
        run(
            "create-service --cli-input-json"
                + " '{\"serviceName\":\"web\",\"taskDefinition\":\"web\",\"desiredCount\":1}'"
                + " --desired-count 5 --query service.desiredCount");

    assertThat(count).isEqualTo("5");
  }

  @Test
  void readsValuesFromFiles(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("containers.json"),
            "[{\"name\": \"app\", \"image\": \"nginx\", \"memory\": 64}]");

    Reply reply =
        cli.run(
            "aws ecs register-task-definition --family web --container-definitions file://" + file);

    assertThat(reply.error()).isEmpty();
  }

  // Waiting and listing.

  @Test
  void waitsInVirtualTime() {
    cli.run(WEB);
    ecs.registerContainerInstance("i-a1", "us-east-1a");
    cli.run("aws ecs create-service --service-name web --task-definition web --desired-count 2");

    Reply reply = cli.run("aws ecs wait services-stable --services web");

    assertThat(reply).hasToString("(15 s of virtual time went by: it is 2026-01-01T00:00:15Z)");
    assertThat(ecs.service("web").runningCount()).isEqualTo(2);
  }

  @Test
  void givesUpWaitingAfterTheTimeOfTheCli() {
    givenReleaseWithoutRoom();

    Reply reply = cli.run("aws ecs wait services-stable --services web");

    assertThat(reply.exitCode()).isEqualTo(255);
    assertThat(reply)
        .hasToString(
            "(585 s of virtual time went by: it is 2026-01-01T00:10:45Z)\n"
                + "Waiter ServicesStable failed: Max attempts exceeded");
  }

  @Test
  void saysWhyWaitingIsInVain() {
    assertThat(cli.run("aws ecs wait services-stable --services web").error())
        .isEqualTo(
            "Waiter ServicesStable failed: Waiter encountered a terminal failure state: For"
                + " expression \"failures[].reason\" we matched expected path: \"MISSING\" at least"
                + " once");
    assertThat(cli.run("aws ecs wait tasks-running --cluster nope --tasks a").error())
        .isEqualTo(
            "Waiter TasksRunning failed: An error occurred (ClusterNotFoundException): Cluster not"
                + " found.");
  }

  @Test
  void gathersAllPagesOfAList() {
    for (int i = 0; i < 25; i++) {
      cli.run("aws ecs create-cluster --cluster-name c" + i);
    }

    assertThat(run("list-clusters --page-size 10 --query 'length(clusterArns)'")).isEqualTo("26");
    Document some = Json.read(run("list-clusters --max-items 20"));
    assertThat(some.list("clusterArns")).hasSize(20);
    String token = some.string("NextToken").orElseThrow();
    assertThat(run("list-clusters --starting-token " + token + " --query 'length(clusterArns)'"))
        .isEqualTo("6");
    assertThat(run("list-clusters --max-results 5 --query 'length(clusterArns)'")).isEqualTo("5");
  }

  @Test
  void showsAFormToFillIn() {
    Document form = Json.read(run("create-service --generate-cli-skeleton"));

    assertThat(form.integer("desiredCount")).hasValue(0);
    assertThat(form.documents("loadBalancers")).hasSize(1);
    assertThat(run("stop-task --generate-cli-skeleton yaml-input"))
        .isEqualTo("cluster: ''\nreason: ''\ntask: ''");
  }

  @Test
  void helps() {
    assertThat(run("help")).contains("create-service", "services-stable");
    assertThat(run("stop-task help"))
        .isEqualTo("aws ecs stop-task [--cluster <value>] --task <value> [--reason <value>]");
  }

  // Refusals.

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "aws ecs create-service --cluster nope --service-name web --task-definition web~ 254 ~ An"
            + " error occurred (ClusterNotFoundException) when calling the CreateService operation:"
            + " Cluster not found.",
        "aws ecs create-service --service-name web --task-definition web --desired-count -1~ 254 ~"
            + " An error occurred (InvalidParameterException) when calling the CreateService"
            + " operation: desiredCount cannot be a negative number.",
        "aws ecs create-service --cluster --service-name web"
            + "~ 252 ~ aws: error: argument --cluster: expected one argument",
        "aws ecs create-service --cluster c"
            + "~ 252 ~ aws: error: the following arguments are required: --service-name",
        "aws ecs create-service --servicename web~ 252 ~ aws: error: the following arguments are"
            + " required: --service-name\\n"
            + "--servicename is unknown, maybe you meant --service-name",
        "aws ecs create-service --service-name web --desired-cuont 3~ 252 ~ aws: error: Unknown"
            + " options: --desired-cuont, 3\\n"
            + "--desired-cuont is unknown, maybe you meant --desired-count",
        "aws ecs create-service --service web~ 252 ~ aws: error: ambiguous option: --service could"
            + " match --service-name, --service-registries, --service-connect-configuration",
        "aws ecs stop-task –task web/1~ 252 ~ aws: error: the following arguments are required:"
            + " --task\\n"
            + "–task is unknown, maybe you meant --task",
        "aws ecs create-service --service-name web --desired-count two~ 252 ~ Error parsing"
            + " parameter '--desired-count': invalid literal for int() with base 10: 'two'",
        "aws ecs create-service --service-name web --force-new"
            + "~ 252 ~ aws: error: Unknown options: --force-new",
        "aws ecs create-service --service-name web --tags key~ 252 ~ Error parsing parameter"
            + " '--tags': Expected: '=', received: 'EOF' for input:\\n"
            + "key\\n"
            + "   ^",
        "aws ecs create-service --service-name web --tags Key=a~ 252 ~ Parameter validation"
            + " failed:\\n"
            + "Unknown parameter in tags[0]: \"Key\", must be one of: key, value\\n"
            + "Did you mean \"key\"?",
        "aws ecs create-service --service-name web --deployment-configuration"
            + " deploymentCircuitBreaker={enable=true}~ 252 ~ Parameter validation failed:\\n"
            + "Missing required parameter in deploymentConfiguration.deploymentCircuitBreaker:"
            + " \"rollback\"",
        "aws ecs create-servce --service-name web~ 252 ~ aws: error: argument operation: Invalid"
            + " choice: 'create-servce', maybe you meant: create-service",
        "aws ecs wait service-stable --services web~ 252 ~ aws: error: argument waiter: Invalid"
            + " choice: 'service-stable', maybe you meant: services-stable",
        "aws ecs~ 252 ~ aws: error: the following arguments are required: operation, try `aws ecs"
            + " help`",
        "aws elbv2 describe-target-health --target-group-arn x"
            + "~ 252 ~ the lab simulates ecs and no other service, so it has no 'elbv2'",
        "aws ecs update-container-agent --cluster c"
            + "~ 252 ~ aws ecs update-container-agent is not simulated",
        "aws ecs create-task-set --cluster c --service s --task-definition t"
            + "~ 254 ~ aws ecs create-task-set is not simulated",
        "aws ecs list-clusters --output xml~ 252 ~ aws: error: argument --output: Invalid choice,"
            + " valid choices are: json, text, table, yaml",
        "aws ecs list-clusters --query 'a['~ 252 ~ Bad value for --query a[: Invalid jmespath"
            + " expression: Incomplete expression:\\n"
            + "\"a[\"\\n"
            + "   ^",
        "aws ecs list-clusters --max-items many"
            + "~ 252 ~ aws: error: argument --max-items: invalid int value: 'many'",
        "aws ecs describe-services --cluster $CLUSTER"
            + "~ 252 ~ the lab knows no shell variables: write the value of $CLUSTER in its place",
        "aws ecs run-task --cli-input-json file:///nowhere/x.json~ 252 ~ Error parsing parameter"
            + " '--cli-input-json': Unable to load paramfile file:///nowhere/x.json: [Errno 2] No"
            + " such file or directory: '/nowhere/x.json'",
        "aws ecs run-task --cli-input-json '{\"taskDefinition\"}'"
            + "~ 252 ~ Error parsing parameter '--cli-input-json': Invalid JSON",
      })
  void refusesInTheWordsOfTheCli(String command, int exitCode, String sentence) {
    String before = ecs.digest();

    Reply reply = cli.run(command);

    assertThat(reply.error()).startsWith(sentence.replace("\\n", "\n"));
    assertThat(reply.exitCode()).isEqualTo(exitCode);
    assertThat(reply.output()).isEmpty();
    assertThat(ecs.digest()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "a[?", "[", "{a:", "&"})
  void refusesQueriesWithoutEnd(String nested) {
    Reply reply = cli.run("aws ecs list-clusters --query '" + nested.repeat(20_000) + "'");

    assertThat(reply.error()).startsWith("Bad value for --query").doesNotContain("Error:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a=", "[{a="})
  void refusesShorthandWithoutEnd(String nested) {
    Reply reply =
        cli.run(
            "aws ecs create-cluster --cluster-name c --configuration 'a="
                + nested.repeat(9000)
                + "'");

    assertThat(reply.error()).contains("brackets lie inside one another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "# only a comment", "\n\n"})
  void doesNothingWhenNothingIsSaid(String text) {
    assertThat(cli.run(text)).hasToString("");
  }

  private void givenService() {
    cli.run(WEB);
    ecs.registerContainerInstance("i-a1", "us-east-1a");
    cli.run("aws ecs create-service --service-name web --task-definition web --desired-count 2");
    ecs.runUntilSteady();
  }

  private void givenReleaseWithoutRoom() {
    givenService();
    cli.run(
        "aws ecs register-task-definition --family web --container-definitions"
            + " name=app,image=nginx,memory=99999");
    cli.run("aws ecs update-service --service web --task-definition web:2");
  }

  private String run(String command) {
    Reply reply = cli.run("aws ecs " + command);
    assertThat(reply.error()).isEmpty();
    return reply.output();
  }
}
