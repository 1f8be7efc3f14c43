package dev.fanlight.autoconfigure.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
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

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Controller.class, Job.class })
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

		Controller(@Qualifier("applicationTaskExecutor") Executor executor) {
			this.executor = executor;
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

	}

}
