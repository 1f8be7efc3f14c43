package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What crosses threads where beans are made when they are asked for.
 */
@ExtendWith(OutputCaptureExtension.class)
class LazyInitializationTests {

	@Test
	void servletRequestCarriesItsIds(CapturedOutput output) {
		carriesItsIds(ServletCorrelationTests.Application.class, "servlet", output);
	}

	@Test
	void reactiveRequestCarriesItsIds(CapturedOutput output) {
		carriesItsIds(ReactiveCorrelationTests.Application.class, "reactive", output);
	}

	private static void carriesItsIds(Class<?> application, String type, CapturedOutput output) {
		Set<Object> eager = carried(application, type, "false");
		assertThat(carried(application, type, "true")).isEqualTo(eager);
		JsonNode line = LogLines.withMessage(output, "/nested lazy-true");
		assertThat(line.path("request_id").asString("")).isEqualTo("lazy-1");
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
	}

	/**
	 * The registry is that of the process, and keeps what other applications put there.
	 */
	private static Set<Object> carried(Class<?> application, String type, String lazy) {
		ContextRegistry registry = ContextRegistry.getInstance();
		List.copyOf(registry.getThreadLocalAccessors())
			.stream()
			.filter((accessor) -> accessor.getClass().getName().startsWith("dev.fanlight."))
			.forEach((accessor) -> registry.removeThreadLocalAccessor(accessor.key()));
		try (RunningApplication running = RunningApplication.start(application,
				"--spring.main.web-application-type=" + type, "--spring.main.lazy-initialization=" + lazy,
				"--fanlight.logging.context.tenant=header:X-Tenant")) {
			assertThat(running.get("/nested?marker=lazy-" + lazy, "X-Request-ID", "lazy-1").statusCode())
				.isEqualTo(200);
			return registry.getThreadLocalAccessors()
				.stream()
				.map(ThreadLocalAccessor::key)
				.collect(Collectors.toSet());
		}
	}

}
