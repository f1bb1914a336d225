package dev.steadystate.core.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.model.EcsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The actions about settings of the account, which are kept and have no effect. */
final class SettingCalls {
  private static final int PAGE = 10;
  private static final ImmutableList<String> SWITCH = ImmutableList.of("enabled", "disabled");

  /** The values of each setting, its default last. */
  private static final ImmutableSortedMap<String, ImmutableList<String>> VALUES =
      ImmutableSortedMap.<String, ImmutableList<String>>naturalOrder()
          .put("serviceLongArnFormat", ImmutableList.of("enabled"))
          .put("taskLongArnFormat", ImmutableList.of("enabled"))
          .put("containerInstanceLongArnFormat", ImmutableList.of("enabled"))
          .put("awsvpcTrunking", SWITCH)
          .put("containerInsights", ImmutableList.of("enhanced", "enabled", "disabled"))
          .put("fargateFIPSMode", SWITCH)
          .put("tagResourceAuthorization", ImmutableList.of("off", "on"))
          .put("fargateTaskRetirementWaitPeriod", ImmutableList.of("0", "14", "7"))
          .put("guardDutyActivate", ImmutableList.of("on", "off"))
          .put("defaultLogDriverMode", ImmutableList.of("blocking", "non-blocking"))
          .put("fargateEventWindows", SWITCH)
          .buildOrThrow();

  private final Account account;

  SettingCalls(Account account) {
    this.account = account;
  }

  void register(Actions actions) {
    actions
        .look("ListAccountSettings", this::list)
        .change("PutAccountSetting", request -> put("PutAccountSetting", request))
        .change("PutAccountSettingDefault", request -> put("PutAccountSettingDefault", request))
        .change("DeleteAccountSetting", this::delete);
  }

  private Map<String, String> settings() {
    return account.commands().kept().accountSettings();
  }

  private Document put(String action, Document request) {
    String name = request.string("name").orElse("");
    String value = request.string("value").orElse("");
    ImmutableList<String> values = VALUES.getOrDefault(name, ImmutableList.of());
    Check.parameter(
        values.contains(value),
        "the value of %s should be one of %s but was %s",
        name,
        values,
        value);
    account.commands().called(action + " " + name, account.engine().world().self());
    settings().put(name, value);
    return Document.of("setting", setting(name, value));
  }

  private Document delete(Document request) {
    String name = request.string("name").orElse("");
    if (!settings().containsKey(name)) {
      throw new EcsException("ClientException", "The setting " + name + " was not set.");
    }
    account.commands().called("DeleteAccountSetting " + name, account.engine().world().self());
    settings().remove(name);
    return Document.of("setting", setting(name, standard(name)));
  }

  private static String standard(String name) {
    ImmutableList<String> values = VALUES.getOrDefault(name, SWITCH);
    return values.get(values.size() - 1);
  }

  private Document list(Document request) {
    Map<String, String> shown = new TreeMap<>();
    if (request.bool("effectiveSettings").orElse(false)) {
      VALUES.keySet().forEach(name -> shown.put(name, standard(name)));
    }
    shown.putAll(settings());
    Optional<String> name = request.string("name");
    Optional<String> value = request.string("value");
    ImmutableList.Builder<Document> settings = ImmutableList.builder();
    shown.forEach(
        (key, text) -> {
          if (name.map(key::equals).orElse(true) && value.map(text::equals).orElse(true)) {
            settings.add(setting(key, text));
          }
        });
    return Pages.page(request, "settings", settings.build(), PAGE);
  }

  private Document setting(String name, String value) {
    return Document.builder()
        .put("name", name)
        .put("value", value)
        .put("principalArn", account.arns().caller())
        .put("type", "user")
        .build();
  }
}
