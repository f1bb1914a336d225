package dev.steadystate.architecture.planted.core.journal;

import tools.jackson.databind.JsonNode;

class TouchesJackson {
  String text(JsonNode node) {
    return node.toString();
  }
}
