package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of task definitions that go with some networks and launch types only. */
class PartRulesTest {
  private static final Document EC2 = json("{'family': 'web'}");
  private static final Document FARGATE =
      json(
          "{'family': 'web', 'requiresCompatibilities': ['FARGATE'], 'networkMode': 'awsvpc',"
              + " 'cpu': '256', 'memory': '512'}");
  private static final Document CONTAINER = json("{'name': 'app', 'image': 'nginx', 'memory': 64}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'links': ['db']}                 | Links are not supported when networkMode=awsvpc.
          {'hostname': 'web'}               | hostname is not supported on container when networkMode=awsvpc.
          {'extraHosts': [{'hostname': 'a', 'ipAddress': '10.0.0.1'}]} | Extra hosts are not supported on container when networkMode=awsvpc.
          {'dnsServers': ['10.0.0.2']}      | DNS servers are not supported on container when networkMode=awsvpc.
          {'disableNetworking': true}       | Disable Networking is not supported on container when networkMode=awsvpc.
          """)
  void refusesWhatNeedsTheNetworkOfTheHost(String part, String sentence) {
    assertAccepted(EC2, part);
    assertRefused(EC2.with("networkMode", "awsvpc"), part, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'logConfiguration': {'logDriver': 'awslogs'}} | Log driver awslogs requires options: awslogs-group
          {'logConfiguration': {'logDriver': 'awsfirelens'}} | When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified
          {'mountPoints': [{'sourceVolume': 'data', 'containerPath': '/data'}]} | Unknown volume 'data'.
          {'environmentFiles': [{'type': 's3', 'value': 'bucket/app.env'}]} | Invalid arn syntax.
          {'portMappings': [{'containerPort': 80, 'name': 'web'}, {'containerPort': 81, 'name': 'web'}]} | port mapping name is already used
          {'portMappings': [{'containerPort': 80, 'containerPortRange': '80-90'}]} | cannot specify both single port and port range
          {'portMappings': [{'containerPortRange': '90-80'}]}                | Invalid 'containerPortRange' setting
          {'portMappings': [{'containerPortRange': '80'}]}                   | Invalid 'containerPortRange' setting
          {'portMappings': [{'containerPortRange': '80-90'}, {'containerPortRange': '90-99'}]} | container port is used multiple times in task
          """)
  void refusesPartsThatLackAnother(String part, String sentence) {
    assertRefused(EC2, part, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'fileSystemId': 'fs-1', 'authorizationConfig': {'iam': 'ENABLED'}} | EFS IAM authorization requires TransitEncryption to be enabled
          {'fileSystemId': 'fs-1', 'transitEncryptionPort': 2999}             | TransitEncryptionPort requires that TransitEncryption is enabled
          {'fileSystemId': 'fs-1', 'rootDirectory': '/data', 'authorizationConfig': {'accessPointId': 'fsap-1'}} | When using an EFS access point, the root directory must either be set to "/" or be omitted
          """)
  void refusesFileSystemsWhoseSettingsContradict(String efs, String sentence) {
    assertRefused(withVolume(EC2, "efsVolumeConfiguration", json(efs)), "{}", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'proxyConfiguration': {'containerName': 'app'}} | APPMESH proxy configuration is only supported in networkMode=awsvpc.
          {'networkMode': 'awsvpc', 'proxyConfiguration': {'containerName': 'envoy'}} | Proxy container [envoy] does not exist
          {'requiresCompatibilities': ['EC2'], 'ephemeralStorage': {'sizeInGiB': 30}} | Tasks using the EC2 launch type do not support EphemeralStorage.
          """)
  void refusesATaskWhosePartsDoNotGoTogether(String change, String sentence) {
    assertRefused(EC2.with(json(change)), "{}", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'privileged': true}                                      | Fargate requires that the 'privileged' setting be 'false'.
          {'dockerSecurityOptions': ['no-new-privileges']}          | Fargate compatible task definitions do not support dockerSecurityOptions
          {'resourceRequirements': [{'type': 'GPU', 'value': '1'}]} | Tasks using the Fargate launch type do not support GPU resource requirements.
          {'linuxParameters': {'devices': [{'hostPath': '/dev/a'}]}} | Fargate compatible task definitions do not support devices
          {'linuxParameters': {'sharedMemorySize': 64}}             | Fargate compatible task definitions do not support sharedMemorySize
          {'linuxParameters': {'maxSwap': 64}}                      | Fargate compatible task definitions do not support maxSwap
          {'linuxParameters': {'capabilities': {'add': ['NET_ADMIN']}}} | NET_ADMIN is not allowed on Fargate.
          {'logConfiguration': {'logDriver': 'json-file'}}          | json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]
          {'logConfiguration': {'logDriver': 'awslogs', 'options': {'awslogs-group': 'web'}}} | Fargate requires task definition to have execution role ARN to support log driver awslogs.
          {'image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/web'} | Fargate requires task definition to have execution role ARN to support ECR images.
          {'cpu': 257}                                              | The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value
          {'stopTimeout': 1}                                        | stopTimeout should be between 2 and 120 on Fargate but was 1
          """)
  void refusesContainersThatFargateDoesNotRun(String part, String sentence) {
    assertRefused(FARGATE, part, sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'ipcMode': 'task'}                       | Fargate compatible task definitions do not support ipcMode
          {'pidMode': 'host'}                       | Tasks using the Fargate launch type do not support pidMode 'host'.
          {'ephemeralStorage': {'sizeInGiB': 201}}  | EphemeralStorage size should be at most 200
          {'runtimePlatform': {'operatingSystemFamily': 'WINDOWS_SERVER_2022_CORE'}} | No Fargate configuration exists for given values.
          {'volumes': [{'name': 'v', 'host': {'sourcePath': '/v'}}]} | Fargate compatible task definitions do not support sourcePath
          {'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'scope': 'task'}}]} | Fargate compatible task definitions do not support dockerVolumeConfiguration
          """)
  void refusesTasksThatFargateDoesNotRun(String change, String sentence) {
    assertRefused(FARGATE.with(json(change)), "{}", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          written down, but empty | {'links': [], 'hostname': '', 'dnsServers': [], 'extraHosts': [], 'disableNetworking': false, 'privileged': false}
          what Fargate has        | {'linuxParameters': {'initProcessEnabled': true, 'capabilities': {'add': ['SYS_PTRACE'], 'drop': ['ALL']}}, 'cpu': 256, 'stopTimeout': 120}
          logs with a role        | {'logConfiguration': {'logDriver': 'awslogs', 'options': {'awslogs-group': 'web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'web'}}}
          its own log router      | {'logConfiguration': {'logDriver': 'awsfirelens'}, 'firelensConfiguration': {'type': 'fluentbit'}}
          files of environment    | {'environmentFiles': [{'type': 's3', 'value': 'arn:aws:s3:::bucket/app.env'}]}
          ranges of ports         | {'portMappings': [{'containerPortRange': '80-90', 'name': 'a'}, {'containerPortRange': '91-99', 'name': 'b'}]}
          a mounted file system   | {'mountPoints': [{'sourceVolume': 'data', 'containerPath': '/data'}]}
          """)
  void acceptsWhatFargateRuns(String what, String part) {
    Document efs =
        json(
            "{'fileSystemId': 'fs-1', 'rootDirectory': '/', 'transitEncryption': 'ENABLED',"
                + " 'transitEncryptionPort': 2999,"
                + " 'authorizationConfig': {'accessPointId': 'fsap-1', 'iam': 'ENABLED'}}");

    assertThat(what).isNotEmpty();
    assertAccepted(
        withVolume(FARGATE, "efsVolumeConfiguration", efs)
            .with(json("{'executionRoleArn': 'arn:aws:iam::123456789012:role/run'}")),
        part);
  }

  private static Document withVolume(Document definition, String kind, Document configuration) {
    Document volume = json("{'name': 'data'}").with(kind, configuration);
    return definition.with("volumes", ImmutableList.of(volume));
  }

  private static void assertRefused(Document definition, String part, String sentence) {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> check(definition, part))
        .withMessage(sentence)
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("ClientException"));
  }

  private static void assertAccepted(Document definition, String part) {
    assertThatCode(() -> check(definition, part)).doesNotThrowAnyException();
  }

  private static void check(Document definition, String part) {
    Document request =
        definition.with("containerDefinitions", ImmutableList.of(CONTAINER.with(json(part))));
    Schema.check("RegisterTaskDefinition", request);
    Rules.check(Requests.taskDefinition(request));
  }
}
