package dev.fanlight.autoconfigure.tracing;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link TailContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveTailTests extends TailContract {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "reactive";
	}

	@Override
	int spans() {
		return 3;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shop.class)
	static class Application {

	}

	@RestController
	static class Shop {

		private static final Logger logger = LoggerFactory.getLogger(Shop.class);

		private final WebClient client;

		Shop(WebClient.Builder builder) {
			this.client = builder.defaultHeader(HttpHeaders.CONNECTION, "close").build();
		}

		@GetMapping("/orders/{id}")
		Mono<String> order(@PathVariable String id, ServerHttpRequest request) {
			return stock(id, request.getLocalAddress().getPort()).flatMap((done) -> {
				if (id.startsWith("throw")) {
					return Mono.error(new IllegalStateException("Order " + id + " is broken"));
				}
				if (id.startsWith("line")) {
					logger.error("Order {} is odd", id);
				}
				return Mono.just(id);
			});
		}

		@GetMapping("/stock/{id}")
		Mono<ResponseEntity<String>> answer(@PathVariable String id) {
			ResponseEntity<String> answer = ResponseEntity.status(id.startsWith("stock") ? 500 : 200).body(id);
			return id.startsWith("slow") ? Mono.delay(Duration.ofMillis(410)).map((tick) -> answer) : Mono.just(answer);
		}

		private Mono<String> stock(String id, int port) {
			return this.client.get()
				.uri("http://localhost:{port}/stock/{id}", port, id)
				.exchangeToMono(ClientResponse::toBodilessEntity)
				.map((response) -> id);
		}

	}

}
