package dev.fanlight.autoconfigure.slo;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@link SloContract} on WebFlux.
 */
class ReactiveSloTests extends SloContract {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "reactive";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/orders/{id}")
		Mono<String> order(@PathVariable String id) {
			return id.equals("boom") ? Mono.error(new IllegalStateException(id)) : Mono.just(id);
		}

	}

}
