package dev.steadystate.api;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.Rule;
import dev.steadystate.core.api.Schema;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.fate.Fates;
import dev.steadystate.core.json.Json;
import dev.steadystate.core.model.EcsException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that nobody means well: each action, with each of its members in turn far too long, too
 * deep, too large or of the wrong kind. They end soon, in a short message, and change nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
  private static final int LONGEST_MESSAGE = 2100;

  /** What a request must have to come past the first checks. */
  private static final ImmutableMap<String, Object> PLAUSIBLE =
      ImmutableMap.<String, Object>builder()
          .put("cluster", "default")
          .put("service", "web")
          .put("serviceName", "new")
          .put("taskDefinition", "web:1")
          .put("desiredCount", 1)
          .put("task", "web/1")
          .put("tasks", ImmutableList.of("web/1"))
          .put("services", ImmutableList.of("web"))
          .put("containerInstance", "i-1")
          .put("containerInstances", ImmutableList.of("i-1"))
          .put("status", "DRAINING")
          .put("family", "new")
          .put("protectionEnabled", true)
          .put("name", "containerInsights")
          .put("value", "enabled")
          .build();

  /** Actions that only look: whatever they are asked for in vain, nothing is kept. */
  private static final Pattern LOOKS = Pattern.compile("(List|Describe|Get).*");

  /** Texts which ECS takes as they are. */
  private static final ImmutableSet<String> FREE =
      ImmutableSet.of(
          "reason",
          "referenceId",
          "principalArn",
          "instanceIdentityDocumentSignature",
          "containerInstanceArn");

  private static final Pattern MEMBER = Pattern.compile("^  (\\w+)(!?)\\S* .*");

  private EcsSimulation ecs;
  private String text;

  @BeforeAll
  void open() {
    ecs =
        Account.with(
                Fates.of(
                    Fates.rule()
                        .container(
                            Fates.container("app")
                                .exits(Fates.exponential(Duration.ofMinutes(2)), 1))))
            .addInstances(2)
            .withFamily("web")
            .withServiceNow(3)
            .ecs;
    ecs.runFor(Duration.ofSeconds(77));
    text = "x".repeat(1 << 16);
  }

  @AfterAll
  void forgetTheText() {
    text = "";
  }

  static Stream<String> actions() {
    return Schema.actions().stream();
  }

  @ParameterizedTest
  @MethodSource("actions")
  @Rule("OWN-13")
  @Timeout(60)
  void isRefusedSoonAndChangesNothing(String action) {
    EcsSimulation plain = ecs.fork();
    EcsSimulation troubled = ecs.fork();
    List<String> takenInSpiteOfAll = new ArrayList<>();

    for (String member : membersOf(action)) {
      for (Object hostile : hostileValues()) {
        Document request = request(action).with(member, hostile);
        Optional<EcsException> refusal = refusal(ecs.fork(), action, request);
        if (refusal.isEmpty()) {
          if (hostile == text && !LOOKS.matcher(action).matches() && !FREE.contains(member)) {
            takenInSpiteOfAll.add(member);
          }
          continue;
        }
        assertThat(refusal.get().getMessage()).hasSizeLessThan(LONGEST_MESSAGE);
        assertThat(refusal(troubled, action, request)).isPresent();
        troubled.schedule(troubled.now().plusSeconds(5), action, request);
      }
    }

    assertThat(takenInSpiteOfAll).isEmpty();
    assertThat(troubled.digest()).isEqualTo(plain.digest());
    plain.runFor(Duration.ofMinutes(10));
    troubled.runFor(Duration.ofMinutes(10));
    assertThat(troubled.digest()).isEqualTo(plain.digest());
    assertThat(troubled.answers()).allSatisfy(answer -> assertThat(answer.error()).isPresent());
    assertThat(troubled.selfCheck()).isEmpty();
  }

  private List<Object> hostileValues() {
    Object deepList = ImmutableList.of("x");
    Document deepDocument = Document.of("x", "x");
    for (int level = 0; level < Document.MAX_DEPTH - 3; level++) {
      deepList = ImmutableList.of(deepList);
      deepDocument = Document.of("x", deepDocument);
    }
    return ImmutableList.of(
        text,
        ImmutableList.of(text),
        deepList,
        deepDocument,
        ImmutableList.copyOf(Collections.nCopies(10_000, "x")),
        BigDecimal.TEN.pow(39),
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        new BigDecimal("0.5"),
        "",
        "\u0000");
  }

  /** Returns the request of an action with what it must have. */
  private static Document request(String action) {
    Document.Builder request = Document.builder();
    for (String line : shape(action)) {
      Matcher member = MEMBER.matcher(line);
      if (member.matches() && PLAUSIBLE.containsKey(member.group(1))) {
        boolean isNeeded = !member.group(2).isEmpty() || action.endsWith("Service");
        if (isNeeded) {
          request.put(member.group(1), PLAUSIBLE.get(member.group(1)));
        }
      }
    }
    return request.build();
  }

  private static ImmutableList<String> membersOf(String action) {
    return Stream.concat(
            shape(action).stream()
                .map(MEMBER::matcher)
                .filter(Matcher::matches)
                .map(member -> member.group(1)),
            Stream.of("nobodyKnowsThis"))
        .collect(toImmutableList());
  }

  /** Returns the lines of the schema that say what the request of an action may have. */
  private static ImmutableList<String> shape(String action) {
    ImmutableList<String> lines = schema();
    String shape =
        lines.stream()
            .filter(line -> line.startsWith("action " + action + " "))
            .map(line -> Splitter.on(' ').splitToList(line).get(2))
            .findFirst()
            .orElseThrow();
    int first = lines.indexOf("shape " + shape) + 1;
    int end = first;
    while (end < lines.size() && lines.get(end).startsWith("  ")) {
      end++;
    }
    return lines.subList(first, end);
  }

  private static ImmutableList<String> schema() {
    try (java.io.InputStream in = Schema.class.getResourceAsStream("ecs-2014-11-13.txt")) {
      return Splitter.on('\n')
          .splitToStream(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .collect(toImmutableList());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Optional<EcsException> refusal(
      EcsSimulation ecs, String action, Document request) {
    String before = ecs.digest();
    try {
      ecs.call(action, request);
      return Optional.empty();
    } catch (EcsException refused) {
      assertThat(ecs.digest()).as("%s", action).isEqualTo(before);
      return Optional.of(refused);
    }
  }

  @ParameterizedTest(name = "{0} levels")
  @ValueSource(ints = {101, 100_000})
  @Timeout(10)
  void cannotBeReadWhenTooDeep(int levels) {
    assertUnreadable("{\"a\":".repeat(levels) + "1" + "}".repeat(levels));
    assertUnreadable("{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
  }

  @Test
  @Timeout(10)
  void cannotBeReadWithTextsOrNumbersThatHaveNoEnd() {
    String text = "x".repeat(50 << 20);

    assertUnreadable("{\"serviceName\":\"" + text + "\"}");
    assertUnreadable("{\"" + text + "\":1}");
    assertUnreadable("{\"desiredCount\":" + "9".repeat(1_000_000) + "}");
    assertUnreadable("{\"desiredCount\":1e999999999}");
    assertUnreadable("{\"desiredCount\":1,\"desiredCount\":2}");
    assertUnreadable("{\"desiredCount\":1" + " ".repeat(50 << 20) + "}");
  }

  @Test
  @Timeout(10)
  void cannotEvenBeBuiltWithATextThatHasNoEnd() {
    String text = "x".repeat(50 << 20);

    assertThatThrownBy(() -> Document.of("serviceName", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text may have at most 1048576 characters but had 52428800");
  }

  private static void assertUnreadable(String json) {
    try {
      Json.read(json);
    } catch (EcsException refused) {
      assertThat(refused.errorType()).isEqualTo("SerializationException");
      assertThat(refused.getMessage()).hasSizeLessThan(LONGEST_MESSAGE);
      return;
    }
    throw new AssertionError("was read");
  }
}
