package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@link FlightRecorderContract} on Reactor Netty and Spring WebFlux.
 */
class FlightRecorderReactiveTests extends FlightRecorderContract {

	@Override
	RunningApplication start(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--spring.main.web-application-type=reactive");
		return RunningApplication.start(Application.class, all.toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		private static final Logger logger = LoggerFactory.getLogger(Controller.class);

		@GetMapping("/ok")
		Mono<String> ok(@RequestParam String marker) {
			return Mono.fromSupplier(() -> write(logger, marker));
		}

		@GetMapping("/ok-later")
		Mono<String> okLater(@RequestParam String marker) {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> write(logger, marker));
		}

		@GetMapping("/not-found")
		Mono<String> notFound(@RequestParam String marker) {
			write(logger, marker);
			return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
		}

		@GetMapping("/boom")
		Mono<String> boom(@RequestParam String marker) {
			write(logger, marker);
			return Mono.error(new IllegalStateException("boom"));
		}

		@GetMapping("/handled")
		Mono<String> handled(@RequestParam String marker) {
			write(logger, marker);
			return Mono.error(new UnsupportedOperationException("handled"));
		}

		@GetMapping("/answered/{status}")
		Mono<String> answered(@PathVariable int status, @RequestParam String marker) {
			write(logger, marker);
			return Mono.error(new Answered(status));
		}

		@GetMapping("/refused")
		Mono<String> refused(@RequestParam String marker) {
			write(logger, marker);
			return Mono.error(new MethodNotAllowedException("GET", List.of()));
		}

		@GetMapping("/status")
		Mono<ResponseEntity<String>> status(@RequestParam String marker) {
			return Mono.just(ResponseEntity.status(503).body(write(logger, marker)));
		}

		@GetMapping("/later")
		Mono<String> later(@RequestParam String marker) {
			logger.debug("first {}", marker);
			logger.trace("second {} {}", 1, marker);
			logger.info("info {}", marker);
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> {
				logger.debug("third {}", marker);
				throw new IllegalStateException("later");
			});
		}

		@GetMapping("/error-line")
		Mono<String> errorLine(@RequestParam String marker) {
			logger.debug("first {}", marker);
			logger.trace("second {} {}", 1, marker);
			logger.info("info {}", marker);
			logger.error("error {}", marker);
			logger.debug("third {}", marker);
			return Mono.just(marker);
		}

		@GetMapping("/slow")
		Mono<String> slow(@RequestParam String marker) {
			return Mono.delay(Duration.ofMillis(500)).map((tick) -> write(logger, marker));
		}

		@GetMapping("/secret")
		Mono<String> secret(@RequestParam String marker) {
			logger.debug("{} password={}", marker, "hunter2-secret");
			return Mono.error(new IllegalStateException("secret"));
		}

		@ExceptionHandler
		ResponseEntity<String> handle(UnsupportedOperationException failure) {
			return ResponseEntity.internalServerError().body("handled");
		}

		@ExceptionHandler
		ResponseEntity<String> handle(MethodNotAllowedException refusal) {
			return ResponseEntity.ok("refused");
		}

		@ExceptionHandler
		ResponseEntity<String> handle(Answered failure) {
			return failure.answer();
		}

	}

}
