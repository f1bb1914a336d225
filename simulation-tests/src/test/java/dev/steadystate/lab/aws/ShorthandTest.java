package dev.steadystate.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShorthandTest {
  static Stream<Arguments> cases() throws IOException {
    return Cases.of("shorthand.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsWhatTheCliReads(String text, String expected) {
    assertThat(sign(text)).isEqualTo(expected.charAt(0) + " " + canonical(expected.substring(2)));
  }

  private static String sign(String text) {
    try {
      return "= " + Shorthand.read(text);
    } catch (UsageException e) {
      return "! " + String.valueOf(e.getMessage()).replace("\n", "\\n");
    }
  }

  private static String canonical(String expected) {
    return expected.startsWith("{") ? Json.read(expected).toString() : expected;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=spread,field=attribute:ecs.availability-zone"
            + "|{'type':'spread','field':'attribute:ecs.availability-zone'}",
        "awsvpcConfiguration={subnets=[subnet-1,subnet-2],assignPublicIp=ENABLED}"
            + "|{'awsvpcConfiguration':{'subnets':['subnet-1','subnet-2'],'assignPublicIp':'ENABLED'}}",
        "type=memberOf,expression=attribute:ecs.instance-type == t2.small"
            + "|{'type':'memberOf','expression':'attribute:ecs.instance-type == t2.small'}",
        "key=a,b,value=c | {'key':['a','b'],'value':'c'}",
        "key=a\\,b,value=c | {'key':'a,b','value':'c'}",
        "a=[{b=c,d=[e,f]},{b=g}] | {'a':[{'b':'c','d':['e','f']},{'b':'g'}]}",
        "key=,value= | {'key':'','value':''}",
      })
  void readsCommonShorthand(String text, String expected) {
    assertThat(Shorthand.read(text)).isEqualTo(Json.read(expected.replace('\'', '"')));
  }

  @Test
  void readsValuesFromFilesWhereItIsTold(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("reason.txt"), "from a file");

    Document read = Shorthand.read("reason@=file://" + file + ",other=file://x");

    assertThat(read).hasToString("{\"reason\":\"from a file\",\"other\":\"file://x\"}");
  }
}
