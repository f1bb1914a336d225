package dev.steadystate.core.model;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** Resources of an instance as the API writes them: with all three numbers, whichever counts. */
public final class Resources {
  /** The name under which an instance may state its limit of network interfaces. */
  public static final String NETWORK_INTERFACES = "ENI";

  private Resources() {}

  /** Returns {@code CPU}, {@code MEMORY} or another number. */
  public static Document integer(String name, int value) {
    return of(name, "INTEGER", value).build();
  }

  /** Returns {@code PORTS} or another set of texts. */
  public static Document stringSet(String name, Iterable<?> values) {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    values.forEach(it -> texts.add(it.toString()));
    return of(name, "STRINGSET", 0).put("stringSetValue", texts.build()).build();
  }

  private static Document.Builder of(String name, String type, int value) {
    return Document.builder()
        .put("name", name)
        .put("type", type)
        .put("doubleValue", 0)
        .put("longValue", 0)
        .put("integerValue", value);
  }
}
