package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@link CorrelationContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveCorrelationTests extends CorrelationContract {

	@Override
	RunningApplication start() {
		String[] arguments = ServletCorrelationTests.arguments("false");
		arguments[0] = "--spring.main.web-application-type=reactive";
		return RunningApplication.start(Application.class, arguments);
	}

	@Override
	String uncaughtExceptionLine() {
		return "500 Server Error for HTTP GET \"/boom\"";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Greeter.class)
	static class Application {

	}

	@RestController
	static class Greeter {

		private static final Logger logger = LoggerFactory.getLogger(Greeter.class);

		@GetMapping({ "/hello", "/internal/hello" })
		Mono<String> hello(@RequestParam String marker, ServerHttpRequest request) {
			logger.info("{} {}", request.getPath(), marker);
			return Mono.just(marker);
		}

		@GetMapping("/async")
		Mono<String> async(@RequestParam String marker) {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> {
				logger.info("/async {}", marker);
				return marker;
			});
		}

		@GetMapping("/future")
		Mono<String> future(@RequestParam String marker) {
			return Mono.fromSupplier(() -> {
				logger.info("/future {}", marker);
				return marker;
			}).subscribeOn(Schedulers.boundedElastic());
		}

		@GetMapping("/nested")
		Mono<String> nested(@RequestParam String marker) {
			return Mono.just(marker)
				.publishOn(Schedulers.parallel())
				.doOnNext((value) -> logger.info("/nested {}", value));
		}

		@GetMapping("/boom")
		Mono<String> boom() {
			return Mono.error(new IllegalStateException("boom"));
		}

	}

}
