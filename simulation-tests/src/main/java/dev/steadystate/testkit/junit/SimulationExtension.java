package dev.steadystate.testkit.junit;

import dev.steadystate.core.EcsSimulation;
import dev.steadystate.core.model.Parameters;
import dev.steadystate.testkit.law.FailureReport;
import dev.steadystate.testkit.law.LawBroken;
import dev.steadystate.testkit.law.Laws;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Gives each test a simulation of its own, watches it, and reports on it when the test fails. */
public final class SimulationExtension implements ParameterResolver, TestExecutionExceptionHandler {
  private static final Namespace OURS = Namespace.create(SimulationExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EcsSimulation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(EcsSimulation.class, any -> begin(context), EcsSimulation.class);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    EcsSimulation simulation = context.getStore(OURS).get(EcsSimulation.class, EcsSimulation.class);
    if (simulation != null && !(failure instanceof LawBroken)) {
      failure.addSuppressed(new SimulationThen(FailureReport.of(simulation, "")));
    }
    throw failure;
  }

  private static EcsSimulation begin(ExtensionContext context) {
    EcsSimulation simulation =
        EcsSimulation.builder()
            .seed(annotation(context, Seed.class).map(Seed::value).orElse(0L))
            .parameters(
                annotation(context, Prompt.class).isPresent()
                    ? Parameters.prompt()
                    : Parameters.observed())
            .build();
    Laws.watch(simulation);
    return simulation;
  }

  private static <A extends Annotation> Optional<A> annotation(
      ExtensionContext context, Class<A> type) {
    return context
        .getElement()
        .map(element -> element.getAnnotation(type))
        .or(() -> context.getTestClass().map(it -> it.getAnnotation(type)));
  }

  /** Carries the report on the simulation below the failure of a test. */
  private static final class SimulationThen extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulationThen(String report) {
      super("the simulation then:\n" + report, null, false, false);
    }
  }
}
