package dev.fanlight.autoconfigure.metrics;

import reactor.core.publisher.Mono;

import org.junit.jupiter.api.Tag;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link CardinalityContract} on Reactor Netty and Spring WebFlux.
 */
@Tag("one-jdk")
class ReactiveCardinalityTests extends CardinalityContract {

	@Override
	String type() {
		return "reactive";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	void call(ConfigurableApplicationContext context, String url) {
		context.getBean(WebClient.Builder.class).build().get().uri(url).retrieve().toBodilessEntity().block();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Items.class)
	static class Application {

	}

	@RestController
	static class Items {

		@GetMapping("/items/{id}")
		Mono<String> item() {
			return Mono.just("item");
		}

	}

}
