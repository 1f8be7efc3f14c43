package dev.fanlight.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Captures the log lines, spans and meters of each test, after redaction, and hands them
 * to a parameter of type {@link Telemetry}. Stands beside {@code @SpringBootTest},
 * {@code @WebMvcTest} or any other annotation that makes a context:
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;AutoConfigureMockMvc
 * &#64;ObservabilityTest
 * class OrderTests {
 *
 *     &#64;Test
 *     void orderIsObserved(Telemetry telemetry) {
 *         // … call the application …
 *         assertThat(telemetry).hasSpan("http get /orders/{id}").withAttribute("status", "200");
 *         assertThat(telemetry).doesNotLeak("4111 1111 1111 1111").leaksNothingSecret();
 *     }
 *
 * }
 * </pre>
 *
 * Every trace is sampled, and nothing is exported or spooled unless {@link #export()}
 * says so. Without Spring's test support, register a {@link TelemetryExtension} and
 * attach contexts by {@link Telemetry#initializer()}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TelemetryExtension.class)
public @interface ObservabilityTest {

	/**
	 * Whether the application also exports what its properties say, for example to an
	 * {@link OtlpReceiver}.
	 * @return {@code false} to keep everything inside the test
	 */
	boolean export() default false;

}
