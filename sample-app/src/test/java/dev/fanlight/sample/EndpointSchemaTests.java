package dev.fanlight.sample;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.fanlight.test.OtlpReceiver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint of the shop answers as {@code docs/endpoint-schema.json} says, in every
 * section and by every way.
 */
class EndpointSchemaTests {

	private static final Path FILE = Path.of(System.getProperty("basedir", "."), "..", "docs", "endpoint-schema.json");

	private static OtlpReceiver receiver;

	private static ConfigurableApplicationContext shop;

	private static RestClient client;

	private static JsonNode document;

	@BeforeAll
	static void run() throws IOException {
		document = JsonMapper.shared().readTree(Files.readString(FILE));
		receiver = OtlpReceiver.start();
		shop = new SpringApplicationBuilder(ShopApplication.class).run("--server.port=0",
				"--shop.traffic.enabled=false", "--management.endpoints.web.exposure.include=fanlight",
				"--management.endpoints.jmx.exposure.include=fanlight",
				"--management.endpoint.fanlight.access=unrestricted", "--spring.jmx.enabled=true",
				"--OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint(),
				"--management.tracing.sampling.probability=1", "--fanlight.alerts.interval=100ms",
				"--fanlight.alerts.channels.here.type=log", "--fanlight.alerts.rules.any-error.when=error-rate > 0%",
				"--fanlight.alerts.rules.any-error.for=0s");
		int port = ((WebServerApplicationContext) shop).getWebServer().getPort();
		client = RestClient.builder()
			.baseUrl("http://localhost:" + port)
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build();
		// Something for every section to show
		post("/api/login", Map.of("user", "ada", "password", "wrong", "card", "4111111111111111"));
		receiver.awaitSpans(1);
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			// Until one falls between two readings of the alerts
			client.get().uri("/api/crash").retrieve().toBodilessEntity();
			JsonNode sections = get("/actuator/fanlight").get("sections");
			return !sections.at("/alerts/firing").isEmpty() && !sections.at("/errors/latest").isEmpty();
		});
	}

	@AfterAll
	static void stop() {
		shop.close();
		receiver.close();
	}

	@Test
	void wholeEndpointKeepsToTheSchemaWithEverySection() {
		JsonNode answer = get("/actuator/fanlight");
		assertThat(complaints("", answer)).isEmpty();
		assertThat(answer.get("sections").propertyNames())
			.containsExactlyInAnyOrderElementsOf(document.at("/properties/sections/properties").propertyNames());
	}

	@Test
	void everySectionKeepsToTheSchemaAndShowsSomething() {
		for (String section : get("/actuator/fanlight").get("sections").propertyNames()) {
			JsonNode answer = get("/actuator/fanlight/" + section);
			assertThat(complaints("/$defs/section", answer)).as(section).isEmpty();
			assertThat(answer.path(section).has("error")).as(section).isFalse();
			assertThat(answer.path(section)).as(section).isNotEmpty();
		}
		assertThat(get("/actuator/fanlight/alerts").at("/alerts/rules")).isNotEmpty();
		assertThat(get("/actuator/fanlight/alerts").at("/alerts/channels")).isNotEmpty();
		assertThat(get("/actuator/fanlight/cardinality").at("/cardinality/worst")).isNotEmpty();
		assertThat(get("/actuator/fanlight/errors").at("/errors/groups")).isNotEmpty();
		assertThat(get("/actuator/fanlight/log-bill").at("/log-bill/worst")).isNotEmpty();
		assertThat(get("/actuator/fanlight/objectives").at("/objectives/goals")).isNotEmpty();
		assertThat(get("/actuator/fanlight/redaction").at("/redaction/redactions")).isNotEmpty();
	}

	@Test
	void changesKeepToTheSchemaAndSoDoRefusals() {
		JsonNode change = post("/actuator/fanlight/loggers", Map.of("key", "shop", "value", "DEBUG", "expiry", "1m"));
		assertThat(complaints("/$defs/change", change)).isEmpty();
		String fingerprint = get("/actuator/fanlight/errors").at("/errors/groups/0/fingerprint").asString();
		assertThat(complaints("/$defs/change",
				post("/actuator/fanlight/errors", Map.of("key", fingerprint, "value", "muted"))))
			.isEmpty();
		assertThat(get("/actuator/fanlight").get("changes")).isNotEmpty();
		assertThat(complaints("", get("/actuator/fanlight"))).isEmpty();
		JsonNode refusal = post("/actuator/fanlight/loggers", Map.of("key", "shop", "value", "LOUD"));
		assertThat(complaints("/$defs/refusal", refusal)).isEmpty();
		assertThat(complaints("/$defs/refusal", get("/actuator/fanlight/nothing"))).isEmpty();
		JsonNode reverted = JsonMapper.shared()
			.readTree(client.method(HttpMethod.DELETE)
				.uri("/actuator/fanlight/loggers?key=shop")
				.retrieve()
				.body(String.class));
		assertThat(complaints("/$defs/section", reverted)).isEmpty();
	}

	@Test
	void answersOverJmxKeepToTheSchema() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		List<ObjectName> names = new ArrayList<>(
				server.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Fanlight,*"), null));
		assertThat(names).hasSize(1);
		JsonMapper json = JsonMapper.shared();
		JsonNode all = json.valueToTree(server.invoke(names.get(0), "sections", new Object[0], new String[0]));
		assertThat(complaints("", all)).isEmpty();
		for (String part : List.of("errors", "alerts", "delivery", "rules", "dashboard")) {
			JsonNode answer = json.valueToTree(server.invoke(names.get(0), "section", new Object[] { part },
					new String[] { String.class.getName() }));
			assertThat(complaints("/$defs/section", answer)).as(part).isEmpty();
		}
	}

	@Test
	void fieldThatNobodyDocumentedIsSeen() {
		JsonNode answer = JsonMapper.shared()
			.readTree("{\"loggers\": {\"levels\": [], \"configured\": [], \"mood\": \"good\"}, \"changes\": []}");
		assertThat(complaints("/$defs/section", answer)).singleElement().asString().contains("mood");
	}

	private static List<String> complaints(String part, JsonNode answer) {
		SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(Map.of(document.get("$id").asString(), document.toString())));
		Schema schema = registry.getSchema(SchemaLocation.of(document.get("$id").asString() + "#" + part));
		return schema.validate(answer.toString(), InputFormat.JSON).stream().map(Object::toString).toList();
	}

	private static JsonNode get(String path) {
		return JsonMapper.shared().readTree(client.get().uri(path).retrieve().body(String.class));
	}

	private static JsonNode post(String path, Map<String, ?> body) {
		return JsonMapper.shared()
			.readTree(client.post()
				.uri(path)
				.contentType(MediaType.APPLICATION_JSON)
				.body(body)
				.retrieve()
				.body(String.class));
	}

}
