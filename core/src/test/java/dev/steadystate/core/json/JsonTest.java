package dev.steadystate.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  @Test
  void readsAnObjectFromTextBytesAndReader() {
    String json = "{ \"a\": [1, 2.50, \"ü\\n\", true, {\"b\": {}}] }";

    Document document = Json.read(json);

    assertThat(document).hasToString("{\"a\":[1,2.5,\"ü\\n\",true,{\"b\":{}}]}");
    assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(document);
    assertThat(Json.read(new StringReader(json))).isEqualTo(document);
    assertThat(Json.read(Json.write(document))).isEqualTo(document);
    assertThat(Json.read(Json.pretty(document))).isEqualTo(document);
  }

  @Test
  void takesNullForAbsent() {
    assertThat(Json.read("{\"a\": null, \"b\": 1}")).isEqualTo(Document.of("b", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesWhatIsNoSoundObject(String what, String json, String sentence) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatExceptionOfType(EcsException.class)
                .isThrownBy(() -> Json.read(json))
                .satisfies(e -> assertThat(e.errorType()).isEqualTo("SerializationException"))
                .satisfies(e -> assertThat(e).message().hasSizeLessThan(400).doesNotContain("\n"))
                .withMessageStartingWith("not a JSON document at line ")
                .withMessageContaining(sentence));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("nothing", "", "line 1, column 1: expected an object"),
        Arguments.of("blank", " \n ", "expected an object"),
        Arguments.of("a list", "[1]", "line 1, column 1: expected an object"),
        Arguments.of("a text", "\"a\"", "expected an object"),
        Arguments.of("null", "null", "expected an object"),
        Arguments.of(
            "two objects", "{}\n{}", "line 2, column 1: expected nothing after the object"),
        Arguments.of("garbage behind", "{} x", "line 1, column 4"),
        Arguments.of("a member twice", "{\"a\":1,\n\"a\":2}", "line 2, column 4: Duplicate"),
        Arguments.of("null and again", "{\"a\":null,\"a\":2}", "Duplicate"),
        Arguments.of("null in a list", "{\"a\":[null]}", "a list may not hold null"),
        Arguments.of("not a number", "{\"a\":NaN}", "line 1, column "),
        Arguments.of("infinity", "{\"a\":-Infinity}", "line 1, column "),
        Arguments.of("single quotes", "{'a':1}", "line 1, column "),
        Arguments.of("a comment", "{/* */}", "line 1, column "),
        Arguments.of("a comma too many", "{\"a\":1,}", "line 1, column "),
        Arguments.of("unfinished", "{\"a\":{\"b\":", "line 1, column "),
        Arguments.of("unfinished list", "{\"a\":[1,", "line 1, column "),
        Arguments.of("unfinished text", "{\"a\":\"b", "line 1, column "),
        Arguments.of("line break in a text", "{\"a\":\"b\nc\"}", "line "),
        Arguments.of("huge exponent", "{\"a\":1e999999999}", "at most 40 digits"),
        Arguments.of("huger exponent", "{\"a\":1e99999999999}", "is out of range"),
        Arguments.of("tiny exponent", "{\"a\":1e-999999999}", "at most 40 digits"),
        Arguments.of("many digits", "{\"a\":" + "9".repeat(1_000_000) + "}", "Number value length"),
        Arguments.of(
            "half a character", "{\"a\":1,\"b\":\"\\ud83d\"}", "column 12: a text may not"),
        Arguments.of("half a character, raw", "{\"a\":\"\udc00\"}", "a text may not contain half"),
        Arguments.of("half a character in a name", "{\"\\ud83d\":1}", "Broken surrogate pair"),
        Arguments.of("deep objects", "{\"a\":".repeat(1_000_000), "nesting depth"),
        Arguments.of("deep lists", "{\"a\":" + "[".repeat(1_000_000), "nesting depth"),
        Arguments.of("a long text", "{\"a\":\"" + "x".repeat(50_000_000) + "\"}", "length"),
        Arguments.of("a long name", "{\"" + "x".repeat(50_000_000) + "\":1}", "length"),
        Arguments.of("much blank", " ".repeat(50_000_000) + "{}", "length"),
        Arguments.of(
            "much of everything", "{\"a\":[" + "{},".repeat(20_000_000) + "1]}", "length"));
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Json.read(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
        .withMessage("not a JSON document: the bytes are not UTF-8");
  }

  @Test
  void letsAReaderFailInItsOwnWay() {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("unplugged");
          }

          @Override
          public void close() {}
        };

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Json.read(broken))
        .withMessageContaining("unplugged");
  }
}
