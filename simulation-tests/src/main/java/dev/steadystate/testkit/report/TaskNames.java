package dev.steadystate.testkit.report;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts short names in the place of long ids: {@code web/3} for a task. */
public final class TaskNames {
  private static final Pattern TASK = Pattern.compile("\\b[0-9a-f]{32}\\b");
  private static final Pattern DEPLOYMENT = Pattern.compile("ecs-svc/[0-9]{15}([0-9]{4})");
  private static final String TROUBLE =
      " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

  private final UnaryOperator<String> nameOfId;

  /**
   * Knows tasks by this.
   *
   * @param nameOfId returns the id itself where it is not that of a task
   */
  public TaskNames(UnaryOperator<String> nameOfId) {
    this.nameOfId = nameOfId;
  }

  /** Returns the text with short names, and without the advice that ends some events. */
  public String shorten(String text) {
    String known =
        TASK.matcher(text.replace(TROUBLE, ""))
            .replaceAll(id -> Matcher.quoteReplacement(nameOfId.apply(id.group())));
    return DEPLOYMENT.matcher(known).replaceAll("ecs-svc/…$1");
  }
}
