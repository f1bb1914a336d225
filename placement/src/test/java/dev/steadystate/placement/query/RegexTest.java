package dev.steadystate.placement.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steadystate.core.Rule;
import dev.steadystate.placement.query.Operand.Text;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  @Rule("CQ-14")
  @DisplayName("CQ-14: the whole value must match, or a part of it with regexFind")
  @ParameterizedTest(name = "{0} in {1}: whole {2}, part {3}")
  @CsvSource({
    "t2,        t2.small, false, true",
    "t2.*,      t2.small, true,  true",
    "small,     t2.small, false, true",
    "^t2,       t2.small, false, true",
    "small$,    t2.small, false, true",
    "t3,        t2.small, false, false",
    "t3|t2.*,   t2.small, true,  true",
    "t2|t2.small, t2.small, true, true",
    "T2.*,      t2.small, false, false",
    "(?i)T2.*,  t2.small, true,  true",
  })
  void matchesTheWholeValueOrAPart(String regex, String value, boolean whole, boolean part) {
    String expression = "attribute:type =~ '" + regex + "'";
    Instance instance = Instance.having("type", value);

    assertThat(ClusterQuery.parse(expression).matches(instance)).isEqualTo(whole);
    assertThat(ClusterQuery.parse(expression, RegexScope.ANYWHERE).matches(instance))
        .isEqualTo(part);
  }

  @Rule("CQ-14")
  @DisplayName("CQ-14: each construct means what it means to java.util.regex")
  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "a.c",
        "a|b",
        "a*",
        "a+?",
        "a??",
        "a{2}",
        "a{2,}",
        "a{1,2}?",
        "[abc]",
        "[^abc]",
        "[a-c]",
        "[-a]",
        "[a-]",
        "[]a]",
        "[^]a]",
        "[\\w-]",
        "[\\d.]",
        "[\\]]",
        "[\\^a]",
        "[a&b]",
        "(a)(b)?",
        "(?:ab)*",
        "(?<name>a)b",
        "(?i)AB",
        "(?i:A)b",
        "(?-i)a",
        "(?s).*",
        "(?is-m)A",
        "\\d+",
        "\\D+",
        "\\w+",
        "\\W",
        "\\s",
        "\\S+",
        "a\\b.*",
        "a\\Bb",
        "\\Aa\\z",
        "a\\Z",
        "^a$",
        "\\.",
        "\\\\",
        "\\-",
        "\\/",
        "\\_",
        "\\é",
        "é",
        "\\x41",
        "\\x{41}",
        "\\u0041",
        "[\\u0041-\\u0043]",
        "\\t",
        "\\e",
        "\\Qa.c\\E",
        "\\Qa.c",
        "\\Qa\\Ebc",
        "\\Q\\E",
        "\\Qa(b[c\\Ed?",
        "[\\Qa]\\E]",
        "\\p{Lower}+",
        "\\P{Lower}+",
        "\\p{Upper}",
        "\\p{Alpha}+",
        "\\p{Digit}",
        "\\p{Alnum}+",
        "\\p{Punct}",
        "\\p{XDigit}+",
        "\\p{Space}",
        "\\p{Blank}",
        "\\p{Graph}",
        "\\p{Print}",
        "\\p{Cntrl}",
        "\\p{ASCII}",
        "[\\p{Lower}.]+",
        "[\\P{Lower}.]+",
        "\\p{L}+",
        "\\pL",
        "\\PL",
        "\\p{Lu}",
        "\\P{Lu}+",
        "\\p{IsLatin}+",
        "\\p{IsL}",
        "",
        "()",
        "a()",
        "(|a)",
        "x{0}a",
        "(a{1,3}){2}",
        "\\{",
        "[{]",
        "a\\{2\\}",
        "}",
        "]",
        "a]"
      })
  void meansWhatItMeansToJava(String regex) {
    Regex ours = new Regex(new Text(regex), RegexScope.WHOLE_VALUE);
    java.util.regex.Pattern javas = java.util.regex.Pattern.compile(regex);

    for (String value :
        new String[] {
          "", "a", "b", "c", "d", "ab", "abc", "a.c", "aa", "aaa", "A", "AB", "aB", "Ab", "-", "]",
          "^", ".", "1", "12", "a1", "_", "/", "\\", " ", "\t", "\u001b", "é", "{", "}", "[", "&",
          "a(b[c", "a(b[cd", "a{2}", "a]", "ba", "B", "C", "\n", "f", "g0"
        }) {
      assertThat(ours.accepts(value, Operator.MATCHES))
          .as("%s =~ %s", value, regex)
          .isEqualTo(javas.matcher(value).matches());
    }
  }

  @Rule({"OWN-12", "CQ-14"})
  @DisplayName("CQ-14: what linear time or RE2 cannot do is refused")
  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "(a)\\1        ; expected a regular expression without back references, but found \\1",
        "(a)\\9        ; expected a regular expression without back references, but found \\9",
        "(?<n>a)\\k<n> ; expected a regular expression without back references, but found \\k",
        "a(?=b)        ; expected a regular expression without look-ahead, but found (?=",
        "a(?!b)        ; expected a regular expression without look-ahead, but found (?!",
        "(?<=a)b       ; expected a regular expression without look-behind, but found (?<=",
        "(?<!a)b       ; expected a regular expression without look-behind, but found (?<!",
        "(?>a)         ; expected a regular expression without atomic groups, but found (?>",
        "(?x)a         ; expected a regular expression without groups of that kind, but found (?x",
        "(?U)a         ; expected a regular expression without groups of that kind, but found (?U",
        "(?P<n>a)      ; expected a regular expression without groups of that kind, but found (?P",
        "(?            ; expected a regular expression without groups of that kind, but found (?",
        "a*+           ; expected a regular expression without possessive quantifiers, but found *+",
        "a++           ; expected a regular expression without possessive quantifiers, but found ++",
        "a?+           ; expected a regular expression without possessive quantifiers, but found ?+",
        "a{2,3}+       ; expected a regular expression without possessive quantifiers, but found {2,3}+",
        "[a[b]]        ; expected a regular expression without classes inside classes, but found [b",
        "[[:alpha:]]   ; expected a regular expression without classes inside classes, but found [:",
        "[a-z&&[^b]]   ; expected a regular expression without classes inside classes, but found &&",
        "\\R           ; expected a regular expression without that escape, but found \\R",
        "\\G           ; expected a regular expression without that escape, but found \\G",
        "\\h           ; expected a regular expression without that escape, but found \\h",
        "\\E           ; expected a regular expression without that escape, but found \\E",
        "\\012         ; expected a regular expression without that escape, but found \\0",
        "[\\b]         ; expected a regular expression without that escape, but found \\b",
        "\\x4          ; expected a regular expression without that escape, but found \\x",
        "\\x{g}        ; expected a regular expression without that escape, but found \\x{g}",
        "\\x{110000000}; expected a regular expression without that escape, but found \\x{110000000}",
        "\\p{Greek}    ; expected a regular expression without that escape, but found \\p{Greek}",
        "\\p           ; expected a regular expression without that escape, but found \\p",
        "\\p{}         ; expected a regular expression without that escape, but found \\p{}",
        "\\            ; expected a regular expression with a character after its last \\",
        "a{1001}       ; expected a regular expression without repetitions above 1000, but found {1001}",
        "a{1,1001}     ; expected a regular expression without repetitions above 1000, but found {1,1001}",
        "a{9999999999} ; expected a regular expression without repetitions above 1000, but found {9999999999}",
        "a{            ; expected a repetition such as {2,5}, or \\{ for the character, but found {",
        "a{,5}         ; expected a repetition such as {2,5}, or \\{ for the character, but found {,5}",
        "a{x}          ; expected a repetition such as {2,5}, or \\{ for the character, but found {x}",
        "a{2,1}        ; not a regular expression: invalid repeat count",
        "*             ; not a regular expression: missing argument to repetition operator",
        "a**           ; not a regular expression: invalid nested repetition operator",
        "(a            ; not a regular expression: missing closing )",
        "a)            ; expected a regular expression with a ( for each )",
        "[a            ; not a regular expression: missing closing ]",
        "[]            ; not a regular expression: missing closing ]",
        "[b-a]         ; not a regular expression: invalid character class range",
        "\\p{IsFoo}    ; not a regular expression: invalid character class range",
        "\\x{110000}   ; expected a regular expression without that escape, but found \\x{110000}",
        "(?i)é         ; expected a regular expression without (?i) beside characters beyond ASCII, but found (?i)é",
        "[B-\u3000](?i) ; expected a regular expression without (?i) beside characters beyond ASCII, but found [B-\u3000](?i)",
        "(?i)\\u00e9    ; expected a regular expression without (?i) beside characters beyond ASCII, but found (?i)\\u00e9",
      })
  void refusesWhatLinearTimeCannotDo(String regex, String sentence) {
    assertThatThrownBy(() -> new Regex(new Text(regex), RegexScope.WHOLE_VALUE))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @DisplayName("What would be huge is refused before it is built")
  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = ';',
      value = {
        "(a{44}){45}             ; a regular expression of at most 2000 parts",
        "((a{1000}){1000}){1000} ; a regular expression of at most 2000 parts",
        "(((){999}){999}){999}   ; a regular expression of at most 2000 parts",
        "(?:(?:a{0,99}){99,}b){9}; a regular expression of at most 2000 parts",
        "[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}[ab]{1000}c; a regular expression of at most 2000 parts",
      })
  void refusesHugeRepetitions(String regex, String part) {
    assertThatThrownBy(() -> new Regex(new Text(regex), RegexScope.WHOLE_VALUE))
        .hasMessageContaining(part);
  }

  @Test
  void takesRepetitionsUpToItsLimits() {
    Regex regex = new Regex(new Text("(a{97}b{1}){10}c{999}"), RegexScope.WHOLE_VALUE);

    assertThat(regex.accepts(("a".repeat(97) + "b").repeat(10) + "c".repeat(999), Operator.MATCHES))
        .isTrue();
    assertThat(catchThrowable(() -> new Regex(new Text("a".repeat(2000)), RegexScope.ANYWHERE)))
        .isNull();
    assertThat(catchThrowable(() -> new Regex(new Text("a".repeat(2001)), RegexScope.ANYWHERE)))
        .hasMessage(
            "expected a regular expression of at most 2000 parts with its repetitions written"
                + " out");
  }

  /** RE2/J calls itself for each part that may be absent: so many are still no danger. */
  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "a{0,1000}b{0,1000}",
        "(a?){999}",
        "(){1000}",
        "((a?){0,30}){0,31}",
        "(?:^{99}){19}",
        "(((a{0,5}){0,5}){0,5}){0,5}",
        "(a*){999}",
        "(|a){600}"
      })
  void survivesManyPartsThatMayBeAbsent(String regex) {
    for (RegexScope scope : RegexScope.values()) {
      Regex survivor = new Regex(new Text(regex), scope);

      assertThat(survivor.accepts("", Operator.MATCHES)).isTrue();
    }
  }

  @Test
  void takesGroupsNestedOneHundredDeep() {
    String deepest = "(".repeat(100) + "a" + ")".repeat(100);

    assertThat(new Regex(new Text(deepest), RegexScope.WHOLE_VALUE).accepts("a", Operator.MATCHES))
        .isTrue();
    assertThat(
            catchThrowable(() -> new Regex(new Text("(?:" + deepest + ")"), RegexScope.ANYWHERE)))
        .hasMessage("expected a regular expression with at most 100 groups inside each other");
  }

  /** Each of these takes a backtracking matcher longer than anybody waits. */
  @DisplayName("Expressions that hang a backtracking matcher answer at once")
  @ParameterizedTest(name = "<{0}>")
  @ValueSource(
      strings = {
        "(a+)+b",
        "(a*)*b",
        "(a|aa)+b",
        "(a|a)*b",
        "(.*)*b",
        "((a+)+)+b",
        "(.*a){20}b",
        "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b",
        "(a?){30}a{30}b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(x+x+)+y|(a+a+)+b"
      })
  void answersWhatWouldHangABacktrackingMatcher(String regex) {
    ClusterQuery query = ClusterQuery.parse("attribute:v =~ '" + regex + "'");
    Instance victim = Instance.having("v", "a".repeat(128));

    int answers = 0;
    for (int i = 0; i < 100; i++) {
      answers += query.matches(victim) ? 0 : 1;
    }

    assertThat(answers).isEqualTo(100);
  }

  @Test
  void isEqualByTextAndScope() {
    Regex regex = new Regex(new Text("a b"), RegexScope.WHOLE_VALUE);

    assertThat(regex)
        .isEqualTo(new Regex(new Text("a b"), RegexScope.WHOLE_VALUE))
        .hasSameHashCodeAs(new Regex(new Text("a b"), RegexScope.WHOLE_VALUE))
        .isNotEqualTo(new Regex(new Text("a b"), RegexScope.ANYWHERE))
        .isNotEqualTo(new Regex(new Text("a"), RegexScope.WHOLE_VALUE))
        .isNotEqualTo(new Text("a b"))
        .hasToString("'a b'");
  }
}
