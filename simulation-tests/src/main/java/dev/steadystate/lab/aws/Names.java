package dev.steadystate.lab.aws;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.steadystate.core.api.Schema;
import java.util.regex.Pattern;

/** The names that the AWS CLI has for what the API names otherwise. */
final class Names {
  private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

  /** The actions by their commands, in the order of the API reference. */
  static final ImmutableMap<String, String> ACTIONS =
      Maps.uniqueIndex(Schema.actions(), Names::kebab);

  /** What ECS has beyond the actions that this simulation has shapes for. */
  private static final Iterable<String> ELSEWHERE =
      Splitter.on(' ')
          .split(
              "create-daemon create-express-gateway-service delete-daemon"
                  + " delete-daemon-task-definition delete-express-gateway-service describe-daemon"
                  + " describe-daemon-deployments describe-daemon-revisions"
                  + " describe-daemon-task-definition describe-express-gateway-service"
                  + " discover-poll-endpoint list-daemon-deployments list-daemon-task-definitions"
                  + " list-daemons register-daemon-task-definition update-container-agent"
                  + " update-daemon update-express-gateway-service deploy");

  private Names() {}

  /** Returns {@code enable-ecs-managed-tags} for {@code enableECSManagedTags}. */
  static String kebab(String camel) {
    String words = WORD.matcher(camel).replaceAll("$1-$2");
    return Ascii.toLowerCase(CAPITAL.matcher(words).replaceAll("$1-$2"));
  }

  /** Returns whether this command is one of ECS although nothing is known of its options. */
  static boolean isKnownElsewhere(String command) {
    for (String name : ELSEWHERE) {
      if (name.equals(command)) {
        return true;
      }
    }
    return false;
  }
}
