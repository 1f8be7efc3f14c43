package dev.fanlight.autoconfigure.logging;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler leaves to Spring MVC to run, where several executors are beans and Boot
 * therefore has none for it.
 */
class SeveralExecutorsTests {

	@ParameterizedTest
	@ValueSource(strings = { "/callable", "/task", "/stream" })
	void taskOfAHandlerHasTheContextOfItsRequest(String path) {
		try (RunningApplication application = RunningApplication.start(Application.class,
				"--spring.main.web-application-type=servlet", "--fanlight.logging.context.tenant=header:X-Tenant")) {
			for (int i = 0; i < 3; i++) {
				assertThat(application.get(path, "X-Request-ID", "r-" + i).body()).isEqualTo("r-" + i + " acme");
			}
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@Bean
		ThreadPoolTaskExecutor one() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ThreadPoolTaskExecutor two() {
			return new ThreadPoolTaskExecutor();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return Application::seen;
		}

		@GetMapping("/task")
		WebAsyncTask<String> task() {
			return new WebAsyncTask<>(Application::seen);
		}

		@GetMapping("/stream")
		StreamingResponseBody stream() {
			return (OutputStream output) -> output.write(seen().getBytes(StandardCharsets.UTF_8));
		}

		private static String seen() {
			return MDC.get("request_id") + ' ' + MDC.get("tenant");
		}

	}

}
