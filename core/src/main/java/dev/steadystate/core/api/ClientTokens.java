package dev.steadystate.core.api;

import com.google.common.base.CharMatcher;
import dev.steadystate.core.document.Document;

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
    Check.parameter(
        token.length() <= longest && VISIBLE.matchesAllOf(token),
        "clientToken should be at most "
            + longest
            + " visible ASCII characters but was "
            + Document.brief(token));
  }
}
