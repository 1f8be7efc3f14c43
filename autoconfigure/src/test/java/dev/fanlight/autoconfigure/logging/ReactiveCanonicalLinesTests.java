package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link CanonicalLinesContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveCanonicalLinesTests extends CanonicalLinesContract {

	@Override
	RunningApplication start(String... arguments) {
		String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
		all[arguments.length] = "--spring.main.web-application-type=reactive";
		return RunningApplication.start(Application.class, all);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Items.class, Advice.class, Job.class })
	static class Application {

	}

	@RestController
	static class Items {

		private final WebClient client;

		Items(WebClient.Builder builder) {
			this.client = builder.build();
		}

		@GetMapping({ "/items/{id}", "/quiet/{id}" })
		Mono<String> item() {
			return Mono.just("item é");
		}

		@GetMapping("/advice")
		Mono<String> advice() {
			return Mono.error(new UnavailableException());
		}

		@GetMapping("/advice/now")
		Mono<String> adviceNow() {
			throw new UnavailableException();
		}

		@GetMapping("/boom")
		Mono<String> boom() {
			throw new IllegalStateException("boom");
		}

		@GetMapping("/async")
		Mono<String> async() {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> "async");
		}

		@GetMapping("/async/boom")
		Mono<String> asyncBoom() {
			return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalStateException("boom")));
		}

		@GetMapping("/slow")
		Mono<String> slow() {
			return Mono.delay(Duration.ofMillis(200)).map((tick) -> "slow");
		}

		@GetMapping("/call")
		Mono<String> call(ServerHttpRequest request) {
			return this.client.get()
				.uri("http://localhost:" + request.getLocalAddress().getPort() + "/items/{id}", "called")
				.retrieve()
				.bodyToMono(String.class);
		}

		@GetMapping("/big")
		Flux<DataBuffer> big() {
			return Flux.interval(Duration.ofMillis(1))
				.onBackpressureDrop()
				.map((i) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[8192]));
		}

	}

}
