package dev.steadystate.core.engine;

import com.google.common.collect.ImmutableList;
import dev.steadystate.core.document.Document;

/** Which members of UpdateService start a deployment when they change (DEP-2, DEP-5). */
final class DeploymentTriggers {
  private static final ImmutableList<String> MEMBERS =
      ImmutableList.of(
          "networkConfiguration",
          "platformVersion",
          "loadBalancers",
          "serviceRegistries",
          "serviceConnectConfiguration",
          "volumeConfigurations",
          "vpcLatticeConfigurations",
          "monitoring");

  private DeploymentTriggers() {}

  /** Returns whether a member that was given differs from what holds; sent but equal is none. */
  static boolean anyChanged(Document present, Document given) {
    for (String member : MEMBERS) {
      Object value = given.members().get(member);
      if (value != null
          && !value.equals(present.members().get(member))
          && !isNothing(present, member, value)) {
        return true;
      }
    }
    return false;
  }

  /** An empty list says the same as a member that never was. */
  private static boolean isNothing(Document present, String member, Object value) {
    return !present.members().containsKey(member)
        && value instanceof ImmutableList<?> list
        && list.isEmpty();
  }
}
