package dev.fanlight.autoconfigure.logging;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs and calls that have no line or another level by their name, and lines at their
 * beginning. Messages are in {@link MessagesContract}.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class WorkLinesTests {

	private RunningApplication application;

	@BeforeAll
	void run() {
		this.application = RunningApplication.start(Application.class, "--fanlight.logging.jobs.started=true",
				"--fanlight.logging.jobs.exclude=Jobs.poll,*.pollAnd*",
				"--fanlight.logging.jobs.levels.[" + Jobs.class.getName() + ".everySecond]=error",
				"--fanlight.logging.jobs.levels.[Jobs.reactive]=warn",
				"--fanlight.logging.jobs.levels.[Jobs.quiet*]=off", "--fanlight.logging.calls.enabled=true",
				"--fanlight.logging.calls.started=true", "--fanlight.logging.calls.exclude=localhost/polled*",
				"--fanlight.logging.calls.levels.[localhost/target/{id}]=error",
				"--fanlight.logging.calls.levels.[localhost/quiet/*]=off");
	}

	@AfterAll
	void close() {
		this.application.close();
	}

	@Test
	void excludedJobHasNoLineEvenWhenItFailsAndAQuietOneOnlyThen(CapturedOutput output) {
		Map<String, Integer> runs = this.application.context().getBean(Jobs.class).runs;
		int before = runs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
		assertThat(line(output, "Jobs.quietAndFail failed in .*").get("level").asString()).isEqualTo("warn");
		Awaitility.await()
			.until(() -> List.of("poll", "pollAndFail", "quiet", "quietAndFail")
				.stream()
				.allMatch((job) -> runs.getOrDefault(job, 0) > before + 2));
		assertThat(count(output, "Jobs.poll.*")).isZero();
		assertThat(count(output, "Jobs.quiet( .*|AndFail started)")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "everySecond, error", "reactive, warn", "plain, info" })
	void jobHasTheLevelOfItsNameAndALineWhenItBegins(String job, String level, CapturedOutput output) {
		JsonNode started = line(output, "Jobs." + job + " started");
		assertThat(started.get("level").asString()).isEqualTo(level);
		assertThat(started.get("extra").has("duration_ms")).isFalse();
		JsonNode ran = line(output, "Jobs." + job + " ran in .*", started.get("trace_id"));
		assertThat(ran.get("level").asString()).isEqualTo(level);
		assertThat(ran.get("extra").get("code_function_name"))
			.isEqualTo(started.get("extra").get("code_function_name"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "RestClient", "WebClient", "HTTP interface" })
	void excludedCallHasNoLineEvenWhenItFailsAndAQuietOneOnlyThen(String client, CapturedOutput output) {
		call(client, "/polled/{id}", "200");
		call(client, "/polled/{id}", "500");
		call(client, "/quiet/{id}", "200");
		call(client, "/quiet/{id}", "503");
		assertThat(line(output, "Call GET localhost/quiet/\\{id} 503 in .*").get("level").asString()).isEqualTo("warn");
		assertThat(count(output, "Call .*(polled|quiet/\\{id} (200|started)).*")).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RestClient", "WebClient", "HTTP interface" })
	void callHasTheLevelOfItsNameAndALineWhenItBegins(String client, CapturedOutput output) {
		call(client, "/target/{id}", "200");
		JsonNode started = line(output, "Call GET localhost/target/\\{id} started");
		assertThat(started.get("level").asString()).isEqualTo("error");
		assertThat(started.get("extra").has("http_response_status_code")).isFalse();
		JsonNode done = line(output, "Call GET localhost/target/\\{id} 200 in .*", started.get("trace_id"));
		assertThat(done.get("level").asString()).isEqualTo("error");
	}

	@Test
	void callWithoutATemplateIsNamedByItsHost(CapturedOutput output) {
		this.application.context()
			.getBean(RestClient.Builder.class)
			.build()
			.get()
			.uri(URI.create(root() + "/target/200"))
			.retrieve()
			.toBodilessEntity();
		assertThat(line(output, "Call GET localhost 200 in .*").get("extra").has("url_template")).isFalse();
	}

	private void call(String client, String path, String answer) {
		HttpStatusCode status = switch (client) {
			case "RestClient" -> this.application.context()
				.getBean(RestClient.Builder.class)
				.build()
				.get()
				.uri(root() + path, answer)
				.exchange((request, response) -> response.getStatusCode());
			case "WebClient" -> this.application.context()
				.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(root() + path, answer)
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode()))
				.block(Duration.ofSeconds(10));
			default -> {
				Target target = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(this.application.context()
					.getBean(RestClient.Builder.class)
					.baseUrl(root())
					.defaultStatusHandler((any) -> true, (request, response) -> {
					})
					.build())).build().createClient(Target.class);
				yield switch (path) {
					case "/polled/{id}" -> target.polled(answer).getStatusCode();
					case "/quiet/{id}" -> target.quiet(answer).getStatusCode();
					default -> target.target(answer).getStatusCode();
				};
			}
		};
		assertThat(status).isEqualTo(HttpStatusCode.valueOf(Integer.parseInt(answer)));
	}

	private String root() {
		return "http://localhost:" + this.application.port();
	}

	private static JsonNode line(CapturedOutput output, String pattern) {
		return line(output, pattern, null);
	}

	/** A line of a trace, if one is given, that may be written later. */
	private static JsonNode line(CapturedOutput output, String pattern, @Nullable JsonNode traceId) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> LogLines.of(output)
				.stream()
				.filter((line) -> line.get("message").asString().matches(pattern)
						&& (traceId == null || traceId.equals(line.get("trace_id"))))
				.findFirst()
				.orElse(null), (line) -> line != null);
	}

	private static long count(CapturedOutput output, String pattern) {
		return LogLines.of(output).stream().filter((line) -> line.get("message").asString().matches(pattern)).count();
	}

	interface Target {

		@GetExchange("/polled/{id}")
		ResponseEntity<Void> polled(@PathVariable String id);

		@GetExchange("/quiet/{id}")
		ResponseEntity<Void> quiet(@PathVariable String id);

		@GetExchange("/target/{id}")
		ResponseEntity<Void> target(@PathVariable String id);

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import({ Jobs.class, Answers.class })
	static class Application {

	}

	@RestController
	static class Answers {

		@GetMapping({ "/polled/{status}", "/quiet/{status}", "/target/{status}" })
		ResponseEntity<Void> answer(@PathVariable int status) {
			return ResponseEntity.status(status).build();
		}

	}

	static class Jobs {

		private final Map<String, Integer> runs = new ConcurrentHashMap<>();

		@Scheduled(fixedRate = 100)
		void poll() {
			ran("poll");
		}

		@Scheduled(fixedRate = 100)
		void pollAndFail() {
			ran("pollAndFail");
			throw new IllegalStateException("polled");
		}

		@Scheduled(fixedRate = 100)
		void quiet() {
			ran("quiet");
		}

		@Scheduled(fixedRate = 100)
		void quietAndFail() {
			ran("quietAndFail");
			throw new IllegalStateException("quiet");
		}

		@Scheduled(fixedRate = 100)
		void plain() {
			ran("plain");
		}

		@Scheduled(cron = "* * * * * *")
		void everySecond() {
			ran("everySecond");
		}

		@Scheduled(fixedRate = 100)
		Mono<Void> reactive() {
			return Mono.fromRunnable(() -> ran("reactive"));
		}

		private void ran(String job) {
			this.runs.merge(job, 1, Integer::sum);
		}

	}

}
