package dev.steadystate.lab;

import com.google.common.base.Throwables;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is typed at the prompt in this machine, and says in one sentence what was wrong with
 * it: no stack trace is printed at a learner.
 */
public final class SnippetExecution extends LocalExecutionControl {
  private static final Method RUN = method("run");

  private static @Nullable Method snippet;

  private final boolean aloud;

  /**
   * Runs snippets.
   *
   * @param aloud whether to print values, which JShell keeps to itself where nobody types
   */
  private SnippetExecution(boolean aloud) {
    this.aloud = aloud;
  }

  /** Makes this known to JShell as {@code steadystate}. */
  public static final class Provider implements ExecutionControlProvider {
    static final String NAME = "steadystate";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return new SnippetExecution(!Terminal.isThere());
    }
  }

  @Override
  protected String invoke(Method doIt) throws Exception {
    snippet = doIt;
    return shown(super.invoke(RUN));
  }

  private String shown(String value) {
    if (aloud) {
      System.out.print(value);
      System.out.flush();
    }
    return value;
  }

  /** Runs the snippet that is due and returns what to show of its value, every call made. */
  public static Text run() throws ReflectiveOperationException {
    Workbench bench = Lab.bench();
    try {
      Object value = Objects.requireNonNull(snippet).invoke(null);
      bench.complete();
      return new Text(Printed.line(value));
    } catch (InvocationTargetException e) {
      bench.giveUp();
      Throwable thrown = Objects.requireNonNull(e.getCause());
      // Only JShell knows what to make of these.
      Throwables.throwIfInstanceOf(thrown, ThreadDeath.class);
      Throwables.throwIfInstanceOf(thrown, SPIResolutionException.class);
      return refused(thrown);
    } catch (RuntimeException e) {
      bench.giveUp();
      return refused(e);
    }
  }

  /** A statement has no value to show, but what is wrong with it is said all the same. */
  private static Text refused(Throwable thrown) {
    System.out.println(Sentence.of(thrown));
    return new Text("");
  }

  @Override
  public String varValue(String className, String name)
      throws RunException, EngineTerminationException, InternalException {
    try {
      Field variable = findClass(className).getDeclaredField(name);
      variable.setAccessible(true);
      return shown(Printed.line(variable.get(null))).stripTrailing();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return super.varValue(className, name);
    }
  }

  private static Method method(String name) {
    try {
      return SnippetExecution.class.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
