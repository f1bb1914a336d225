package dev.steadystate.testkit.scenario.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.steadystate.testkit.scenario.tree.Node.Kind;
import dev.steadystate.testkit.scenario.tree.Node.Mapping;
import dev.steadystate.testkit.scenario.tree.Node.Scalar;
import dev.steadystate.testkit.scenario.tree.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreesTest {
  @Test
  void refusesALineOfYamlThatWouldTakeLongToRead() {
    String word = "x".repeat(500_001);

    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read("a: 1\nb: " + word))
        .withMessage(
            "line 2, column 1: the line has more than the 500000 characters that are read of one in"
                + " YAML");
    assertThat(value(Trees.read("{\"b\": \"" + word + "\"}"), "b")).isInstanceOf(Scalar.class);
  }

  @ParameterizedTest(name = "{0} is {1}, {2}")
  @CsvSource({
    "10m,          TEXT,    10m",
    "1-3,          TEXT,    1-3",
    "2026-01-01,   TEXT,    2026-01-01",
    "web:2,        TEXT,    web:2",
    "yes,          TEXT,    yes",
    "no,           TEXT,    no",
    "'\"42\"',     TEXT,    42",
    "42,           INTEGER, 42",
    "-7,           INTEGER, -7",
    "0x10,         INTEGER, 16",
    "0o17,         INTEGER, 15",
    "0.30,         DECIMAL, 0.30",
    "1e3,          DECIMAL, 1e3",
    ".5,           DECIMAL, .5",
    "true,         BOOLEAN, true",
    "FALSE,        BOOLEAN, false",
    "~,            NOTHING, ''",
    "null,         NOTHING, ''",
    "'',           NOTHING, ''",
    "!!str 42,     TEXT,    42",
    "'!!int \"42\"', INTEGER, 42",
    "!!float 1,    DECIMAL, 1",
    "'!!bool \"true\"', BOOLEAN, true",
    "'!!null \"\"', NOTHING, ''",
  })
  void readsScalarsAsYaml12(String yaml, Kind kind, String text) {
    Scalar scalar = (Scalar) value(Trees.read("key: " + yaml), "key");

    assertThat(scalar.kind()).isEqualTo(kind);
    assertThat(scalar.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1, {b: x}]\nc: true",
        "{\"a\": [1, {\"b\": \"x\"}], \"c\": true}",
        "{\n\t\"a\": [1, {\"b\": \"x\"}],\n\t\"c\": true\n}\n",
        "\uFEFFa: [1, {b: x}]\nc: true",
        "# comment\n---\na:\n- 1\n- b: x\nc: true\n...\n",
        "{a: [1, {b: x}], c: true}",
      })
  void readsYamlAndJsonAlike(String text) {
    Node root = Trees.read(text);

    Sequence list = (Sequence) value(root, "a");
    assertThat(list.items()).hasSize(2);
    assertThat(((Scalar) value(list.items().get(1), "b")).text()).isEqualTo("x");
    assertThat(((Scalar) value(root, "c")).kind()).isEqualTo(Kind.BOOLEAN);
  }

  @Test
  void knowsWhereEachPartStands() {
    Node yaml = Trees.read("a: 1\nb:\n  - x\n  - y: 2\n");
    Node json = Trees.read("{\"a\": 1,\n  \"b\": [\"x\"]}");

    assertThat(value(yaml, "a").at()).isEqualTo(new Position(1, 4));
    assertThat(((Sequence) value(yaml, "b")).items().get(1).at()).isEqualTo(new Position(4, 5));
    assertThat(Objects.requireNonNull(((Mapping) json).entries().get("b")).keyAt())
        .isEqualTo(new Position(2, 3));
    assertThat(value(json, "b").at()).isEqualTo(new Position(2, 8));
  }

  @Test
  void readsJsonEscapesThatYamlDoesNotKnow() {
    Node root = Trees.read("{\"a\": \"\\ud83d\\ude00 \\/\"}");

    assertThat(((Scalar) value(root, "a")).text()).isEqualTo("😀 /");
  }

  @Test
  void aliasesStandForTheirAnchorsAndMergesFillUp() {
    Node root = Trees.read("a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}\n");

    assertThat(value(root, "b")).isEqualTo(value(root, "a"));
    assertThat(((Scalar) value(value(root, "c"), "p")).text()).isEqualTo("1");
    assertThat(((Scalar) value(value(root, "c"), "q")).text()).isEqualTo("3");
  }

  @ParameterizedTest(name = "[{index}] {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | the text is empty",
        "'  \n'                 | the text is empty",
        "'# nothing'            | the text holds nothing but comments",
        "'a: 1\n"
            + "a: 2'           | line 2, column 1: the key 'a' was already given in line 1, column"
            + " 1",
        "'{\"a\": 1, \"a\": 2}' | line 1, column 10: the key 'a' was already given in line 1,"
            + " column 2",
        "'a: *x'                | line 1, column 4: the alias *x stands for nothing before it",
        "'a: &x [*x]'           | line 1, column 8: the alias *x stands for nothing before it",
        "'a: !!int x'           | line 1, column 4: 'x' is not what its tag tag:yaml.org,2002:int"
            + " says",
        "'a: !!map [x]'         | line 1, column 4: the tag 'tag:yaml.org,2002:map' is not"
            + " understood",
        "'a: !!java.net.URL x'  | line 1, column 4: the tag 'tag:yaml.org,2002:java.net.URL' is not"
            + " understood",
        "'a: !env x'            | line 1, column 4: the tag '!env' is not understood",
        "'a: 1\n---\nb: 2'      | line 2, column 1: expected one document, but found a second",
        "'? [a]\n: 1'           | line 1, column 3: expected text as a key, but found a list",
        "'a: {<<: 1}'           | line 1, column 9: << merges a mapping, but found '1'",
        "'a: 1e999'             | line 1, column 4: the number '1e999' is out of range",
        "'{\"a\": 1} {}'          | line 1, column 10: expected the end of the text after the first"
            + " value",
      })
  void refusesInOneSentenceWithThePlace(String text, String message) {
    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:\n\t- b", "a: [1, 2", "a: 'x", "a: b: c", "a: \u0000", "@a", "%x"})
  void refusesBrokenTextInOneLine(String text) {
    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read(text))
        .satisfies(refusal -> assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n"));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read("a: ü".getBytes(StandardCharsets.ISO_8859_1)))
        .withMessage("the text is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "- ", "a: [", "{a: "})
  void refusesWhatIsNestedTooDeep(String open) {
    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read(open.repeat(100_000)))
        .withMessageEndingWith("nested more than 64 levels deep");
  }

  @Test
  void refusesLaughterByTheBillion() {
    StringBuilder text = new StringBuilder("a0: &a0 x\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThatExceptionOfType(MalformedText.class)
        .isThrownBy(() -> Trees.read(text.toString()))
        .withMessageEndingWith("more than 1000000 values, aliases counted");
  }

  private static Node value(Node mapping, String key) {
    return Objects.requireNonNull(((Mapping) mapping).entries().get(key)).value();
  }
}
