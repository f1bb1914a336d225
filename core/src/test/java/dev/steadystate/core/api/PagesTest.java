package dev.steadystate.core.api;

import static dev.steadystate.core.api.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final ImmutableList<String> ITEMS = ImmutableList.of("a", "b", "c", "d", "e");

  @Test
  void turnsPageAfterPage() {
    Document request = json("{'cluster': 'c', 'maxResults': 2}");

    Document first = Pages.page(request, "serviceArns", ITEMS, 10);
    Document second = Pages.page(request.with("nextToken", token(first)), "serviceArns", ITEMS, 10);
    Document third = Pages.page(request.with("nextToken", token(second)), "serviceArns", ITEMS, 10);

    assertThat(first.strings("serviceArns")).containsExactly("a", "b");
    assertThat(second.strings("serviceArns")).containsExactly("c", "d");
    assertThat(third.strings("serviceArns")).containsExactly("e");
    assertThat(third.has("nextToken")).isFalse();
  }

  @Test
  void hasASizeUnlessARequestSaysAnother() {
    assertThat(Pages.page(Document.empty(), "x", ITEMS, 3).list("x")).hasSize(3);
    assertThat(Pages.page(Document.empty(), "x", ITEMS, 5)).isEqualTo(Document.of("x", ITEMS));
  }

  @Test
  void refusesTheTokenOfAnotherRequest() {
    String token = token(Pages.page(json("{'cluster': 'c'}"), "x", ITEMS, 2));

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(
            () -> Pages.page(json("{'cluster': 'd'}").with("nextToken", token), "x", ITEMS, 2))
        .withMessage("Invalid token.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "????", "LTEvYWJj", "MQ"})
  void refusesATokenItNeverGave(String token) {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> Pages.page(Document.of("nextToken", token), "x", ITEMS, 2))
        .satisfies(e -> assertThat(e.errorType()).isEqualTo("InvalidParameterException"));
  }

  private static String token(Document page) {
    return page.string("nextToken").orElseThrow();
  }
}
