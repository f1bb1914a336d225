package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterQueryTest {

  @Rule("PX-13")
  @DisplayName("PX-13")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "attribute:ecs.instance-type == t2.small                                                ; q1",
        "attribute:ecs.instance-type in [t2.small, t2.medium]                                   ; q1 q2",
        "attribute:ecs.instance-type =~ t2.*                                                    ; q1 q2",
        "attribute:ecs.instance-type =~ t2                                                      ; none",
        "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d  ; none",
        "attribute:stack != prod                                                                ; q2",
        "not(attribute:stack == prod)                                                           ; q2 q3",
        "attribute:stack exists                                                                 ; q1 q2",
        "attribute:stack !exists                                                                ; q3",
        "attribute:stack not_in [prod, dev]                                                     ; none",
        "!(attribute:stack in [prod, dev])                                                      ; q3",
        "task:group == service:production                                                       ; q2",
        "not(task:group == database)                                                            ; q1 q2",
        "task:group != database                                                                 ; q1 q2",
        "runningTasksCount == 1                                                                 ; q2",
        "runningTasksCount >= 1                                                                 ; q2 q3",
        "agentVersion < 1.14.5                                                                  ; q1",
        "registeredAt < 2018-02-13                                                              ; q1",
        "agentConnected == true                                                                 ; q1 q2",
        "(attribute:stack == prod or attribute:stack == dev) and runningTasksCount > 0          ; q2",
        "attribute:stack == prod or attribute:stack == dev and runningTasksCount > 0            ; q1 q2",
        "attribute:ecs.instance-type == t2.small || attribute:stack equals dev                  ; q1 q2",
        "not attribute:stack exists                                                             ; q3",
      })
  void findsTheInstancesOfTheWorkedExample(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule({"CQ-2", "CQ-6", "CQ-10", "CQ-11", "CQ-12", "CQ-13"})
  @DisplayName("CQ-2, CQ-10, CQ-11, CQ-13: every operator on attributes, one missing on q3")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "attribute:stack == dev                    ; q2",
        "attribute:stack equals dev                ; q2",
        "attribute:stack == Dev                    ; none",
        "attribute:stack != dev                    ; q1",
        "attribute:stack not_equals dev            ; q1",
        "attribute:stack > dev                     ; q1",
        "attribute:stack greater_than dev          ; q1",
        "attribute:stack >= dev                    ; q1 q2",
        "attribute:stack greater_than_equal dev    ; q1 q2",
        "attribute:stack < prod                    ; q2",
        "attribute:stack less_than prod            ; q2",
        "attribute:stack <= prod                   ; q1 q2",
        "attribute:stack less_than_equal prod      ; q1 q2",
        "attribute:stack exists                    ; q1 q2",
        "attribute:stack !exists                   ; q3",
        "attribute:stack not_exists                ; q3",
        "attribute:stack in [test, dev]            ; q2",
        "attribute:stack in [test]                 ; none",
        "attribute:stack !in [test, dev]           ; q1",
        "attribute:stack not_in [test, dev]        ; q1",
        "attribute:stack =~ d.v                    ; q2",
        "attribute:stack matches d.v               ; q2",
        "attribute:stack !~ d.v                    ; q1",
        "attribute:stack not_matches d.v           ; q1",
        "not attribute:stack != dev                ; q2 q3",
        "not attribute:stack !exists               ; q1 q2",
        "not attribute:stack !in [dev]             ; q2 q3",
        "not attribute:stack !~ dev                ; q2 q3",
        "not attribute:stack > dev                 ; q2 q3",
      })
  void asksForAttributes(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule("CQ-13")
  @DisplayName("CQ-13: an attribute without value is the empty text")
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "attribute:gpu exists     ; true",
        "attribute:gpu !exists    ; false",
        "attribute:gpu == ''      ; true",
        "attribute:gpu != yes     ; true",
        "attribute:gpu =~ .*      ; true",
        "attribute:gpu =~ .+      ; false",
        "attribute:gpu !in [yes]  ; true",
        "attribute:gpu < a        ; true",
      })
  void readsAnAttributeWithoutValueAsEmpty(String expression, boolean holds) {
    Instance instance = Instance.having("gpu", "");

    assertThat(ClusterQuery.parse(expression).matches(instance)).isEqualTo(holds);
  }

  @Rule("CQ-15")
  @DisplayName("CQ-15: attributes rank by amount if both sides are decimal numbers, else by text")
  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "9      ; < 10     ; true",
        "9      ; > 10     ; false",
        "9      ; < 10a    ; false",
        "9a     ; > 10     ; true",
        "1.50   ; >= 1.5   ; true",
        "1.50   ; <= 1.5   ; true",
        "1.50   ; > 1.5    ; false",
        "1.50   ; == 1.5   ; false",
        "1.50   ; != 1.5   ; true",
        "-2     ; < -1     ; true",
        "+2     ; > 1      ; true",
        "0.1    ; < 0.10000000000000000000000000000000000000000000000001 ; true",
        "1e3    ; < 2      ; true",
        "1e999999999 ; > 2 ; false",
        "5.     ; > 40     ; true",
        ".5     ; < 0.4    ; true",
        "Zebra  ; < apple  ; true",
        "abc    ; < abcd   ; true",
        "abc    ; <= abc   ; true",
        "abc    ; < abc    ; false",
        "\uFFFD ; < \uD83D\uDE00 ; true",
      })
  void ranksAttributes(String value, String comparison, boolean holds) {
    ClusterQuery query = ClusterQuery.parse("attribute:size " + comparison);

    assertThat(query.matches(Instance.having("size", value))).isEqualTo(holds);
  }

  @Test
  @Rule("CQ-15")
  @DisplayName("CQ-15: what is longer than an attribute value may be is no number")
  void ranksVeryLongDigitsAsText() {
    String digits = "9".repeat(129);

    assertThat(
            ClusterQuery.parse("attribute:size > " + digits).matches(Instance.having("size", "91")))
        .isFalse();
    assertThat(
            ClusterQuery.parse("attribute:size > " + digits.substring(1))
                .matches(Instance.having("size", "0" + "9".repeat(127))))
        .isFalse();
    assertThat(
            ClusterQuery.parse("attribute:size < 1" + digits).matches(Instance.having("size", "2")))
        .isFalse();
    assertThat(
            ClusterQuery.parse("attribute:size < 1" + "0".repeat(127))
                .matches(Instance.having("size", "2")))
        .isTrue();
  }

  @Rule({"CQ-2", "CQ-16"})
  @DisplayName("CQ-2, CQ-16: agentVersion compares number by number")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "agentVersion == 1.9.0                   ; q1",
        "agentVersion equals 1.9                 ; q1",
        "agentVersion == 01.9.0.0                ; q1",
        "agentVersion == 1.9.0.1                 ; none",
        "agentVersion != 1.9                     ; q2 q3",
        "agentVersion not_equals 1.9             ; q2 q3",
        "agentVersion > 1.14.5                   ; q3",
        "agentVersion greater_than 1.14.5        ; q3",
        "agentVersion >= 1.14.5                  ; q2 q3",
        "agentVersion greater_than_equal 1.14.5  ; q2 q3",
        "agentVersion < 1.14.5                   ; q1",
        "agentVersion less_than 1.14.5           ; q1",
        "agentVersion <= 1.14.5                  ; q1 q2",
        "agentVersion less_than_equal 1.14.5     ; q1 q2",
        "agentVersion > 1                        ; q1 q2 q3",
        "agentVersion < 1.9.1                    ; q1",
        "agentVersion < 1.10                     ; q1",
        "not(agentVersion < 1.10)                ; q2 q3",
      })
  void asksForTheAgentsVersion(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule("CQ-16")
  @DisplayName("CQ-16: an instance without a readable agent version meets no condition on it")
  @ParameterizedTest(name = "<{0}>")
  @CsvSource({"''", "latest", "1.-1", "1..2", "1.99999999999"})
  void meetsNoConditionOnAnUnreadableVersion(String version) {
    Instance instance = new Instance("odd", true, version, "2018-02-13T00:00:00Z");

    assertThat(ClusterQuery.parse("agentVersion != 1.0").matches(instance)).isFalse();
    assertThat(ClusterQuery.parse("agentVersion >= 0").matches(instance)).isFalse();
    assertThat(ClusterQuery.parse("agentVersion < 1").matches(instance)).isFalse();
  }

  @Rule({"CQ-2", "CQ-17"})
  @DisplayName("CQ-2, CQ-17: registeredAt takes four formats, in UTC unless they say otherwise")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "registeredAt == 2018-02-13                           ; q2",
        "registeredAt equals 2018-02-13T00:00:00              ; q2",
        "registeredAt == 2018-02-13T00:00:00Z                 ; q2",
        "registeredAt == 2018-02-13T00:00:00+00:00            ; q2",
        "registeredAt == 2018-02-13T02:00:00+02:00            ; q2",
        "registeredAt == 2018-02-12T18:30:00-05:30            ; q2",
        "registeredAt == 2018-02-12T23:59:59                  ; q1",
        "registeredAt != 2018-02-13                           ; q1 q3",
        "registeredAt not_equals 2018-02-13                   ; q1 q3",
        "registeredAt > 2018-02-13                            ; q3",
        "registeredAt greater_than 2018-02-13                 ; q3",
        "registeredAt >= 2018-02-13                           ; q2 q3",
        "registeredAt greater_than_equal 2018-02-13           ; q2 q3",
        "registeredAt < 2018-02-13                            ; q1",
        "registeredAt less_than 2018-02-13                    ; q1",
        "registeredAt <= 2018-02-13T00:00:00+00:00            ; q1 q2",
        "registeredAt less_than_equal 2018-02-12T23:59:58     ; none",
      })
  void asksForTheTimeOfRegistration(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule({"CQ-2", "CQ-19"})
  @DisplayName("CQ-2, CQ-19: runningTasksCount counts the tasks of all services")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "runningTasksCount == 0                  ; q1",
        "runningTasksCount equals 2              ; q3",
        "runningTasksCount != 1                  ; q1 q3",
        "runningTasksCount not_equals 1          ; q1 q3",
        "runningTasksCount > 1                   ; q3",
        "runningTasksCount greater_than 1        ; q3",
        "runningTasksCount >= 1                  ; q2 q3",
        "runningTasksCount greater_than_equal 1  ; q2 q3",
        "runningTasksCount < 1                   ; q1",
        "runningTasksCount less_than 1           ; q1",
        "runningTasksCount <= 1                  ; q1 q2",
        "runningTasksCount less_than_equal 1     ; q1 q2",
        "runningTasksCount > -1                  ; q1 q2 q3",
      })
  void asksForTheNumberOfTasks(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule({"CQ-2", "CQ-18"})
  @DisplayName("CQ-2, CQ-18: task:group holds if it holds for some group, its negation if for none")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "task:group == database                  ; q3",
        "task:group equals family:batch          ; q3",
        "task:group == nothing                   ; none",
        "task:group != family:batch              ; q1 q2",
        "task:group not_equals family:batch      ; q1 q2",
        "task:group in [database, cache]         ; q3",
        "task:group !in [database, cache]        ; q1 q2",
        "task:group not_in [cache]               ; q1 q2 q3",
        "task:group =~ service:.*                ; q2",
        "task:group matches .*a.*                ; q3",
        "task:group !~ service:.*                ; q1 q3",
        "task:group not_matches .+               ; q1",
        "not task:group != database              ; q3",
      })
  void asksForTaskGroups(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @Rule("CQ-2")
  @DisplayName("CQ-2: agentConnected and ec2InstanceId are texts")
  @ParameterizedTest(name = "{0} is true for {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "agentConnected == false                 ; q3",
        "agentConnected equals true              ; q1 q2",
        "agentConnected == True                  ; none",
        "agentConnected != true                  ; q3",
        "agentConnected not_equals false         ; q1 q2",
        "agentConnected in [true, false]         ; q1 q2 q3",
        "agentConnected !in [true]               ; q3",
        "agentConnected not_in [true]            ; q3",
        "agentConnected =~ t.*                   ; q1 q2",
        "agentConnected matches f.*              ; q3",
        "agentConnected !~ t.*                   ; q3",
        "agentConnected not_matches f.*          ; q1 q2",
        "ec2InstanceId == i-q2                   ; q2",
        "ec2InstanceId equals i-Q2               ; none",
        "ec2InstanceId != i-q2                   ; q1 q3",
        "ec2InstanceId not_equals i-q2           ; q1 q3",
        "ec2InstanceId in [i-q1, i-q3]           ; q1 q3",
        "ec2InstanceId !in [i-q1, i-q3]          ; q2",
        "ec2InstanceId not_in [i-q1]             ; q2 q3",
        "ec2InstanceId =~ 'i-q[12]'              ; q1 q2",
        "ec2InstanceId matches i-q.              ; q1 q2 q3",
        "ec2InstanceId !~ .*2                    ; q1 q3",
        "ec2InstanceId not_matches .*            ; none",
      })
  void asksForTheAgentAndTheMachine(String expression, String instances) {
    assertThat(Instance.thatMatch(expression)).isEqualTo(instances);
  }

  @DisplayName("Not binds closer than and, and binds closer than or")
  @ParameterizedTest(name = "<{0}> reads as {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "A or B and C          ; A or B and C",
        "(A or B) and C        ; (A or B) and C",
        "A and B or C          ; A and B or C",
        "A and (B or C)        ; A and (B or C)",
        "(A and B) or C        ; A and B or C",
        "A or (B or C)         ; A or B or C",
        "(A and (B and C))     ; A and B and C",
        "not A and B           ; not A and B",
        "!A||B                 ; not A or B",
        "not(A and B)          ; not(A and B)",
        "not (A)               ; not A",
        "!(A||B)               ; not(A or B)",
        "not not A             ; not not A",
        "!!A                   ; not not A",
        "!not !A               ; not not not A",
        "A&&B&&C               ; A and B and C",
        "((A))or(B)            ; A or B",
      })
  void bindsNotThenAndThenOr(String expression, String canonical) {
    ClusterQuery query = ClusterQuery.parse(conditions(expression));

    assertThat(query).hasToString(conditions(canonical));
  }

  private static String conditions(String letters) {
    return letters.replaceAll("([ABC])", "attribute:$1 exists");
  }

  @DisplayName("The connectives are those of logic")
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "T and T        ; true",
        "T and F        ; false",
        "F and T        ; false",
        "F and F        ; false",
        "T or T         ; true",
        "T or F         ; true",
        "F or T         ; true",
        "F or F         ; false",
        "not F          ; true",
        "not T          ; false",
        "T and T and F  ; false",
        "F or F or T    ; true",
        "T or T and F   ; true",
        "(T or T) and F ; false",
        "not T or T     ; true",
        "not(T or T)    ; false",
      })
  void joinsConditions(String expression, boolean holds) {
    String query =
        expression.replace("T", "agentConnected == true").replace("F", "agentConnected == false");

    assertThat(ClusterQuery.parse(query).matches(Instance.Q1)).isEqualTo(holds);
  }

  @DisplayName("The attributes that a query mentions, and whether it depends on more")
  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      value = {
        "attribute:b == 1 and not(attribute:a exists or attribute:b > 2) ; [b, a] ; true",
        "ec2InstanceId == i-1                                            ; []     ; true",
        "registeredAt > 2018-06-18                                       ; []     ; true",
        "agentVersion > 1                                                ; []     ; true",
        "agentConnected == true                                          ; []     ; false",
        "runningTasksCount == 0                                          ; []     ; false",
        "attribute:a exists or task:group == x                           ; [a]    ; false",
      })
  void knowsWhatItDependsOn(String expression, String attributes, boolean onlyOnAttributes) {
    ClusterQuery query = ClusterQuery.parse(expression);

    assertThat(query.attributes()).hasToString(attributes);
    assertThat(query.dependsOnlyOnAttributes()).isEqualTo(onlyOnAttributes);
  }

  @Test
  void isEqualIfItMeansTheSame() {
    ClusterQuery query = ClusterQuery.parse("attribute:a =~ x.* || runningTasksCount<3");
    ClusterQuery spelledOut =
        ClusterQuery.parse("((attribute:a matches 'x.*') or runningTasksCount less_than 3)");

    assertThat(query).isEqualTo(spelledOut).hasSameHashCodeAs(spelledOut);
    assertThat(query.tree()).isEqualTo(spelledOut.tree());
    assertThat(query).isNotEqualTo(ClusterQuery.parse("attribute:a =~ x.*")).isNotEqualTo("x");
  }
}
