package dev.steadystate.lab.aws;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Gathers lists that ECS answers page by page, as the AWS CLI does unless told otherwise. */
final class Paging {
  private static final ImmutableMap<String, String> LISTS =
      ImmutableMap.<String, String>builder()
          .put("ListAccountSettings", "settings")
          .put("ListAttributes", "attributes")
          .put("ListClusters", "clusterArns")
          .put("ListContainerInstances", "containerInstanceArns")
          .put("ListServices", "serviceArns")
          .put("ListServicesByNamespace", "serviceArns")
          .put("ListTaskDefinitionFamilies", "families")
          .put("ListTaskDefinitions", "taskDefinitionArns")
          .put("ListTasks", "taskArns")
          .buildOrThrow();

  private static final String SKIPPED = "boto_truncate_amount";

  private Paging() {}

  /** Returns whether the CLI gathers the pages of this action. */
  static boolean isOf(String action) {
    return LISTS.containsKey(action);
  }

  /** Returns the whole list, or as much of it as is asked for. */
  static Document call(EcsSimulation ecs, String action, Document input, CommandLine line) {
    if (!isOf(action)
        || line.has("--no-paginate")
        || input.has("nextToken")
        || input.has("maxResults")) {
      return ecs.call(action, input);
    }
    String name = LISTS.getOrDefault(action, "");
    Document request =
        Document.builder().putAll(input).put("maxResults", line.number("--page-size")).build();
    List<Object> items = items(ecs, action, request, name);
    int from = line.word("--starting-token").map(Paging::skipped).orElse(0);
    int most = line.number("--max-items").orElse(Integer.MAX_VALUE);
    int begin = Math.min(from, items.size());
    int end = (int) Math.min(items.size(), (long) begin + most);
    Document.Builder answer =
        Document.builder().put(name, ImmutableList.copyOf(items.subList(begin, end)));
    return end < items.size() ? answer.put("NextToken", token(end)).build() : answer.build();
  }

  private static List<Object> items(EcsSimulation ecs, String action, Document input, String name) {
    List<Object> items = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      Document page =
          ecs.call(action, Document.builder().putAll(input).put("nextToken", token).build());
      items.addAll((List<?>) page.get(name).orElse(ImmutableList.of()));
      token = page.string("nextToken");
    } while (token.isPresent());
    return items;
  }

  private static String token(int skipped) {
    String json = "{\"nextToken\": null, \"" + SKIPPED + "\": " + skipped + "}";
    return BaseEncoding.base64().encode(json.getBytes(StandardCharsets.US_ASCII));
  }

  private static int skipped(String token) {
    try {
      return Json.read(BaseEncoding.base64().decode(token)).integer(SKIPPED).orElseThrow();
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new UsageException("Bad starting token: " + token);
    }
  }
}
