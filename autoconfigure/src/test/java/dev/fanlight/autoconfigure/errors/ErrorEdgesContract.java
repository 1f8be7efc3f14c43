package dev.fanlight.autoconfigure.errors;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorGroup;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Errors come to light at every edge, once, whatever the web stack.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class ErrorEdgesContract {

	private static final String CARD = "4539578763621486";

	private static final String PLACE = ErrorEdgesContract.class.getName() + '$';

	/** A connection per request, see RunningApplication of the logging room. */
	private final RestClient client = RestClient.builder()
		.requestFactory(new SimpleClientHttpRequestFactory())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.defaultStatusHandler((status) -> true, (request, response) -> {
		})
		.build();

	private ConfigurableApplicationContext context;

	private ErrorInbox inbox;

	abstract String type();

	/**
	 * What is known of an exception that a controller throws at once, and an advice
	 * handles.
	 */
	abstract String handledAtOnce();

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.main.web-application-type=" + type(),
					"fanlight.errors.store.enabled=false", "fanlight.service.version=1.0",
					"management.endpoints.web.exposure.include=fanlight,prometheus",
					"management.endpoint.fanlight.access=unrestricted")
			.run();
		this.inbox = this.context.getBean(ErrorInbox.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void uncaughtInARequest(CapturedOutput output) {
		String requestId = get("/uncaught/17").getHeaders().getFirst("X-Request-ID");
		ErrorGroup group = group("Shop.pay", Edge.REQUEST);
		assertThat(group.type()).isEqualTo(IllegalStateException.class.getName());
		assertThat(group.count()).isEqualTo(1);
		assertThat(group.routes()).containsExactly("/uncaught/{id}");
		assertThat(group.requestId()).isEqualTo(requestId);
		assertThat(group.traceId()).matches("[0-9a-f]{32}");
		assertThat(group.message()).startsWith("card ").doesNotContain(CARD);
		JsonNode line = line(output, group.traceId());
		assertThat(line.at("/error/fingerprint").asString()).isEqualTo(group.fingerprint());
		get("/uncaught/18");
		Awaitility.await().until(() -> group("Shop.pay", Edge.REQUEST).count() == 2);
	}

	@Test
	void handledIntoAServerError() {
		assertThat(get("/handled").getStatusCode().value()).isEqualTo(503);
		ErrorGroup group = group("Shop.refund", Edge.REQUEST);
		assertThat(group.type()).isEqualTo(UnsupportedOperationException.class.getName());
		assertThat(group.routes()).containsExactly("/handled");
		assertThat(group.edges()).containsExactly(Edge.REQUEST);
	}

	@Test
	void handledAtOnceIntoAServerError() {
		assertThat(get("/handled-at-once").getStatusCode().value()).isEqualTo(503);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.inbox.groups())
				.filteredOn((group) -> group.routes().contains("/handled-at-once"))
				.singleElement()
				.satisfies((group) -> assertThat(group.toString()).contains("UnsupportedOperationException",
						handledAtOnce())));
	}

	@Test
	void faultsOfTheClientAreNone() {
		assertThat(get("/client").getStatusCode().value()).isEqualTo(422);
		assertThat(get("/missing").getStatusCode().value()).isEqualTo(404);
		assertThat(get("/status").getStatusCode().value()).isEqualTo(409);
		assertThat(get("/handled").getStatusCode().value()).isEqualTo(503);
		group("Shop.refund", Edge.REQUEST);
		assertThat(this.inbox.groups()).noneMatch((group) -> group.routes().contains("/client")
				|| group.routes().contains("/status") || group.type().contains("ResponseStatus"));
	}

	@Test
	void loggedAndThrownIsOne() {
		get("/logged");
		ErrorGroup group = group("Shop.charge", Edge.REQUEST);
		assertThat(group.count()).isEqualTo(1);
		assertThat(group.edges()).containsExactly(Edge.REQUEST, Edge.LOG);
		assertThat(this.inbox.groups()).filteredOn((other) -> (PLACE + "Shop.charge").equals(other.place())).hasSize(1);
	}

	@Test
	void scheduled() {
		this.context.getBean(TaskScheduler.class);
		ErrorGroup group = group("Jobs.tick", Edge.SCHEDULED);
		assertThat(group.routes()).containsExactly("Jobs.tick");
		assertThat(group.traceId()).matches("[0-9a-f]{32}");
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	void asynchronous() {
		// The application's own handler says nothing
		this.context.getBean(Shop.class).later();
		ErrorGroup group = group("Shop.later", Edge.ASYNC);
		assertThat(group.count()).isEqualTo(1);
		assertThat(group.routes()).containsExactly("Shop.later");
		assertThat(group.edges()).containsExactly(Edge.ASYNC);
		assertThat(this.context.getBean(Shop.class).withCaller()).failsWithin(Duration.ofSeconds(10));
		assertThat(this.inbox.groups()).noneMatch((other) -> "with a caller".equals(other.message()));
	}

	@Test
	void threadThatEnds(CapturedOutput output) throws Exception {
		Thread thread = new Thread(() -> {
			throw new IllegalStateException("card " + CARD);
		}, "worker");
		thread.start();
		thread.join();
		ErrorGroup group = this.inbox.groups()
			.stream()
			.filter((each) -> each.edges().contains(Edge.THREAD))
			.findFirst()
			.orElseThrow();
		assertThat(group.count()).isEqualTo(1);
		assertThat(output.getAll()).contains("Uncaught exception in thread worker").doesNotContain(CARD);
	}

	@Test
	void errorLine(CapturedOutput output) {
		Logger logger = LoggerFactory.getLogger("shop.Something");
		Exception error = new IllegalStateException("logged only");
		logger.warn("not yet", error);
		assertThat(this.inbox.groups()).noneMatch((group) -> "logged only".equals(group.message()));
		logger.error("{} failed", "this", error);
		logger.error("no throwable");
		ErrorGroup group = this.inbox.groups()
			.stream()
			.filter((each) -> "logged only".equals(each.message()))
			.findFirst()
			.orElseThrow();
		assertThat(group.edges()).containsExactly(Edge.LOG);
		assertThat(output.getOut().lines().filter((line) -> line.contains("logged only"))).hasSize(2)
			.allMatch((line) -> line.contains("\"fingerprint\":\"" + group.fingerprint() + '"'));
	}

	@Test
	void shownAndResolvedOverHttp() {
		get("/shown");
		ErrorGroup group = group("Shop.show", Edge.REQUEST);
		String body = get("/actuator/fanlight/errors").getBody();
		assertThat(body).contains(group.fingerprint(), "\"release\":\"1.0\"").doesNotContain(CARD);
		ResponseEntity<String> answer = post("/actuator/fanlight/errors",
				Map.of("key", group.fingerprint(), "value", "resolved"));
		assertThat(answer.getStatusCode().value()).isEqualTo(200);
		assertThat(answer.getBody()).contains("\"before\":\"new\"").doesNotContain("until");
		get("/shown");
		Awaitility.await().until(() -> this.inbox.state(group("Shop.show", Edge.REQUEST)) == GroupState.CAME_BACK);
		assertThat(get("/actuator/prometheus").getBody()
			.lines()
			.filter((line) -> line.matches("fanlight_errors_total\\{edge=\"(request|log)\",state=\"came_back\"} 1.0")))
			.hasSize(1);
		assertThat(post("/actuator/fanlight/errors", Map.of("key", "unknown", "value", "resolved")).getStatusCode()
			.value()).isEqualTo(400);
	}

	/** The metrics of a request are recorded after its answer is sent. */
	private ErrorGroup group(String place, Edge edge) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> this.inbox.groups()
				.stream()
				.filter((each) -> (PLACE + place).equals(each.place()) && each.edges().contains(edge))
				.findFirst()
				.orElse(null), (group) -> group != null);
	}

	private static JsonNode line(CapturedOutput output, String traceId) {
		return output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{") && line.contains(traceId) && line.contains("\"error\""))
			.map(JsonMapper.shared()::readTree)
			.findFirst()
			.orElseThrow();
	}

	private ResponseEntity<String> get(String path) {
		return this.client.get().uri(uri(path)).retrieve().toEntity(String.class);
	}

	private ResponseEntity<String> post(String path, Map<String, String> body) {
		return this.client.post()
			.uri(uri(path))
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toEntity(String.class);
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EnableAsync(proxyTargetClass = true)
	@EnableScheduling
	static class Application {

		@Bean
		Shop shop() {
			return new Shop();
		}

		@Bean
		AsyncConfigurer asyncConfigurer() {
			return new AsyncConfigurer() {

				@Override
				public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
					return (error, method, arguments) -> {
					};
				}

			};
		}

		@Bean
		Jobs jobs() {
			return new Jobs();
		}

		@Bean
		Controller controller() {
			return new Controller();
		}

		@Bean
		Advice advice() {
			return new Advice();
		}

	}

	/** A CGLIB proxy stands in front of it. */
	static class Shop {

		private static final Logger logger = LoggerFactory.getLogger(Shop.class);

		@Async
		public void later() {
			throw new IllegalStateException("later");
		}

		@Async
		public CompletableFuture<String> withCaller() {
			return CompletableFuture.failedFuture(new IllegalStateException("with a caller"));
		}

		public void pay(String id) {
			throw new IllegalStateException("card " + CARD + " of " + id);
		}

		public void refund() {
			throw new UnsupportedOperationException("refund");
		}

		public void charge() {
			IllegalStateException error = new IllegalStateException("charge");
			logger.error("Charging failed", error);
			throw new IllegalArgumentException("wrapped", error);
		}

		public void show() {
			throw new IllegalStateException("show " + CARD);
		}

	}

	static class Jobs {

		@Scheduled(fixedDelay = 3_600_000)
		public void tick() {
			throw new IllegalStateException("tick at " + Instant.now());
		}

	}

	@RestController
	static class Controller {

		@Autowired
		private Shop shop;

		@GetMapping("/uncaught/{id}")
		String uncaught(@PathVariable String id) {
			this.shop.pay(id);
			return "";
		}

		@GetMapping("/handled")
		CompletableFuture<String> handled() {
			return CompletableFuture.supplyAsync(() -> {
				this.shop.refund();
				return "";
			});
		}

		@GetMapping("/handled-at-once")
		String handledAtOnce() {
			throw new UnsupportedOperationException("at once");
		}

		@GetMapping("/client")
		String client() {
			throw new NumberFormatException("client");
		}

		@GetMapping("/status")
		String status() {
			throw new ResponseStatusException(HttpStatus.CONFLICT);
		}

		@GetMapping("/logged")
		String logged() {
			this.shop.charge();
			return "";
		}

		@GetMapping("/shown")
		CompletableFuture<String> shown() {
			return CompletableFuture.supplyAsync(() -> {
				this.shop.show();
				return "";
			});
		}

	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler
		ResponseEntity<String> unsupported(UnsupportedOperationException ex) {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("later");
		}

		@ExceptionHandler
		ResponseEntity<String> client(NumberFormatException ex) {
			return ResponseEntity.unprocessableContent().body("no number");
		}

	}

}
