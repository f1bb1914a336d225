package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
        // Written without spaces, joined, quoted and denied in every way.
        "runningTasksCount<2 ; runningTasksCount < 2",
        "runningTasksCount <1 ; runningTasksCount < 1",
        "runningTasksCount>=1 && agentConnected == true ; runningTasksCount >= 1 and agentConnected == true",
        "registeredAt<2020-07-18T22:28:28+00:00 ; registeredAt < 2020-07-18T22:28:28Z",
        "registeredAt >= 2024-01-01 ; registeredAt >= 2024-01-01T00:00:00Z",
        "agentVersion >= 1.50.0 ; agentVersion >= 1.50.0",
        "attribute:app_lock == OPEN or attribute:app_lock not_exists ; attribute:app_lock == OPEN or attribute:app_lock !exists",
        "attribute:ecs.os-type == linux and attribute:ecs.instance-type in [t3.micro, t3a.micro] ; attribute:ecs.os-type == linux and attribute:ecs.instance-type in [t3.micro, t3a.micro]",
        "attribute:ecs.instance-type in [c5.large,c5.xlarge ,  m5.large] ; attribute:ecs.instance-type in [c5.large, c5.xlarge, m5.large]",
        "attribute:ecs.instance-type in ['t2.micro'] ; attribute:ecs.instance-type in [t2.micro]",
        "attribute:ecs.instance-type =~ 'm5.*' ; attribute:ecs.instance-type =~ m5.*",
        "attribute:ecs.instance-type =~ '(c5|m5)\\..*' ; attribute:ecs.instance-type =~ '(c5|m5)\\..*'",
        "attribute:ecs.instance-type matches g4dn.* ; attribute:ecs.instance-type =~ g4dn.*",
        "attribute:ecs.instance-type !~ t2.* ; attribute:ecs.instance-type !~ t2.*",
        "attribute:ecs.availability-zone == 'us-east-1a' || attribute:ecs.availability-zone == 'us-east-1b' ; attribute:ecs.availability-zone == us-east-1a or attribute:ecs.availability-zone == us-east-1b",
        "attribute:ecs.ami-id == ami-0123456789abcdef0 ; attribute:ecs.ami-id == ami-0123456789abcdef0",
        "attribute:ecs.capability.external exists ; attribute:ecs.capability.external exists",
        "attribute:com.amazonaws.ecs.capability.docker-remote-api.1.29 exists ; attribute:com.amazonaws.ecs.capability.docker-remote-api.1.29 exists",
        "attribute:retiring != true ; attribute:retiring != true",
        "attribute:stack not_in [prod, dev] ; attribute:stack !in [prod, dev]",
        "attribute:stack !in [prod] ; attribute:stack !in [prod]",
        "!(task:group == service:web) ; not task:group == service:web",
        "not (task:group == service:web) and runningTasksCount < 5 ; not task:group == service:web and runningTasksCount < 5",
        "task:group in [service:a, service:b] ; task:group in [service:a, service:b]",
        "task:group =~ service:.* ; task:group =~ service:.*",
        "(attribute:ecs.instance-type == t2.small or attribute:ecs.instance-type == t2.medium) and attribute:ecs.availability-zone != us-east-1d ; (attribute:ecs.instance-type == t2.small or attribute:ecs.instance-type == t2.medium) and attribute:ecs.availability-zone != us-east-1d",
        "attribute:owner == 'team a' ; attribute:owner == 'team a'",
        "agentConnected!=true ; agentConnected != true",
        "ec2InstanceId != i-0123456789abcdef0 ; ec2InstanceId != i-0123456789abcdef0",
        "ec2InstanceId =~ i-0.* ; ec2InstanceId =~ i-0.*",
      })
  void readsWhatPeoplePublish(String expression, String canonical) {
    assertThat(ClusterQuery.parse(expression)).hasToString(canonical);
  }

  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "runningTasksCount==0 and registered at > 2020-07-18 ; unknown subject 'registered', did you mean registeredAt?",
        "blieptuut                                          ; unknown subject 'blieptuut'",
        "attribute:stack = prod                             ; expected an operator after attribute:stack, but found '='",
        "attribute: stack == prod                           ; expected a name after attribute:, but found 'stack'",
        "attribute:ecs.instance-type IN [t2.small]          ; expected an operator after attribute:ecs.instance-type, but found 'IN'",
        "attribute:ecs.availability-zone in us-east-1a      ; expected a [ after in, but found 'us-east-1a'",
        "attribute:ecs.availability-zone in [a b]           ; expected a comma or a ] in the list, but found 'b'",
        "attribute:ecs.instance-type =~ (t2|m5).*           ; a value with brackets or commas must be quoted",
      })
  void refusesWhatPeoplePublishInVain(String expression, String why) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ClusterQuery.parse(expression))
        .withMessageContaining(why);
  }
}
