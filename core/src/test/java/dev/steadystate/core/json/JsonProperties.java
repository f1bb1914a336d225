package dev.steadystate.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {
  private static final BigDecimal HUGE = BigDecimal.TEN.pow(30);
  private static final BigDecimal TINY = HUGE.negate();

  @Property
  void readsWhatItWrote(@ForAll("documents") Document document) {
    assertThat(Json.read(Json.write(document))).isEqualTo(document);
    assertThat(Json.read(Json.pretty(document))).isEqualTo(document);
    assertThat(Json.write(Json.read(Json.pretty(document)))).isEqualTo(Json.write(document));
  }

  @Property
  void readsAnyTextOrRefusesIt(@ForAll("texts") String text) {
    try {
      Json.read(text);
    } catch (EcsException e) {
      assertThat(e.errorType()).isEqualTo("SerializationException");
    }
  }

  @Provide
  Arbitrary<Document> documents() {
    return documents(3);
  }

  /** Texts that look like JSON for a while. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.of(
                "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "1", "-", "1e9", ".5", "true", "null",
                " ", "\n", "\\", "\\u", "\\ud800", "/*")
            .list()
            .ofMaxSize(20)
            .map(parts -> String.join("", parts)),
        documents(2)
            .map(Document::toString)
            .flatMap(
                json ->
                    Arbitraries.integers()
                        .between(0, json.length())
                        .map(end -> json.substring(0, end))));
  }

  private static Arbitrary<Document> documents(int levels) {
    Arbitrary<String> names = Arbitraries.strings().ofMaxLength(5).filter(JsonProperties::isText);
    return Combinators.combine(names, values(levels))
        .as(Document::of)
        .list()
        .ofMaxSize(4)
        .map(JsonProperties::joined);
  }

  private static Arbitrary<Object> values(int levels) {
    Arbitrary<Object> flat =
        Arbitraries.oneOf(
            Arbitraries.strings().filter(JsonProperties::isText).asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.bigDecimals().between(TINY, HUGE).ofScale(6).asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    return levels == 0
        ? flat
        : Arbitraries.oneOf(
            flat,
            documents(levels - 1).asGeneric(),
            Arbitraries.lazyOf(() -> values(levels - 1))
                .list()
                .ofMaxSize(3)
                .map(ImmutableList::copyOf)
                .asGeneric());
  }

  private static Document joined(List<Document> members) {
    Document.Builder builder = Document.builder();
    members.forEach(builder::putAll);
    return builder.build();
  }

  private static boolean isText(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
