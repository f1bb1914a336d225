package dev.steadystate.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
  @Test
  void printsItselfAsJsonInTheOrderItWasWritten() {
    Document document =
        Document.builder()
            .put("family", "web")
            .put("cpu", 256)
            .put("tags", ImmutableList.of(Document.of("key", "a\"b"), ImmutableList.of()))
            .put("essential", true)
            .build();

    assertThat(document)
        .hasToString(
            "{\"family\":\"web\",\"cpu\":256,\"tags\":[{\"key\":\"a\\\"b\"},[]],\"essential\":true}");
    assertThat(document.toPrettyString())
        .isEqualTo(
            """
            {
              "family": "web",
              "cpu": 256,
              "tags": [
                {
                  "key": "a\\"b"
                },
                []
              ],
              "essential": true
            }""");
  }

  @Test
  void skipsWhatIsAbsent() {
    Document document =
        Document.builder()
            .put("a", Optional.empty())
            .put("b", OptionalInt.empty())
            .put("c", OptionalInt.of(3))
            .putUnlessEmpty("d", "")
            .putUnlessEmpty("e", ImmutableList.of())
            .putIfAbsent("c", 4)
            .build();

    assertThat(document).isEqualTo(Document.of("c", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "10e-1, 1",
    "-0.0, 0",
    "1.50, 1.5",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775808",
    "1e20, 100000000000000000000",
    "1557119253.821, 1557119253.821",
    "1e-3, 0.001"
  })
  void keepsOneFormOfEachNumberAndWritesItPlainly(BigDecimal number, String written) {
    assertThat(Document.of("n", number)).hasToString("{\"n\":" + written + "}");
  }

  @Test
  void takesEveryKindOfWholeNumberForTheSame() {
    assertThat(Document.of("n", 5))
        .isEqualTo(Document.of("n", 5L))
        .isEqualTo(Document.of("n", BigInteger.valueOf(5)))
        .isEqualTo(Document.of("n", new BigDecimal("5.00")))
        .hasSameHashCodeAs(Document.of("n", 5L));
  }

  @Test
  void answersByType() {
    Document document =
        Document.builder()
            .put("text", "a")
            .put("number", 7)
            .put("truth", false)
            .put("inner", Document.of("x", 1))
            .put("list", ImmutableList.of("a", "b"))
            .build();

    assertThat(document.string("text")).contains("a");
    assertThat(document.integer("number")).hasValue(7);
    assertThat(document.longInteger("number")).hasValue(7);
    assertThat(document.bool("truth")).contains(false);
    assertThat(document.document("inner")).contains(Document.of("x", 1));
    assertThat(document.strings("list")).containsExactly("a", "b");
    assertThat(document.string("none")).isEmpty();
    assertThat(document.integer("none")).isEmpty();
    assertThat(document.documents("none")).isEmpty();
  }

  @Test
  void saysWhatItExpectedAndWhatItFound() {
    Document document = Document.builder().put("n", "three").put("m", 1L << 40).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> document.integer("n"))
        .withMessage("n should be a whole number but was \"three\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> document.integer("m"))
        .withMessage("m should be a 32-bit integer but was 1099511627776");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> document.strings("n"))
        .withMessage("n should be a list of strings but was \"three\"");
  }

  @Test
  void changesByCopy() {
    Document document = Document.builder().put("a", 1).put("b", 2).build();

    assertThat(document.with("a", 3)).hasToString("{\"a\":3,\"b\":2}");
    assertThat(document.with(Document.of("c", 4))).hasToString("{\"a\":1,\"b\":2,\"c\":4}");
    assertThat(document.without("a")).hasToString("{\"b\":2}");
    assertThat(document).hasToString("{\"a\":1,\"b\":2}");
  }

  @Test
  void refusesWhatJsonCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.of("n", 0.5))
        .withMessageEndingWith("but was given a Double");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.of("s", "a\ud800b"))
        .withMessage("a text may not contain half a character, such as \\ud800 at index 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.of("n", new BigDecimal("1e999999999")))
        .withMessage(
            "a number should have at most 40 digits before and behind the point but was 1E+999999999");
  }

  @Test
  void isAtMostAHundredLevelsDeep() {
    Document deepest = nested(Document.MAX_DEPTH);

    assertThat(new Document(ImmutableMap.of("a", deepest.get("d").orElseThrow())))
        .isEqualTo(Document.of("a", nested(Document.MAX_DEPTH - 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.of("d", deepest))
        .withMessage("a document may be at most 100 levels deep");
  }

  private static Document nested(int levels) {
    Document document = Document.empty();
    for (int i = 1; i < levels; i++) {
      document = Document.of("d", document);
    }
    return document;
  }
}
