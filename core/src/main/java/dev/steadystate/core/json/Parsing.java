package dev.steadystate.core.json;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Walks the tokens of one JSON text and builds the document. */
final class Parsing {
  /** Keeps nothing from one text to the next: no pool of buffers and no table of names. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Document.MAX_DEPTH)
                  .maxDocumentLength(Json.MAX_LENGTH)
                  .maxStringLength(Json.MAX_STRING)
                  .maxNumberLength(Json.MAX_NUMBER)
                  .maxNameLength(Json.MAX_NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  private final JsonParser parser;

  private Parsing(JsonParser parser) {
    this.parser = parser;
  }

  static Document of(String json) {
    return read(FACTORY.createParser(ObjectReadContext.empty(), json));
  }

  static Document of(Reader json) {
    return read(FACTORY.createParser(ObjectReadContext.empty(), json));
  }

  private static Document read(JsonParser parser) {
    try {
      return new Parsing(parser).read();
    } catch (JacksonIOException e) {
      throw unreadable(e);
    } catch (StreamConstraintsException e) {
      throw refusal(withoutSource(e.getOriginalMessage()), parser.currentLocation());
    } catch (JacksonException e) {
      throw refusal(firstLine(e.getOriginalMessage()), e.getLocation());
    }
  }

  private Document read() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refusal("expected an object", parser.currentTokenLocation());
    }
    Document document = object();
    if (parser.nextToken() != null) {
      throw refusal("expected nothing after the object", parser.currentTokenLocation());
    }
    return document;
  }

  private Document object() {
    Document.Builder members = Document.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = (String) checked(parser.currentName());
      Object value = value(parser.nextToken());
      if (value != null) {
        members.put(name, value);
      }
    }
    return members.build();
  }

  private ImmutableList<Object> list() {
    ImmutableList.Builder<Object> elements = ImmutableList.builder();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      Object element = value(next);
      if (element == null) {
        throw refusal("a list may not hold null", parser.currentTokenLocation());
      }
      elements.add(element);
    }
    return elements.build();
  }

  private @Nullable Object value(@Nullable JsonToken token) {
    if (token == null) {
      throw refusal("the text ends too early", parser.currentLocation());
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> checked(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> checked(number());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw refusal("expected a value", parser.currentTokenLocation());
    };
  }

  private BigDecimal number() {
    String digits = parser.getString();
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw refusal("the number " + digits + " is out of range", parser.currentTokenLocation());
    }
  }

  /** The document itself knows which texts and numbers are sound. */
  private Object checked(Object value) {
    try {
      return Document.valueOf(value);
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()), parser.currentTokenLocation());
    }
  }

  private static EcsException refusal(String what, @Nullable TokenStreamLocation where) {
    String place =
        where == null
            ? ""
            : " at line " + where.getLineNr() + ", column " + Math.max(1, where.getColumnNr());
    return new EcsException("SerializationException", "not a JSON document" + place + ": " + what);
  }

  private static RuntimeException unreadable(JacksonIOException e) {
    IOException cause = e.getCause();
    return cause instanceof CharacterCodingException
        ? refusal("the bytes are not UTF-8", null)
        : new UncheckedIOException(cause);
  }

  /** The name of the setting behind a limit is about the library. */
  private static String withoutSource(String message) {
    return message.replaceFirst(",? from `.*", ")");
  }

  /** Further lines of such a message, and where a bracket began, are about the library. */
  private static String firstLine(String message) {
    return Splitter.on('\n').splitToList(message).get(0).replaceFirst(" \\(start marker at .*", "");
  }
}
