package dev.steadystate.lab.aws;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.api.NotSimulated;
import dev.steadystate.core.api.Schema;
import dev.steadystate.core.api.Shape;
import dev.steadystate.core.document.Document;
import dev.steadystate.core.document.Nearest;
import dev.steadystate.core.model.EcsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the commands of the AWS CLI on a simulation.
 *
 * <pre>{@code
 * new AwsCli(ecs).run("aws ecs create-service --service-name web --task-definition web:1 "
 *     + "--desired-count 2 --placement-strategy type=spread,field=attribute:ecs.availability-zone")
 * }</pre>
 *
 * <p>Options, values in JSON and in shorthand, queries, answers and errors are those of the AWS
 * CLI, version 2. Whatever it would ask a network, a shell or a terminal for is left out or
 * refused.
 */
public final class AwsCli {
  private static final int WIDTH = 80;

  private final EcsSimulation ecs;

  public AwsCli(EcsSimulation ecs) {
    this.ecs = ecs;
  }

  /**
   * Runs one command, or one a line.
   *
   * <p>A command that is refused leaves the simulation as it was; those after it are run all the
   * same, as in a shell.
   */
  public Reply run(String text) {
    try {
      return Reply.all(
          ShellWords.commands(text).stream().map(this::command).collect(toImmutableList()));
    } catch (UsageException e) {
      return Reply.error(Reply.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Reply command(List<String> words) {
    try {
      CommandLine line = CommandLine.of(Options.global(), withoutProgram(words));
      return service(line, line.rest());
    } catch (IllegalArgumentException e) {
      return Reply.error(Reply.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> withoutProgram(List<String> words) {
    return words.get(0).equals("aws") ? words.subList(1, words.size()) : words;
  }

  private Reply service(CommandLine global, List<String> words) {
    if (global.has("--version")) {
      return Reply.output("the words of aws-cli/2, spoken to a simulation");
    }
    String service = first(words, "command");
    if (!service.equals("ecs")) {
      throw new UsageException(
          "the lab simulates ecs and no other service, so it has no '" + service + "'");
    }
    List<String> rest = words.subList(1, words.size());
    String operation = first(rest, "operation");
    List<String> options = rest.subList(1, rest.size());
    if (operation.equals("help")) {
      return Reply.output(Help.commands());
    }
    if (operation.equals("wait")) {
      return await(options);
    }
    return operation(global, operation, options);
  }

  private static String first(List<String> words, String what) {
    if (words.isEmpty()) {
      throw new UsageException(
          "aws: error: the following arguments are required: " + what + ", try `aws ecs help`");
    }
    return words.get(0);
  }

  private Reply await(List<String> words) {
    String command = first(words, "waiter");
    Waiter waiter = Waiter.BY_COMMAND.get(command);
    if (waiter == null) {
      throw invalidChoice("waiter", command, Waiter.BY_COMMAND.keySet());
    }
    Shape request = Schema.request(waiter.action());
    Options options = Options.of(request, false);
    CommandLine line = CommandLine.of(options, words.subList(1, words.size()));
    return waiter.wait(ecs, input(request, options, line));
  }

  private Reply operation(CommandLine global, String command, List<String> words) {
    String action = Names.ACTIONS.get(command);
    if (action == null) {
      throw Names.isKnownElsewhere(command)
          ? new UsageException("aws ecs " + command + " is not simulated")
          : invalidChoice("operation", command, Names.ACTIONS.keySet());
    }
    Shape request = Schema.request(action);
    Options options = Options.of(request, Paging.isOf(action));
    if (words.equals(ImmutableList.of("help"))) {
      return Reply.output(Help.synopsis(command, options));
    }
    CommandLine line = CommandLine.of(options, words);
    if (line.has("--generate-cli-skeleton")) {
      return Reply.output(skeleton(request, line));
    }
    Output output = Output.of(global);
    Document input = input(request, options, line);
    try {
      Document answer = Paging.call(ecs, action, input, line.and(global));
      return Reply.output(output.print(action, answer)).withNote(notSimulated(action, input));
    } catch (EcsException e) {
      return Reply.error(Reply.REFUSED, sentence(command, action, e));
    }
  }

  private static String skeleton(Shape request, CommandLine line) {
    return switch (line.word("--generate-cli-skeleton").orElse("input")) {
      case "input" -> Skeleton.json(request);
      case "yaml-input" -> Skeleton.yaml(request);
      case "output" -> throw new UsageException("--generate-cli-skeleton output is not simulated");
      default ->
          throw UsageException.argument(
              "--generate-cli-skeleton",
              "Invalid choice, valid choices are: input, output, yaml-input");
    };
  }

  private static String sentence(String command, String action, EcsException e) {
    return e.errorType().equals("UnsupportedFeatureException")
            && String.valueOf(e.getMessage()).startsWith(action)
        ? "aws ecs " + command + " is not simulated"
        : "An error occurred ("
            + e.errorType()
            + ") when calling the "
            + action
            + " operation: "
            + e.getMessage();
  }

  private static UsageException invalidChoice(
      String what, String word, Collection<String> choices) {
    return UsageException.argument(
        what,
        "Invalid choice: '"
            + word
            + "'"
            + Nearest.to(word, choices)
                .map(nearest -> ", maybe you meant: " + nearest)
                .orElse(", try `aws ecs help`"));
  }

  /** Returns the request that the words stand for; what a file says, an option says otherwise. */
  static Document input(Shape request, Options options, CommandLine line) {
    Optional<Document> given = inputOf(line);
    if (given.isEmpty()) {
      line.checkRequired(options);
    }
    line.checkNothingLeft(options);
    Document.Builder input = Document.builder().putAll(given.orElse(Document.empty()));
    for (Map.Entry<Option, ImmutableList<String>> said : line.given().entrySet()) {
      Option option = said.getKey();
      option.member().ifPresent(member -> input.put(member.name(), option.value(said.getValue())));
    }
    Document document = (Document) Instants.in(request, input.build());
    Validation.check(request, document);
    return document;
  }

  private static Optional<Document> inputOf(CommandLine line) {
    if (line.has("--cli-input-json") && line.has("--cli-input-yaml")) {
      throw new UsageException("Only one --cli-input- parameter may be specified.");
    }
    return line.word("--cli-input-json")
        .map(word -> inputOf("--cli-input-json", word, AwsCli::json))
        .or(
            () ->
                line.word("--cli-input-yaml")
                    .map(word -> inputOf("--cli-input-yaml", word, YamlInput::read)));
  }

  private static Document inputOf(String option, String word, Function<String, Document> reading) {
    try {
      return reading.apply(FileValue.resolve(word));
    } catch (UsageException e) {
      throw UsageException.value(option, String.valueOf(e.getMessage()));
    }
  }

  private static Document json(String text) {
    if (!text.strip().startsWith("{")) {
      throw new UsageException("Invalid JSON received.");
    }
    return (Document) Values.json(text);
  }

  /** Names what has no effect here, so that nobody waits for it. */
  private static String notSimulated(String action, Document input) {
    ImmutableList<String> paths = NotSimulated.listedIn(action, input);
    return paths.isEmpty()
        ? ""
        : Lines.wrapped("Not simulated yet: " + Joiner.on(", ").join(paths), WIDTH);
  }
}
