package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CanonicalLinesContract} on Reactor Netty and Spring WebFlux.
 */
class ReactiveCanonicalLinesTests extends CanonicalLinesContract {

	@Override
	RunningApplication start(String... arguments) {
		return RunningApplication.start(Application.class,
				Stream.concat(Stream.of(arguments), Stream.of("--spring.main.web-application-type=reactive"))
					.toArray(String[]::new));
	}

	@Override
	Stream<String> shapes() {
		return Stream.concat(super.shapes(), Stream.of("GET /list 200 /list", "GET /file 200 /file"));
	}

	@Test
	void upgradeToAWebSocketHasALine(CapturedOutput output) throws Exception {
		openSocket();
		// Reactor Netty keeps the 101 to itself
		JsonNode line = line(output, "GET /socket 200 in .*");
		assertThat(line.get("extra").path("tenant").asString("")).isEqualTo("acme");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Items.class, Advice.class, Job.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> functional() {
			return RouterFunctions.route()
				.GET("/functional/{id}", (request) -> ServerResponse.ok().bodyValue("functional"))
				.build();
		}

		@Bean
		HandlerMapping sockets() {
			return new SimpleUrlHandlerMapping(
					Map.of("/socket", (WebSocketHandler) (session) -> session.receive().then()), -1);
		}

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

		@GetMapping("/nothing")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		void nothing() {
		}

		@GetMapping("/unchanged")
		ResponseEntity<Void> unchanged() {
			return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag("7").build();
		}

		@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> events() {
			return Flux.just("one é", "two");
		}

		@GetMapping("/pieces")
		Flux<String> pieces() {
			return Flux.just("one", "two", "three");
		}

		@GetMapping(path = "/list", produces = MediaType.APPLICATION_JSON_VALUE)
		Flux<Map<String, Integer>> list() {
			return Flux.range(1, 100).map((i) -> Map.of("id", i));
		}

		@GetMapping("/file")
		Mono<Void> file(ServerHttpResponse response) throws IOException {
			Path file = Files.createTempFile("lines", ".txt");
			Files.writeString(file, "a file of some bytes");
			return ((ZeroCopyHttpOutputMessage) response).writeWith(file, 2, 4)
				.doFinally((signal) -> file.toFile().delete());
		}

		@GetMapping("/thrown")
		Flux<String> thrown() {
			return Flux.error(new IllegalStateException("thrown"));
		}

		@PostMapping("/echo")
		Mono<String> echo(@RequestBody Mono<String> body) {
			return body;
		}

		@PostMapping("/upload")
		Mono<String> upload(@RequestPart FilePart file) {
			return file.content().then(Mono.just("uploaded"));
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
