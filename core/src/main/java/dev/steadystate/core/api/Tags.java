package dev.steadystate.core.api;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules about tags, which are the same on everything that can be tagged. */
public final class Tags {
  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;
  private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private Tags() {}

  /** Returns the tags of a request if they are sound. */
  public static ImmutableList<Document> of(Document request) {
    ImmutableList<Document> tags = request.documents("tags");
    check(tags);
    return tags;
  }

  /** Refuses too many tags, keys that are there twice or reserved, and letters not allowed. */
  static void check(ImmutableList<Document> tags) {
    if (tags.isEmpty()) {
      return;
    }
    Check.parameter(
        tags.size() <= MAX_TAGS, "tags can have at most 50 items but had %s", tags.size());
    Set<String> keys = new LinkedHashSet<>();
    for (Document tag : tags) {
      String key = tag.string("key").orElse("");
      check("key", key, 1, MAX_KEY);
      check("value", tag.string("value").orElse(""), 0, MAX_VALUE);
      if (Ascii.toLowerCase(key).startsWith("aws:")) {
        throw EcsException.invalidParameter(
            "the key of a tag may not begin with aws: but was " + Document.brief(key));
      }
      Check.parameter(keys.add(key), "the keys of tags should differ but %s is twice", key);
    }
  }

  private static void check(String what, String text, int least, int most) {
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most || !LETTERS.matcher(text).matches()) {
      throw EcsException.invalidParameter(
          lenientFormat(
              "the %s of a tag should be %s to %s letters, digits, spaces and _.:/=+-@ but was %s",
              what, least, most, Document.brief(text)));
    }
  }
}
