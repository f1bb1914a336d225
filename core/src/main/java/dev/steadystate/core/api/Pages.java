package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts long lists into pages.
 *
 * <p>The token of the next page tells where it begins and for which request, so that one sent with
 * other filters than those it came from is refused.
 */
public final class Pages {
  private static final BaseEncoding TOKEN = BaseEncoding.base64Url().omitPadding();

  private Pages() {}

  /**
   * Returns the page that a request asks for, with a {@code nextToken} unless it is the last.
   *
   * @param member the name of the list in the answer
   * @param items the whole list, in an order that does not change from call to call
   * @param defaultSize how many items a request gets that does not say {@code maxResults}
   */
  public static Document page(Document request, String member, List<?> items, int defaultSize) {
    String filters = filters(request, member);
    int begin = request.string("nextToken").map(token -> begin(token, filters)).orElse(0);
    int from = Math.min(begin, items.size());
    int to = Math.min(items.size(), from + request.integer("maxResults").orElse(defaultSize));
    Document.Builder answer =
        Document.builder().put(member, ImmutableList.copyOf(items.subList(from, to)));
    if (to < items.size()) {
      answer.put("nextToken", token(to, filters));
    }
    return answer.build();
  }

  private static String token(int begin, String filters) {
    return TOKEN.encode((begin + "/" + filters).getBytes(StandardCharsets.US_ASCII));
  }

  private static int begin(String token, String filters) {
    if (TOKEN.canDecode(token)) {
      String text = new String(TOKEN.decode(token), StandardCharsets.US_ASCII);
      Integer begin = Ints.tryParse(text.substring(0, Math.max(0, text.indexOf('/'))));
      if (begin != null && begin >= 0 && token(begin, filters).equals(token)) {
        return begin;
      }
    }
    throw EcsException.invalidParameter("Invalid token.");
  }

  /** Everything that chooses the items: the size of a page may change on the way. */
  private static String filters(Document request, String member) {
    String filters = member + request.without("nextToken", "maxResults");
    return Hashing.farmHashFingerprint64().hashString(filters, StandardCharsets.UTF_8).toString();
  }
}
