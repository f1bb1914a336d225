package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** Turns lists of tags, as calls give them, into documents of one member a key. */
public final class TagLists {
  private TagLists() {}

  public static Document read(ImmutableList<Document> tags) {
    if (tags.isEmpty()) {
      return Document.empty();
    }
    Document.Builder read = Document.builder();
    for (Document tag : tags) {
      read.put(tag.string("key").orElse(""), tag.string("value").orElse(""));
    }
    return read.build();
  }

  public static ImmutableList<Document> write(Document tags) {
    ImmutableList.Builder<Document> list = ImmutableList.builder();
    tags.members()
        .forEach(
            (key, value) ->
                list.add(Document.builder().put("key", key).put("value", value).build()));
    return list.build();
  }
}
