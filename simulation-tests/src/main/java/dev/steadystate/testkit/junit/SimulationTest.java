package dev.steadystate.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that takes a fresh simulation; the laws of the scheduler are looked at at every tick.
 *
 * <pre>{@code
 * @SimulationTest
 * void reachesSteadyState(EcsSimulation ecs) {
 *   ecs.registerContainerInstance("i-a1", "us-east-1a");
 *   ecs.registerTaskDefinition(TaskDefinition.of("web", "nginx"));
 *   ecs.createService(Service.of("web", "web:1", 2));
 *   assertThat(ecs).service("web").reachedSteadyStateWithin(ofMinutes(2));
 * }
 * }</pre>
 *
 * <p>On failure the report shows seed, instant, timeline and the tail of the journal. {@link Seed}
 * chooses the luck and {@link Prompt} takes all latency away. Write
 * {@code @ExtendWith(SimulationExtension.class)} for tests of other kinds, such as parameterized
 * ones.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {}
