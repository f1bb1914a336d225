package dev.steadystate.lab.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "aws ecs list-clusters                ~ [aws, ecs, list-clusters]",
        "--name 'a b' \"c d\" e\\ f           ~ [--name, a b, c d, e f]",
        "'a'\"b\"c                            ~ [abc]",
        "'it'\\''s'                           ~ [it's]",
        "\"say \\\"hi\\\"\"                   ~ [say \"hi\"]",
        "\"a\\nb\"                            ~ [a\\nb]",
        "'$HOME `x` \\'                       ~ [$HOME `x` \\]",
        "a '' b                               ~ [a, , b]",
        "a # a comment                        ~ [a]",
        "a#b                                  ~ [a#b]",
        "--query services[?status==\\`X\\`]   ~ [--query, services[?status==`X`]]",
        "{a=[b,c],d=*}                        ~ [{a=[b,c],d=*}]",
        "costs 5$                             ~ [costs, 5$]",
      })
  void splitsWordsAsAShellDoes(String text, String words) {
    assertThat(ShellWords.commands(text)).hasToString("[" + words + "]");
  }

  @Test
  void goesOnBehindABackslashAtTheEndOfALine() {
    assertThat(ShellWords.commands("aws ecs \\\n  list-services \\ \r\n --cluster pro\\\nduction"))
        .containsExactly(
            ImmutableList.of("aws", "ecs", "list-services", "--cluster", "production"));
  }

  @Test
  void beginsACommandWhereALineBeginsWithAws() {
    String text =
        """
        # first
        aws ecs list-clusters
        aws ecs list-services
          --cluster production
        """;

    assertThat(ShellWords.commands(text))
        .containsExactly(
            ImmutableList.of("aws", "ecs", "list-clusters"),
            ImmutableList.of("aws", "ecs", "list-services", "--cluster", "production"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws ecs list-clusters > /dev/null",
        "aws ecs list-clusters >/dev/null 2>&1",
        "aws ecs list-clusters 2>/dev/null",
        "aws ecs list-clusters &> /dev/null",
        "aws ecs 2>$null list-clusters",
      })
  void leavesOutWhatIsSentToNowhere(String text) {
    assertThat(ShellWords.commands(text))
        .containsExactly(ImmutableList.of("aws", "ecs", "list-clusters"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "a >/dev/nullify           ~ '>' redirects in a shell",
        "--cluster $CLUSTER        ~ write the value of $CLUSTER in its place",
        "--cluster \"${A}-x\"      ~ write the value of ${A} in its place",
        "--tasks $(aws ecs)        ~ the lab runs no command in $(...): write its result",
        "--tasks `aws ecs`         ~ the lab runs no command in backticks",
        "aws ecs list-tasks | jq . ~ '|' belongs to a shell: give the command alone; what jq",
        "a && b                    ~ '&' belongs to a shell",
        "a > file                  ~ '>' redirects in a shell",
        "--image <account-id>.x    ~ write a value for what is in angle brackets",
        "a (b)                     ~ '(' belongs to a shell: quote the value it is part of",
        "--name “web”              ~ “ quotes nothing: write a straight quote",
        "a 'b                      ~ the single quote at line 1, column 3 is never closed",
        "a \"b                     ~ the double quote at line 1, column 3 is never closed",
      })
  void refusesWhatOnlyAShellCouldDo(String text, String sentence) {
    assertThatThrownBy(() -> ShellWords.commands(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence);
  }
}
