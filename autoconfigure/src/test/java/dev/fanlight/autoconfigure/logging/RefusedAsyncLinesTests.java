package dev.fanlight.autoconfigure.logging;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The line about an asynchronous request that the container makes a page about, on
 * Tomcat.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RefusedAsyncLinesTests {

	private RunningApplication application;

	@BeforeAll
	void run() {
		this.application = RunningApplication.start(Application.class,
				"--fanlight.logging.context.tenant=header:X-Tenant");
	}

	@AfterAll
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@CsvSource({ "/callable, 409", "/future, 410", "/deferred, 418", "/late, 503" })
	void lineHasTheStatusTheClientGot(String path, int status, CapturedOutput output) {
		RunningApplication.Answer answer = this.application.get(path, "X-Request-ID", "r-1", "Accept",
				"application/json");
		assertThat(answer.statusCode()).isEqualTo(status);
		JsonNode line = LogLines.withMessage(output, "GET " + path + ' ' + status + " in ");
		assertThat(line.path("request_id").asString("")).isEqualTo("r-1");
		assertThat(line.path("trace_id").asString("")).matches("[0-9a-f]{32}");
		JsonNode extra = line.get("extra");
		assertThat(extra.path("tenant").asString("")).isEqualTo("acme");
		assertThat(extra.path("http_route").asString("")).isEqualTo(path);
		// Tomcat makes its page after the line, whose size is not known then
		int size = answer.body().length();
		assertThat(extra.path("http_response_body_size").asInt(size)).isEqualTo(size);
		assertThat(LogLines.of(output)).filteredOn((other) -> other.path("extra").has("http_route")).hasSize(1);
		assertThat(output.getOut()).doesNotContain("could not be written");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Refusals.class)
	static class Application {

	}

	@RestController
	static class Refusals {

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> {
				throw new ResponseStatusException(HttpStatus.CONFLICT);
			};
		}

		@GetMapping("/future")
		CompletableFuture<String> future() {
			return CompletableFuture.failedFuture(new ResponseStatusException(HttpStatus.GONE));
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setErrorResult(new Teapot());
			return result;
		}

		@GetMapping("/late")
		DeferredResult<String> late() {
			return new DeferredResult<>(50L);
		}

	}

	@ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
	static class Teapot extends RuntimeException {

	}

}
