package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steadystate.core.Rule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySyntaxTest {

  @Rule({"CQ-1", "CQ-3", "CQ-4", "CQ-5"})
  @DisplayName("CQ-1, CQ-3, CQ-4, CQ-5: what may touch, what may be quoted")
  @ParameterizedTest(name = "<{0}> reads as {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "attribute:a==b                           ; attribute:a == b",
        "attribute:a!=b                           ; attribute:a != b",
        "attribute:a=~b                           ; attribute:a =~ b",
        "attribute:a!~b                           ; attribute:a !~ b",
        "attribute:a>=b                           ; attribute:a >= b",
        "attribute:a<=b                           ; attribute:a <= b",
        "attribute:a>b                            ; attribute:a > b",
        "attribute:a<b                            ; attribute:a < b",
        "attribute:a!exists                       ; attribute:a !exists",
        "attribute:a!in[b]                        ; attribute:a !in [b]",
        "attribute:a in[b,c]                      ; attribute:a in [b, c]",
        "attribute:a not_in[ b , c ]              ; attribute:a !in [b, c]",
        "attribute:a exists&&attribute:b exists   ; attribute:a exists and attribute:b exists",
        "attribute:a exists||attribute:b !exists  ; attribute:a exists or attribute:b !exists",
        "attribute:a == 'b'&&attribute:c exists   ; attribute:a == b and attribute:c exists",
        "attribute:a in [b]and attribute:c exists ; attribute:a in [b] and attribute:c exists",
        "attribute:a == b&&c                      ; attribute:a == b&&c",
        "not!attribute:a exists                   ; not not attribute:a exists",
        "!attribute:a !exists                     ; not attribute:a !exists",
        "attribute:a == and                       ; attribute:a == and",
        "attribute:not == or                      ; attribute:not == or",
        "attribute:exists exists                  ; attribute:exists exists",
        "attribute:a == 'b c'                     ; attribute:a == 'b c'",
        "attribute:a == \"b c\"                   ; attribute:a == 'b c'",
        "attribute:a == \"it's [b]\"              ; attribute:a == \"it's [b]\"",
        "attribute:a == it's                      ; attribute:a == it's",
        "attribute:a == '\"b'                     ; attribute:a == '\"b'",
        "attribute:a == ''                        ; attribute:a == ''",
        "attribute:a == 'b'                       ; attribute:a == b",
        "attribute:a == 'b,c'                     ; attribute:a == 'b,c'",
        "attribute:a == '(b)'                     ; attribute:a == '(b)'",
        "attribute:a == b\\d                      ; attribute:a == b\\d",
        "attribute:a == 'b\\n c'                  ; attribute:a == 'b\\n c'",
        "attribute:a-b_c/d\\e.f9 exists           ; attribute:a-b_c/d\\e.f9 exists",
        "registeredAt > 2018-06-18                ; registeredAt > 2018-06-18T00:00:00Z",
        "registeredAt>'2018-06-18T22:28:28-01:00' ; registeredAt > 2018-06-18T23:28:28Z",
        "agentVersion equals 01.2                 ; agentVersion == 1.2",
        "runningTasksCount less_than 007          ; runningTasksCount < 7",
      })
  void readsWhatIsWritten(String expression, String canonical) {
    assertThat(ClusterQuery.parse(expression)).hasToString(canonical);
  }

  @Test
  @Rule("CQ-4")
  @DisplayName("CQ-4: any white space separates, also the kind that web pages contain")
  void takesAnyWhiteSpace() {
    assertThat(ClusterQuery.parse("\t attribute:a\n==\u00a0b \r\n"))
        .hasToString("attribute:a == b");
    assertThat(ClusterQuery.parse("attribute:a == 'b\u00a0c'"))
        .hasToString("attribute:a == 'b\u00a0c'");
  }

  @Rule("CQ-7")
  @DisplayName("CQ-7: a mistake is named with its place")
  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``                           ; 1  ; expected a subject, but found the end",
        "` `                          ; 2  ; expected a subject, but found the end",
        "== b                         ; 1  ; expected a subject, but found '=='",
        "attribute:stack              ; 16 ; expected an operator after attribute:stack, but found the end",
        "attribute:stack prod         ; 17 ; expected an operator after attribute:stack, but found 'prod'",
        "attribute:stack = prod       ; 17 ; expected an operator after attribute:stack, but found '='",
        "attribute:stack ! exists     ; 17 ; expected an operator after attribute:stack, but found '!'",
        "attribute:stack !existsa     ; 17 ; expected an operator after attribute:stack, but found '!existsa'",
        "attribute:stack !inner [a]   ; 17 ; expected an operator after attribute:stack, but found '!inner'",
        "attribute:stack equals: a    ; 17 ; expected an operator after attribute:stack, but found 'equals:'",
        "attribute:stack EXISTS       ; 17 ; expected an operator after attribute:stack, but found 'EXISTS'",
        "attribute:stack and          ; 17 ; expected an operator after attribute:stack, but found 'and'",
        "(attribute:stack)            ; 17 ; expected an operator after attribute:stack, but found ')'",
        "attribute:a:b == c           ; 12 ; expected an operator after attribute:a, but found ':b'",
        "attribute:a ==               ; 15 ; expected a value after ==, but found the end",
        "attribute:a == )             ; 16 ; expected a value after ==, but found ')'",
        "attribute:a matches (b|c)    ; 21 ; expected a value after =~, but found '(': a value with brackets or commas must be quoted",
        "attribute:a =~ b(c|d)        ; 17 ; expected and, or or the end, but found '(': a value with brackets or commas must be quoted",
        "attribute:a =~ b[cd]         ; 17 ; expected and, or or the end, but found '[': a value with brackets or commas must be quoted",
        "(attribute:a =~ b,c)         ; 18 ; expected and, or or a ) for the ( at character 1, but found ',': a value with brackets or commas must be quoted",
        "attribute:a equals'b'        ; 19 ; expected a space after the word operator for ==, but found ''b''",
        "attribute:a matches.*        ; 13 ; expected an operator after attribute:a, but found 'matches.*'",
        "attribute:a equals=b         ; 19 ; expected a space after the word operator for ==, but found '=b'",
        "attribute:a == 'b'and        ; 19 ; expected a space after the quoted value, but found 'and'",
        "attribute:a == 'b            ; 16 ; expected a quote that closes this one, but found the end",
        "attribute:a == \"b'          ; 16 ; expected a quote that closes this one, but found the end",
        "attribute:a == b c           ; 18 ; expected and, or or the end, but found 'c'",
        "attribute:a exists b         ; 20 ; expected and, or or the end, but found 'b'",
        "attribute:a exists )         ; 20 ; expected and, or or the end, but found ')'",
        "attribute:a exists | b       ; 20 ; expected and, or or the end, but found '|'",
        "attribute:a exists AND b     ; 20 ; expected and, or or the end, but found 'AND'",
        "attribute:a exists and       ; 23 ; expected a subject, but found the end",
        "attribute:a exists or and    ; 23 ; unknown subject 'and', expected one of [agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount, task:group] or attribute:NAME",
        "(attribute:a exists          ; 20 ; expected and, or or a ) for the ( at character 1, but found the end",
        "()                           ; 2  ; expected a subject, but found ')'",
        "attribute:a in b             ; 16 ; expected a [ after in, but found 'b'",
        "attribute:a !in              ; 16 ; expected a [ after !in, but found the end",
        "attribute:a in []            ; 17 ; expected a value in the list, but found ']'",
        "attribute:a in [b,]          ; 19 ; expected a value in the list, but found ']'",
        "attribute:a in [b c]         ; 19 ; expected a comma or a ] in the list, but found 'c'",
        "attribute:a in [b            ; 18 ; expected a comma or a ] in the list, but found the end",
        "attribute: == b              ; 12 ; expected a name after attribute:, but found '=='",
        "attribute:                   ; 11 ; expected a name after attribute:, but found the end",
        "registeredAt > yesterday     ; 16 ; expected a date such as 2018-06-18 or 2018-06-18T22:28:28Z for registeredAt, but found 'yesterday'",
        "runningTasksCount > 1.5      ; 21 ; expected a whole number of at most 2147483647 for runningTasksCount, but found '1.5'",
        "runningTasksCount>2147483648 ; 19 ; expected a whole number of at most 2147483647 for runningTasksCount, but found '2147483648'",
        "agentVersion >= latest       ; 17 ; expected a version such as 1.14.5 for agentVersion, but found 'latest'",
        "agentVersion =~ 1.*          ; 14 ; agentVersion does not take the operator =~, expected one of [==, !=, >, >=, <, <=]",
        "runningTasksCount exists     ; 19 ; runningTasksCount does not take the operator exists, expected one of [==, !=, >, >=, <, <=]",
        "registeredAt in [2018-06-18] ; 14 ; registeredAt does not take the operator in, expected one of [==, !=, >, >=, <, <=]",
        "task:group > a               ; 12 ; task:group does not take the operator >, expected one of [==, !=, in, !in, =~, !~]",
        "agentConnected !exists       ; 16 ; agentConnected does not take the operator !exists, expected one of [==, !=, in, !in, =~, !~]",
        "ec2InstanceId less_than i-1  ; 15 ; ec2InstanceId does not take the operator <, expected one of [==, !=, in, !in, =~, !~]",
        "agentConected == true        ; 1  ; unknown subject 'agentConected', did you mean agentConnected?",
        "agentversion > 1             ; 1  ; unknown subject 'agentversion', did you mean agentVersion?",
        "!runningTaskCount == 1       ; 2  ; unknown subject 'runningTaskCount', did you mean runningTasksCount?",
        "taskGroup == a               ; 1  ; unknown subject 'taskGroup', did you mean task:group?",
        "task:groups == a             ; 1  ; unknown subject 'task:groups', did you mean task:group?",
        "attribut:stack == a          ; 1  ; unknown subject 'attribut:stack', did you mean attribute:stack?",
        "Attributes:stack == a        ; 1  ; unknown subject 'Attributes:stack', did you mean attribute:stack?",
        "attribute exists             ; 1  ; unknown subject 'attribute', expected one of [agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount, task:group] or attribute:NAME",
        "ecs.os-type == linux         ; 1  ; unknown subject 'ecs.os-type', expected one of [agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount, task:group] or attribute:NAME",
        "attribute:a =~ '(?=b)'       ; 16 ; expected a regular expression without look-ahead, but found (?=",
        "attribute:a !~ '[b'          ; 16 ; not a regular expression: missing closing ]",
      })
  void saysWhatItExpectedAndWhere(String expression, int character, String sentence) {
    QuerySyntaxException refusal = refusal(expression);

    assertThat(refusal).hasMessage(sentence + " (at character " + character + ")");
    assertThat(refusal.position()).isEqualTo(character - 1);
  }

  @Rule("CQ-17")
  @DisplayName("CQ-17: other dates are refused")
  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "2018-02-30",
        "2018-6-18",
        "2018-06-18T24:00:00",
        "2018-06-18T22:28",
        "2018-06-18T22:28:28.5Z",
        "2018-06-18T22:28:28+0000",
        "2018-06-18T22:28:28+19:00",
        "2018-06-18Z",
        "2018-06-18t22:28:28",
        "'2018-06-18 22:28:28'",
        "+12018-06-18",
        "-2018-06-18",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "1529360908",
      })
  void refusesOtherDates(String date) {
    assertThatThrownBy(() -> ClusterQuery.parse("registeredAt > " + date))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageStartingWith("expected a date such as 2018-06-18 or 2018-06-18T22:28:28Z");
  }

  @Test
  void pointsAtTheMistake() {
    assertThat(refusal("attribute:stack prod").pointer())
        .isEqualTo(
            """
            attribute:stack prod
                            ^""");
    assertThat(refusal("attribute:stack").pointer())
        .isEqualTo(
            """
            attribute:stack
                           ^""");
    assertThat(refusal("attribute:stack\n==\tx y").pointer())
        .isEqualTo(
            """
            attribute:stack == x y
                                 ^""");
  }

  @Test
  void pointsIntoThePartOfALongExpressionThatHoldsTheMistake() {
    String before = "attribute:a exists and ".repeat(10);
    String after = "x".repeat(100);

    String pointer = refusal(before + "oops " + after).pointer();

    assertThat(pointer)
        .isEqualTo(
            """
            and attribute:a exists and attribute:a exists and oops xxxxxxxxxxxxxxxxxxxx
                                                              ^""");
  }

  @Test
  void showsNoMoreOfALongWordThanAMessageHolds() {
    assertThat(refusal("attribute:a " + "x".repeat(1000)))
        .hasMessage(
            "expected an operator after attribute:a, but found '%s...' (at character 13)"
                .formatted("x".repeat(37)));
    assertThat(refusal("attribute:a \u0000\u0007")).hasMessageContaining("found '??'");
  }

  @Test
  @Rule("CQ-31")
  @DisplayName("CQ-31: an attribute name has at most 128 characters")
  void refusesLongAttributeNames() {
    String longest = "n".repeat(128);

    assertThat(ClusterQuery.parse("attribute:" + longest + " exists").attributes())
        .containsExactly(longest);
    assertThat(refusal("attribute:" + longest + "n exists"))
        .hasMessage(
            "expected an attribute name of at most 128 characters, but found one of 129"
                + " (at character 11)");
  }

  @Rule("OWN-11")
  @Test
  void readsExpressionsThatAreNestedOneHundredDeep() {
    String inner = "attribute:a exists";

    assertThat(ClusterQuery.parse("(".repeat(100) + inner + ")".repeat(100))).hasToString(inner);
    assertThat(ClusterQuery.parse("(" + inner + ") and ".repeat(1) + "(" + inner + ")"))
        .hasToString(inner + " and " + inner);
    assertThat(
            ClusterQuery.parse("(" + inner + ")" + (" and (" + inner + ")").repeat(200))
                .attributes())
        .containsExactly("a");
    assertThat(refusal("(!".repeat(50) + "!" + inner))
        .hasMessage(
            "parentheses and negations may nest 100 deep, but here they nest deeper"
                + " (at character 101)");
  }

  @ParameterizedTest(name = "{0}...")
  @ValueSource(strings = {"(", "!", "not ", "not(", "(!", "a", "'", "[", "attribute:a exists and "})
  void survivesAnyLength(String part) {
    assertThatThrownBy(() -> ClusterQuery.parse(part.repeat(1_000_000 / part.length())))
        .isInstanceOf(QuerySyntaxException.class);
  }

  @Test
  void readsLongExpressionsWithoutExhaustingTheStack() {
    String expression =
        "attribute:a exists" + " or attribute:a == b and !agentConnected == true".repeat(20_000);

    ClusterQuery query = ClusterQuery.parse(expression);

    assertThat(query).hasToString(expression.replace("!agent", "not agent"));
    assertThat(query.matches(Instance.Q1)).isFalse();
  }

  private static QuerySyntaxException refusal(String expression) {
    return catchThrowableOfType(QuerySyntaxException.class, () -> ClusterQuery.parse(expression));
  }
}
