package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expressions as people publish them: in AWS's guide, in task definitions, in Terraform and CDK.
 */
class WildExpressionsTest {

  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        // The guide's own examples, now and in earlier years.
        "attribute:ecs.instance-type == t2.small                           ; attribute:ecs.instance-type == t2.small",
        "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]       ; attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
        "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d ; attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d",
        "task:group == service:production                                  ; task:group == service:production",
        "not(task:group == database)                                       ; not task:group == database",
        "runningTasksCount == 1                                            ; runningTasksCount == 1",
        "agentVersion < 1.14.5                                             ; agentVersion < 1.14.5",
        "registeredAt < 2018-02-13                                         ; registeredAt < 2018-02-13T00:00:00Z",
        "ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']                     ; ec2InstanceId in [i-abcd1234, i-wxyx7890]",
        "attribute:ecs.ami-id != ami-0123456789abcdef0                     ; attribute:ecs.ami-id != ami-0123456789abcdef0",
        // Without spaces, and with both kinds of quotes.
        "attribute:ecs.instance-type==t2.nano                              ; attribute:ecs.instance-type == t2.nano",
        "agentConnected==true                                              ; agentConnected == true",
        "ec2InstanceId in ['i-0123456789abcdef0'] and agentConnected==true ; ec2InstanceId in [i-0123456789abcdef0] and agentConnected == true",
        "ec2InstanceId == i-0123456789abcdef0 and agentConnected == true   ; ec2InstanceId == i-0123456789abcdef0 and agentConnected == true",
        "ec2InstanceId in [i-1,i-2]                                        ; ec2InstanceId in [i-1, i-2]",
        "attribute:ecs.availability-zone in [us-east-2c,us-east-2a, us-east-2b] ; attribute:ecs.availability-zone in [us-east-2c, us-east-2a, us-east-2b]",
        "attribute:ecs.availability-zone in [\"us-east-2a\",\"us-east-2b\"] ; attribute:ecs.availability-zone in [us-east-2a, us-east-2b]",
        // Custom attributes, task groups and counts.
        "attribute:name == etcd0                                           ; attribute:name == etcd0",
        "attribute:security-hardened == true                               ; attribute:security-hardened == true",
        "attribute:foundry.signoz.io/storage == persistent                 ; attribute:foundry.signoz.io/storage == persistent",
        "attribute:teamcity.node-responsibility == buildAgent              ; attribute:teamcity.node-responsibility == buildAgent",
        "attribute:ecs.availability-zone =~ eu-west-1a                     ; attribute:ecs.availability-zone =~ eu-west-1a",
        "attribute:environment == production and attribute:ecs.instance-type =~ p3.* and attribute:ecs.availability-zone in [us-east-1a, us-east-1b] ; attribute:environment == production and attribute:ecs.instance-type =~ p3.* and attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
        "not(task:group == service:staging-service-fluentd)                ; not task:group == service:staging-service-fluentd",
        "not(task:group == task:consulServer)                              ; not task:group == task:consulServer",
        "task:group == family:colorkeys-deploy                             ; task:group == family:colorkeys-deploy",
        "task:group != service:my-service                                  ; task:group != service:my-service",
        "runningTasksCount == 0                                            ; runningTasksCount == 0",
      })
  void readsWhatPeoplePublish(String expression, String canonical) {
    assertThat(ClusterQuery.parse(expression)).hasToString(canonical);
  }
}
