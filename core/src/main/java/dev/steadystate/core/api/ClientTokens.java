package dev.steadystate.core.api;

import static com.google.common.base.Strings.lenientFormat;

import com.google.common.base.CharMatcher;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;

/** The rule about the tokens that make calls idempotent. */
final class ClientTokens {
  /** How long the token of a service may be. */
  static final int OF_SERVICES = 36;

  /** How long the token of a run may be. */
  static final int OF_RUNS = 64;

  private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');

  private ClientTokens() {}

  static void check(Document request, int longest) {
    String token = request.string("clientToken").orElse("");
    if (token.length() > longest || !VISIBLE.matchesAllOf(token)) {
      throw EcsException.invalidParameter(
          lenientFormat(
              "clientToken should be at most %s visible ASCII characters but was %s",
              longest, Document.brief(token)));
    }
  }
}
