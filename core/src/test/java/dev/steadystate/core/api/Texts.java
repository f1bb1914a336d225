package dev.steadystate.core.api;

import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;

/** Documents in tests, with single quotes to be read more easily. */
final class Texts {
  private Texts() {}

  static Document json(String text) {
    return Json.read(text.replace('\'', '"'));
  }
}
