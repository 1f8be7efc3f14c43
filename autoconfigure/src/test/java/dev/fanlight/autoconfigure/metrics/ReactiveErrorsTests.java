package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;

import dev.fanlight.autoconfigure.EndedSpans;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;

/**
 * {@link ErrorsContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveErrorsTests extends ErrorsContract {

	@Override
	String type() {
		return "reactive";
	}

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String timeoutException() {
		return "TimeoutException";
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Errors.class, Advice.class, EndedSpans.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> graphQl(ObservationRegistry registry) {
			return RouterFunctions.route()
				.POST("/graphql", new GraphQlHttpHandler(ErrorsContract.graphQl(registry))::handleRequest)
				.build();
		}

		@Bean
		WebFilter rejecting() {
			return (exchange, chain) -> {
				String status = exchange.getRequest().getQueryParams().getFirst("reject");
				if (status == null) {
					return chain.filter(exchange);
				}
				exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(Integer.parseInt(status)));
				return exchange.getResponse().setComplete();
			};
		}

	}

	@RestController
	static class Errors {

		@GetMapping("/fine")
		Mono<String> fine() {
			return Mono.just("fine");
		}

		@GetMapping("/slow")
		Mono<String> slow() {
			return Mono.delay(Duration.ofMillis(50)).thenReturn("slow");
		}

		@GetMapping("/items/{id}")
		Mono<String> item() {
			return Mono.just("item");
		}

		@GetMapping("/advice")
		Mono<String> advice() {
			throw new UnavailableException();
		}

		@GetMapping("/advice/async")
		Mono<String> adviceAsync() {
			return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new UnavailableException()));
		}

		@GetMapping("/advice/future")
		Mono<String> adviceFuture() {
			return Mono.error(new UnavailableException());
		}

		@GetMapping("/conflict")
		Mono<String> conflict() {
			return Mono.error(new ConflictException());
		}

		@GetMapping({ "/status/404", "/status/502", "/status/504" })
		Mono<String> status(ServerHttpRequest request) {
			int code = Integer.parseInt(request.getPath().value().substring("/status/".length()));
			return Mono.error(new ResponseStatusException(HttpStatus.valueOf(code)));
		}

		@GetMapping("/boom")
		Mono<String> boom() {
			return Mono.error(new IllegalStateException("boom"));
		}

		@GetMapping("/late")
		Mono<String> late() {
			return Mono.<String>never().timeout(Duration.ofMillis(200));
		}

		@GetMapping("/big")
		Flux<DataBuffer> big() {
			return Flux.interval(Duration.ofMillis(1))
				.onBackpressureDrop()
				.map((i) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[8192]));
		}

	}

}
