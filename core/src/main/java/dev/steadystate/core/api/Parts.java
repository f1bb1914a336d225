package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;

/** Tells the parts of a document that say something from those that are only written down. */
final class Parts {
  /** Consoles and descriptions write down what is not there: no text, no items, false. */
  private static final ImmutableSet<Object> NOTHING =
      ImmutableSet.of("", false, ImmutableList.of());

  private Parts() {}

  static boolean has(Document document, String member) {
    return document.get(member).filter(value -> !NOTHING.contains(value)).isPresent();
  }

  /** Returns the part of this name, with no members when there is none. */
  static Document of(Document document, String member) {
    return document.document(member).orElse(Document.empty());
  }
}
