package dev.steadystate.lab.aws.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.lab.aws.Cases;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryTest {
  private static final Document SERVICES =
      Json.read(
          """
          {"services": [
            {"serviceName": "web", "runningCount": 2, "desiredCount": 3,
             "deployments": [{"id": "d2", "status": "PRIMARY"}, {"id": "d1", "status": "ACTIVE"}],
             "events": [{"message": "started"}, {"message": "steady"}, {"message": "first"}]},
            {"serviceName": "api", "runningCount": 1, "desiredCount": 1,
             "deployments": [{"id": "d3", "status": "PRIMARY"}], "events": []}],
           "failures": []}
          """);

  static Stream<Arguments> cases() throws IOException {
    return Cases.of("queries.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsWhatJmespathFinds(String query, String expected, String document) {
    assertThat("= " + Text.of(Query.of(query).in(Json.read(document)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "services[0].serviceName ~ \"web\"",
        "services[].serviceName ~ [\"web\",\"api\"]",
        "services[*].[serviceName, runningCount] ~ [[\"web\",2],[\"api\",1]]",
        "services[?runningCount < desiredCount].serviceName | [0] ~ \"web\"",
        "services[0].events[:2].message ~ [\"started\",\"steady\"]",
        "services[0].deployments[?status==`PRIMARY`].id ~ [\"d2\"]",
        "services[].deployments[].id ~ [\"d2\",\"d1\",\"d3\"]",
        "services[].{n: serviceName, d: length(deployments)} ~ [{\"n\":\"web\",\"d\":2},{\"n\":\"api\",\"d\":1}]",
        "sort_by(services, &serviceName)[].serviceName ~ [\"api\",\"web\"]",
        "max_by(services, &runningCount).serviceName ~ \"web\"",
        "sum(services[].runningCount) ~ 3",
        "services[?contains(serviceName, 'we')].serviceName ~ [\"web\"]",
        "join(', ', services[].serviceName) ~ \"web, api\"",
        "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0` ~ false",
        "services[2].serviceName ~ null",
        "nothing.at.all[0] ~ null",
        "failures[].reason ~ []",
        "avg(services[].runningCount) ~ 1.5",
        "services[-1].serviceName ~ \"api\"",
        "map(&serviceName, services) ~ [\"web\",\"api\"]",
        "merge({a: `1`}, {b: `2`}) ~ {\"a\":1,\"b\":2}",
        "not_null(services[0].x, 'none') ~ \"none\"",
      })
  void findsThingsInAnswers(String query, String found) {
    assertThat(Text.of(Query.of(query).in(SERVICES))).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "services[              ~ Incomplete expression",
        "services[0             ~ Incomplete expression",
        "services]              ~ token \"]\"",
        "services[0].           ~ Incomplete expression",
        "lenght(services)       ~ Unknown function: lenght(), did you mean length?",
        "length()               ~ length() takes 1 argument but was given 0",
        "length(`1`)            ~ expected one of: [string, array, object], received: number",
        "services[?a = b]       ~ Unknown token '='",
        "'open                  ~ Unclosed ' at column 1",
        "services[::0]          ~ the step of a slice may not be 0",
        "sort_by(services, &events) ~ the elements should be ordered by numbers or by texts",
      })
  void refusesWhatIsNoQuery(String query, String sentence) {
    assertThatThrownBy(() -> Query.of(query).in(SERVICES))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(sentence);
  }
}
