package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link FlightRecorderContract} on Tomcat and Spring MVC, and for scheduled runs.
 */
class FlightRecorderServletTests extends FlightRecorderContract {

	@Override
	RunningApplication start(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.threads.virtual.enabled=" + virtualThreads());
		return RunningApplication.start(Application.class, all.toArray(String[]::new));
	}

	boolean virtualThreads() {
		return false;
	}

	@Test
	void scheduledRunThatFailsWritesItsLines(CapturedOutput output) throws Exception {
		Job.RUN.run();
		Job.RUN.get(10, TimeUnit.SECONDS);
		var line = LogLines.withMessage(output, "job works");
		assertThat(line.path("replayed").asBoolean(false)).isTrue();
		assertThat(line.path("trace_id").asString("")).hasSize(32);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/started", "/timeout" })
	void linesOnThreadsOfTheContainerAreHeldWithWhatStartsThere(String path, CapturedOutput output) {
		String marker = "edge" + path.substring(1);
		assertThat(this.application.get(path + "?marker=" + marker).statusCode()).isEqualTo(503);
		List<JsonNode> lines = await(output, marker, 4);
		assertThat(lines).extracting(FlightRecorderContract::message)
			.containsExactly("first " + marker, "child " + marker, "executor " + marker, "last " + marker);
		assertThat(lines).allMatch((line) -> line.path("replayed").asBoolean(false));
		assertThat(lines).extracting((line) -> line.path("trace_id").asString(""))
			.doesNotContain("")
			.containsOnly(lines.get(0).path("trace_id").asString(""));
	}

	@Test
	void tokenRaisesTheLevelOnThreadsOfTheContainer(CapturedOutput output) {
		this.application.get("/started?marker=raisededge", "X-Fanlight-Token", debugToken("edge"));
		assertThat(await(output, "raisededge", 4)).noneMatch((line) -> line.has("replayed"));
	}

	@ParameterizedTest
	@CsvSource({ "403, writes, 0", "404, writes 500, 2", "404, throws, 2", "404, complains, 3", "500, writes, 2" })
	void pageAboutAnErrorBelongsToItsRequest(int status, String page, int count, CapturedOutput output) {
		String marker = "refused" + status + page.replace(" ", "");
		this.application.get("/refused/" + status + "?marker=" + marker + "&page=" + page.replace(' ', '+'));
		List<JsonNode> lines = await(output, marker, count);
		assertThat(lines).extracting(FlightRecorderContract::message)
			.startsWith((count > 0) ? new String[] { "first " + marker, "page " + marker } : new String[0])
			.hasSize(count);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Controller.class, Job.class, Pages.class })
	static class Application {

	}

	static class Job {

		static final FutureTask<Void> RUN = new FutureTask<>(() -> {
		}, null);

		private static final Logger logger = LoggerFactory.getLogger(Job.class);

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void run() throws Exception {
			logger.debug("job works");
			RUN.get();
			throw new IllegalStateException("job failed");
		}

	}

	@RestController
	static class Controller {

		private static final Logger logger = LoggerFactory.getLogger(Controller.class);

		private final Executor executor;

		private final ObservationRegistry observations;

		Controller(@Qualifier("applicationTaskExecutor") Executor executor, ObservationRegistry observations) {
			this.executor = executor;
			this.observations = observations;
		}

		@GetMapping("/started")
		void started(@RequestParam String marker, HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				work(marker);
				response.setStatus(503);
				async.complete();
			});
		}

		@GetMapping("/timeout")
		DeferredResult<String> timeout(@RequestParam String marker) {
			DeferredResult<String> result = new DeferredResult<>(10L);
			result.onTimeout(() -> work(marker));
			return result;
		}

		private void work(String marker) {
			logger.debug("first {}", marker);
			Observation.createNotStarted("child", this.observations).observe(() -> logger.debug("child {}", marker));
			CompletableFuture.runAsync(() -> logger.debug("executor {}", marker), this.executor).join();
			logger.debug("last {}", marker);
		}

		@GetMapping("/refused/{status}")
		void refused(@PathVariable int status, @RequestParam String marker, HttpServletResponse response)
				throws IOException {
			logger.debug("first {}", marker);
			response.sendError(status);
		}

		@GetMapping("/answered/{status}")
		String answered(@PathVariable int status, @RequestParam String marker) {
			write(logger, marker);
			throw new Answered(status);
		}

		@GetMapping("/ok")
		String ok(@RequestParam String marker) {
			return write(logger, marker);
		}

		@GetMapping("/ok-later")
		Callable<String> okLater(@RequestParam String marker) {
			return () -> write(logger, marker);
		}

		@GetMapping("/not-found")
		String notFound(@RequestParam String marker) {
			write(logger, marker);
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}

		@GetMapping("/boom")
		String boom(@RequestParam String marker) {
			write(logger, marker);
			throw new IllegalStateException("boom");
		}

		@GetMapping("/handled")
		String handled(@RequestParam String marker) {
			write(logger, marker);
			throw new UnsupportedOperationException("handled");
		}

		@GetMapping("/refused")
		String refused(@RequestParam String marker) throws HttpRequestMethodNotSupportedException {
			write(logger, marker);
			throw new HttpRequestMethodNotSupportedException("GET");
		}

		@GetMapping("/status")
		ResponseEntity<String> status(@RequestParam String marker) {
			return ResponseEntity.status(503).body(write(logger, marker));
		}

		@GetMapping("/later")
		String later(@RequestParam String marker) throws Exception {
			logger.debug("first {}", marker);
			logger.trace("second {} {}", 1, marker);
			logger.info("info {}", marker);
			FutureTask<Void> task = new FutureTask<>(() -> logger.debug("third {}", marker), null);
			this.executor.execute(task);
			((Future<Void>) task).get();
			throw new IllegalStateException("later");
		}

		@GetMapping("/error-line")
		String errorLine(@RequestParam String marker) {
			logger.debug("first {}", marker);
			logger.trace("second {} {}", 1, marker);
			logger.info("info {}", marker);
			logger.error("error {}", marker);
			logger.debug("third {}", marker);
			return marker;
		}

		@GetMapping("/slow")
		String slow(@RequestParam String marker) throws InterruptedException {
			TimeUnit.MILLISECONDS.sleep(500);
			return write(logger, marker);
		}

		@GetMapping("/secret")
		String secret(@RequestParam String marker) {
			logger.debug("{} password={}", marker, "hunter2-secret");
			throw new IllegalStateException("secret");
		}

		@ExceptionHandler
		ResponseEntity<String> handle(UnsupportedOperationException failure) {
			return ResponseEntity.internalServerError().body("handled");
		}

		@ExceptionHandler
		ResponseEntity<String> handle(HttpRequestMethodNotSupportedException refusal) {
			return ResponseEntity.ok("refused");
		}

		@ExceptionHandler
		ResponseEntity<String> handle(Answered failure) {
			return failure.answer();
		}

	}

	@RestController
	static class Pages implements ErrorController {

		private static final Logger logger = LoggerFactory.getLogger(Pages.class);

		@RequestMapping("/error")
		ResponseEntity<String> page(@RequestAttribute(RequestDispatcher.ERROR_STATUS_CODE) int status,
				@RequestParam(defaultValue = "") String page, @RequestParam String marker) {
			if (!page.isEmpty()) {
				logger.debug("page {}", marker);
			}
			if (page.equals("throws")) {
				throw new IllegalStateException("page");
			}
			if (page.equals("complains")) {
				logger.error("complains {}", marker);
			}
			return ResponseEntity.status(page.endsWith("500") ? 500 : status).body("page");
		}

	}

}
