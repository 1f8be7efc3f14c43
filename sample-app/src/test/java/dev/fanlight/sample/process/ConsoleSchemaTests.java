package dev.fanlight.sample.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every line the shop prints, from its first to its last, against the published schema.
 */
class ConsoleSchemaTests {

	@RegisterExtension
	final ShopProcesses processes = new ShopProcesses();

	private Schema schema;

	@BeforeEach
	void readSchema() throws IOException {
		this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("..", "docs", "log-schema.json")), InputFormat.JSON);
	}

	@Test
	void everyLineFromStartToStopKeepsToTheSchema() throws InterruptedException {
		ShopProcess process = this.processes.start(Map.of("APP_ENV", "test"), "--shop.traffic.rate=50",
				"--logging.level.dev.fanlight.sample=debug");
		RestClient shop = RestClient.builder()
			.baseUrl(process.url())
			.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
			})
			.build();
		get(shop, "/api/crash");
		get(shop, "/api/orders/0");
		get(shop, "/nothing/here");
		post(shop, "/api/orders", Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "broken"));
		post(shop, "/api/orders", Map.of("sku", "", "quantity", 0, "paymentMethod", "card"));
		post(shop, "/api/login", Map.of("user", "ada", "password", "wrong", "card", "4111111111111111"));
		await().atMost(Duration.ofSeconds(30)).until(() -> process.out().size() > 120);
		process.stop();

		assertThat(process.out())
			.allSatisfy((line) -> assertThat(this.schema.validate(line, InputFormat.JSON)).as("%s", line).isEmpty());
		assertThat(process.err()).isEmpty();
		// The shop has none of our optional libraries but its own
		assertThat(process.out()).noneMatch((line) -> line.contains("NoClassDefFoundError"));
		List<LogLine> lines = process.out().stream().map(LogLine::parse).toList();
		assertThat(lines).extracting((line) -> line.text("service")).containsOnly("shop");
		assertThat(lines).extracting((line) -> line.text("environment")).containsOnly("test");
		assertThat(lines).extracting((line) -> line.text("level")).contains("debug", "info", "warn", "error");
		assertThat(lines).anyMatch((line) -> line.json().has("error"));
		assertThat(lines).filteredOn(LogLine::isWork).hasSizeGreaterThan(30).allSatisfy((line) -> {
			assertThat(line.text("trace_id")).as("%s", line).isNotEmpty();
			assertThat(line.text("span_id")).as("%s", line).isNotEmpty();
			assertThat(line.json().path("trace_sampled").isBoolean()).as("%s", line).isTrue();
			assertThat(line.json().has("request_id")).as("%s", line).isEqualTo(!line.isScheduled());
		});
		assertThat(lines).extracting((line) -> line.text("message"))
			.contains("Checked the inventory", "Confirmed order");
	}

	private static void get(RestClient shop, String uri) {
		shop.get().uri(uri).retrieve().toBodilessEntity();
	}

	private static void post(RestClient shop, String uri, Object body) {
		shop.post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).retrieve().toBodilessEntity();
	}

}
