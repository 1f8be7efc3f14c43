package dev.fanlight.autoconfigure.tracing;

import java.time.Duration;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
		return Shop.class;
	}

	@Override
	String type() {
		return "reactive";
	}

	@Override
	int requests() {
		return 500;
	}

	@Override
	int spans() {
		return 3;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Shop {

		private final WebClient client;

		Shop(WebClient.Builder builder) {
			this.client = builder.defaultHeader(HttpHeaders.CONNECTION, "close").build();
		}

		@GetMapping("/orders/{id}")
		Mono<String> order(@PathVariable String id, ServerHttpRequest request) {
			return this.client.get()
				.uri("http://localhost:{port}/stock/{id}", request.getLocalAddress().getPort(), id)
				.exchangeToMono(ClientResponse::toBodilessEntity)
				.map((response) -> TailContract.order(id));
		}

		@ExceptionHandler
		ResponseEntity<Void> handle(AnsweredException ex) {
			return ResponseEntity.ok().build();
		}

		@GetMapping("/stock/{id}")
		Mono<ResponseEntity<String>> answer(@PathVariable String id) {
			ResponseEntity<String> answer = TailContract.stock(id);
			return id.startsWith("slow") ? Mono.delay(Duration.ofMillis(410)).map((tick) -> answer) : Mono.just(answer);
		}

	}

}
