package dev.fanlight.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint over HTTP, whatever the web stack.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class EndpointContract {

	/** The header with the name of the user. */
	static final String USER = "X-User";

	private static final String PATH = "/actuator/fanlight";

	private static final Logger target = LoggerFactory.getLogger("shop.Target");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private ConfigurableApplicationContext context;

	abstract Class<?> application();

	abstract String type();

	/**
	 * Who a request of Alice comes from.
	 * @return as far as the stack knows
	 */
	abstract String user();

	@BeforeAll
	void start() {
		this.context = start("--management.endpoint.fanlight.access=unrestricted", "--fanlight.endpoint.max-expiry=1h");
	}

	ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(application())
			.properties("server.port=0", "spring.main.web-application-type=" + type(), "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=fanlight",
					"management.endpoints.web.exposure.include=fanlight")
			.run(arguments);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@AfterEach
	void revertAll() throws Exception {
		send("DELETE", "/loggers", null);
	}

	@Test
	void showsSectionsWithTheChangesInForce() throws Exception {
		assertThat(json(send("GET", "", null)).at("/sections/loggers/levels").toString()).contains("DEBUG");
		HttpResponse<String> answer = change("shop.Target", "debug", "10m");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(target.isDebugEnabled()).isTrue();
		JsonNode loggers = json(send("GET", "/loggers", null));
		JsonNode change = loggers.at("/changes/0");
		assertThat(change.get("key").asString()).isEqualTo("shop.Target");
		assertThat(change.get("value").asString()).isEqualTo("DEBUG");
		assertThat(change.get("before").asString()).isEqualTo("INFO");
		assertThat(change.get("by").asString()).isEqualTo(user());
		assertThat(Duration.between(Instant.parse(change.get("since").asString()),
				Instant.parse(change.get("until").asString())))
			.isEqualTo(Duration.ofMinutes(10));
		assertThat(loggers.at("/loggers/configured").toString())
			.contains("{\"logger\":\"shop.Target\",\"level\":\"DEBUG\"}");
	}

	@Test
	void levelReturnsAfterItsTimeAndBothAreAudited(CapturedOutput output) throws Exception {
		change("shop.Target", "TRACE", "50ms");
		await().atMost(Duration.ofSeconds(20)).until(() -> !target.isDebugEnabled());
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(
					() -> assertThat(output).contains(user() + " changed loggers shop.Target: INFO -> TRACE until")
						.contains("expiry reverted loggers shop.Target: TRACE -> INFO"));
	}

	@Test
	void deleteRevertsAtOnce(CapturedOutput output) throws Exception {
		change("shop.Target", "DEBUG", null);
		assertThat(send("DELETE", "/loggers?key=shop.Target", null).statusCode()).isEqualTo(200);
		assertThat(target.isDebugEnabled()).isFalse();
		assertThat(output).contains("anonymous reverted loggers shop.Target: DEBUG -> INFO");
		assertRefused(send("DELETE", "/loggers?key=shop.Target", null), "this key of loggers is not changed");
	}

	@Test
	void auditIsWrittenEvenWhenTheRootIsSwitchedOff(CapturedOutput output) throws Exception {
		change("ROOT", "OFF", null);
		assertThat(target.isErrorEnabled()).isFalse();
		assertThat(output).contains(user() + " changed loggers ROOT: INFO -> OFF");
	}

	@Test
	void refusesInWords() throws Exception {
		assertRefused(change("shop.Target", "LOUD", null), "the level must be one of TRACE, DEBUG, INFO");
		assertRefused(change("root", "DEBUG", null), "the root logger is written ROOT");
		assertRefused(change("dev.fanlight.audit", "OFF", null), "cannot be changed here");
		assertRefused(change("shop.Target", "DEBUG", "2h"), "at most 1h (fanlight.endpoint.max-expiry)");
		assertRefused(change("shop.Target", "DEBUG", "106751991168d"), "at most 1h (fanlight.endpoint.max-expiry)");
		assertRefused(change("shop.Target", "DEBUG", "0s"), "longer than nothing");
		assertRefused(change("shop.Target", "DEBUG", "soon"), "a duration such as 10m or 2h");
		assertRefused(change("shop\\nforged", "DEBUG", null), "the key must be a line");
		assertThat(target.isDebugEnabled()).isFalse();
	}

	@Test
	void unknownSectionIsNotFound() throws Exception {
		assertThat(send("GET", "/nothing", null).statusCode()).isEqualTo(404);
		assertThat(send("POST", "/nothing", "{\"key\":\"a\",\"value\":\"b\"}").statusCode()).isEqualTo(404);
	}

	@Test
	void requestWithoutValueIsRefused() throws Exception {
		assertThat(send("POST", "/loggers", "{\"key\":\"a\"}").statusCode()).isEqualTo(400);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	HttpResponse<String> change(String key, String value, String expiry) throws Exception {
		String body = "{\"key\":\"%s\",\"value\":\"%s\"%s}".formatted(key, value,
				(expiry != null) ? ",\"expiry\":\"" + expiry + "\"" : "");
		return send(this.context, "POST", "/loggers", body, USER, "alice");
	}

	private HttpResponse<String> send(String method, String path, String body) throws Exception {
		return send(this.context, method, path, body);
	}

	HttpResponse<String> send(ConfigurableApplicationContext application, String method, String path, String body,
			String... headers) throws IOException, InterruptedException {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + PATH + path))
			.header("Content-Type", "application/json")
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static void assertRefused(HttpResponse<String> answer, String sentence) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(json(answer).get("error").asString()).contains(sentence);
	}

	static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
