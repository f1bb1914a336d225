package dev.steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.lab.lesson.Lessons;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
  static Stream<String> verbs() {
    return Stream.of(Lab.class, Lessons.class)
        .flatMap(verbs -> Arrays.stream(verbs.getDeclaredMethods()))
        .filter(verb -> Modifier.isPublic(verb.getModifiers()))
        .map(Method::getName)
        .distinct()
        .filter(verb -> !verb.equals("bench"));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void explainsEachVerb(String verb) {
    String text = Help.read().on(verb).text();

    assertThat(text).contains(verb + "(").contains("For example:\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void takesAVerbWithItsParentheses() {
    assertThat(Help.read().on("connect()")).isEqualTo(Help.read().on("disconnect"));
  }

  @Test
  void namesTheNearestVerb() {
    assertThatThrownBy(() -> Help.read().on("updat"))
        .hasMessage("there is no verb 'updat', did you mean update?");
  }
}
