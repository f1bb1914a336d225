package dev.steadystate.testkit.law;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.journal.EntryKind;
import dev.steadystate.core.journal.JournalEntry;
import dev.steadystate.core.model.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What starts deployments (DEP-2). */
final class TriggerLaws {
  static final Law UPDATES =
      Law.watching(
          "an update that changes what tasks are launched with begins a deployment (DEP-2)",
          facts -> new Updates(facts, new LinkedHashMap<>()));

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

  private TriggerLaws() {}

  /** What services were before the updates of this instant, without those that began one. */
  private record Updates(Facts facts, Map<KnownService, Service> before) implements Check {
    @Override
    public ImmutableSet<EntryKind> kinds() {
      return ImmutableSet.of(EntryKind.CALL, EntryKind.DEPLOYMENT);
    }

    @Override
    public String entry(JournalEntry entry) {
      KnownService service = facts.service(entry);
      if (service == null) {
        return "";
      }
      if (entry.kind() == EntryKind.DEPLOYMENT) {
        before.remove(service);
      } else if (entry.text().equals("UpdateService") && service.beforeUpdate != null) {
        before.putIfAbsent(service, service.beforeUpdate);
      }
      return "";
    }

    @Override
    public String instant(long at) {
      if (before.isEmpty()) {
        return "";
      }
      String wrong = "";
      for (Map.Entry<KnownService, Service> each : before.entrySet()) {
        KnownService service = each.getKey();
        if (service.isThere() && facts.isActive(service)) {
          String changed = changed(each.getValue(), facts.definition(service));
          wrong = changed.isEmpty() ? wrong : service + " begins no deployment with " + changed;
        }
      }
      before.clear();
      return wrong;
    }

    private static String changed(Service before, Service after) {
      if (isUntouched(before, after)) {
        return "";
      }
      Document was = before.toDocument();
      Document is = after.toDocument();
      for (String member : MEMBERS) {
        Object old = was.members().get(member);
        Object now = is.members().get(member);
        if (!isSame(old, now)) {
          return member + " " + now + " after " + old;
        }
      }
      return "";
    }

    /** Most updates leave alone what all members are drawn from, which is dear. */
    private static boolean isUntouched(Service before, Service after) {
      for (String member : MEMBERS) {
        Object old = before.document().members().get(member);
        if (!Objects.equals(old, after.document().members().get(member))) {
          return false;
        }
      }
      return before.subnets().equals(after.subnets());
    }

    /** An empty list says the same as a member that never was. */
    private static boolean isSame(@Nullable Object old, @Nullable Object now) {
      return isNothing(old) ? isNothing(now) : Objects.equals(old, now);
    }

    private static boolean isNothing(@Nullable Object value) {
      return value == null || value.equals(ImmutableList.of());
    }
  }
}
