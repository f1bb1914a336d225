package dev.steadystate.core.json;

import dev.steadystate.core.document.Document;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes documents as JSON text.
 *
 * <p>Reading takes time and memory in proportion to the text and no more. It refuses with a {@code
 * SerializationException} that names line and column whatever is not one JSON object: a syntax
 * error, text after the end, a member that occurs twice, half a surrogate pair; and whatever is too
 * big: {@value #MAX_LENGTH} characters in all, {@value #MAX_STRING} in one text, {@value
 * #MAX_NUMBER} in one number, {@value Document#MAX_DEPTH} levels. A member that is null is taken as
 * absent, as the API does.
 */
public final class Json {
  static final int MAX_LENGTH = 16 << 20;
  static final int MAX_STRING = Document.MAX_TEXT;
  static final int MAX_NUMBER = 100;
  static final int MAX_NAME = 1000;

  private Json() {}

  /** Returns the object that this text holds. */
  public static Document read(String json) {
    return Parsing.of(json);
  }

  /** Returns the object that these bytes hold, which must be UTF-8. */
  public static Document read(byte[] json) {
    return Parsing.of(
        new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder()));
  }

  /** Returns the object that this reader holds, reading it to its end but not closing it. */
  public static Document read(Reader json) {
    return Parsing.of(json);
  }

  /** Returns the document on one line: the same text for the same document. */
  public static String write(Document document) {
    return document.toString();
  }

  /** Returns the document on several lines, two spaces a level. */
  public static String pretty(Document document) {
    return document.toPrettyString();
  }
}
