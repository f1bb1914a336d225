package dev.steadystate.architecture.planted.core.json;

import tools.jackson.databind.JsonNode;

class MayTouchJackson {
  String text(JsonNode node) {
    return node.toString();
  }
}
