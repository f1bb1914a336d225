package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.api.Type;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import java.util.List;

/**
 * Reads the words behind an option: JSON where they begin like it, shorthand where a member has
 * parts, and else the plain word. Each may name a file instead.
 */
final class Values {
  private Values() {}

  static Object of(String option, Type type, List<String> words) {
    try {
      return read(type, Lists.transform(words, FileValue::resolve));
    } catch (UsageException e) {
      throw UsageException.value(option, String.valueOf(e.getMessage()));
    }
  }

  private static Object read(Type type, List<String> words) {
    if (type instanceof Type.ListOf list) {
      return list(list, words);
    }
    String word = words.get(0);
    if (!hasParts(type)) {
      return Words.as(type, word);
    }
    return isJson(word) ? object(word) : Words.as(type, Shorthand.read(word));
  }

  /** A list is one word of JSON, or a word for each element. */
  private static Object list(Type.ListOf type, List<String> words) {
    if (words.size() == 1 && words.get(0).strip().startsWith("[")) {
      return json(words.get(0));
    }
    if (!hasParts(type.element())) {
      return ImmutableList.copyOf(Lists.transform(words, word -> Words.as(type.element(), word)));
    }
    boolean areJson = !words.isEmpty() && isJson(words.get(0));
    ImmutableList.Builder<Object> elements = ImmutableList.builder();
    for (String word : words) {
      elements.add(areJson ? object(word) : Words.as(type.element(), Shorthand.read(word)));
    }
    return elements.build();
  }

  private static boolean hasParts(Type type) {
    return type instanceof Shape || type instanceof Type.MapOf || type instanceof Type.ListOf;
  }

  private static boolean isJson(String word) {
    String text = word.strip();
    return text.startsWith("{") || text.startsWith("[");
  }

  private static Object object(String word) {
    if (!word.strip().startsWith("{")) {
      throw new UsageException("Invalid JSON:\n" + word);
    }
    return json(word);
  }

  /** Reads any JSON, a list too. */
  static Object json(String text) {
    Document holder;
    try {
      holder = Json.read("{\"\":" + text + "}");
    } catch (EcsException e) {
      throw new UsageException(
          "Invalid JSON: " + e.getMessage() + "\nJSON received: " + text + withoutQuotes(text));
    }
    if (holder.members().size() != 1) {
      throw new UsageException("Invalid JSON: Extra data\nJSON received: " + text);
    }
    return holder.get("").orElseThrow();
  }

  /** In the text of a Java program a backslash before a quote hides it from Java alone. */
  private static String withoutQuotes(String text) {
    return text.contains("\"")
        ? ""
        : "\n"
            + "If the command has \\\" there, write \\\\\" in its place: Java takes one backslash"
            + " away";
  }
}
