package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.lab.aws.Option.Takes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The options that a command has, by name. */
final class Options {
  /** Those of every command; most of them say where and how to call, which is all one here. */
  private static final ImmutableList<Option> GLOBAL =
      ImmutableList.of(
          Option.ofCli("debug", Takes.NONE),
          Option.ofCli("endpoint-url", Takes.ONE),
          Option.ofCli("no-verify-ssl", Takes.NONE),
          Option.ofCli("no-paginate", Takes.NONE),
          Option.ofCli("output", Takes.ONE),
          Option.ofCli("query", Takes.ONE),
          Option.ofCli("profile", Takes.ONE),
          Option.ofCli("region", Takes.ONE),
          Option.ofCli("version", Takes.NONE),
          Option.ofCli("color", Takes.ONE),
          Option.ofCli("no-sign-request", Takes.NONE),
          Option.ofCli("ca-bundle", Takes.ONE),
          Option.ofCli("cli-read-timeout", Takes.ONE),
          Option.ofCli("cli-connect-timeout", Takes.ONE),
          Option.ofCli("cli-binary-format", Takes.ONE),
          Option.ofCli("no-cli-pager", Takes.NONE),
          Option.ofCli("cli-auto-prompt", Takes.NONE),
          Option.ofCli("no-cli-auto-prompt", Takes.NONE));

  private static final ImmutableList<Option> OF_OPERATIONS =
      ImmutableList.of(
          Option.ofCli("cli-input-json", Takes.ONE),
          Option.ofCli("cli-input-yaml", Takes.ONE),
          Option.ofCli("generate-cli-skeleton", Takes.AT_MOST_ONE));

  private static final ImmutableList<Option> OF_LISTS =
      ImmutableList.of(
          Option.ofCli("starting-token", Takes.ONE),
          Option.ofCli("page-size", Takes.ONE),
          Option.ofCli("max-items", Takes.ONE));

  private final ImmutableMap<String, Option> byName;

  private Options(Map<String, Option> byName) {
    this.byName = ImmutableMap.copyOf(byName);
  }

  /** Returns the options that may stand before the command. */
  static Options global() {
    return new Options(new LinkedHashMap<>()).with(GLOBAL);
  }

  /** Returns the options of a command that sends this request. */
  static Options of(Shape request, boolean listsPages) {
    Map<String, Option> members = new LinkedHashMap<>();
    request
        .members()
        .forEach(
            (name, member) -> {
              Option sets = Option.of(name, member, true);
              members.put(sets.name(), sets);
              if (Option.isFlag(member.type())) {
                Option unsets = Option.of(name, member, false);
                members.put(unsets.name(), unsets);
              }
            });
    Options options = new Options(members).with(OF_OPERATIONS);
    return (listsPages ? options.with(OF_LISTS) : options).with(GLOBAL);
  }

  private Options with(ImmutableList<Option> more) {
    Map<String, Option> all = new LinkedHashMap<>(byName);
    more.forEach(option -> all.putIfAbsent(option.name(), option));
    return new Options(all);
  }

  ImmutableList<Option> required() {
    return byName.values().stream().filter(Option::required).collect(toImmutableList());
  }

  /** Returns the options that set members of the request. */
  ImmutableList<Option> ofMembers() {
    return byName.values().stream()
        .filter(option -> option.member().isPresent())
        .collect(toImmutableList());
  }

  /** Returns the option of this name, or the only one whose name begins so. */
  Optional<Option> find(String name) {
    if (byName.containsKey(name)) {
      return Optional.of(byName.get(name));
    }
    ImmutableList<Option> beginning =
        byName.values().stream()
            .filter(option -> option.name().startsWith(name))
            .collect(toImmutableList());
    if (beginning.size() > 1) {
      throw new UsageException(
          "aws: error: ambiguous option: "
              + name
              + " could match "
              + Joiner.on(", ").join(beginning));
    }
    return beginning.stream().findFirst();
  }

  /** Returns the name of the option that may have been meant. */
  Optional<String> nearest(String name) {
    return Nearest.to(name, byName.keySet());
  }
}
