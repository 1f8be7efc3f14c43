package dev.fanlight.autoconfigure.redaction;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import dev.fanlight.autoconfigure.OpenApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoints that answer with types of their own, asked through a socket.
 */
@Tag("one-jdk")
class EndpointJsonTests {

	private static final String SECRET = "S3cr3t9q7Xq2Lm";

	@ParameterizedTest
	@CsvSource({ "SERVLET, true", "REACTIVE, true", "SERVLET, false", "REACTIVE, false" })
	void showNoSecret(WebApplicationType type, boolean isolated) throws Exception {
		try (ConfigurableApplicationContext context = run(type,
				"--management.endpoints.jackson.isolated-json-mapper=" + isolated)) {
			assertThat(get(context, "health"))
				.contains("\"error\":\"java.lang.IllegalStateException: password=[REDACTED:kv] refused\"")
				.contains("\"apiKey\":\"[REDACTED:kv]\"",
						"\"hosts\":[\"db-1\",\"redis://:[REDACTED:url-userinfo]@cache\"]")
				.contains("\"status\":\"DOWN\"")
				.doesNotContain(SECRET);
			assertThat(get(context, "health/vault")).contains("\"status\":\"DOWN\"").doesNotContain(SECRET);
			assertThat(get(context, "ledger")).contains("\"note\":\"paid with [REDACTED:pan]\"", "\"entries\":3")
				.doesNotContain("4111111111111111");
			assertThat(Awaitility.await().until(() -> get(context, "scheduledtasks"), (all) -> all.contains("ERROR")))
				.contains("token=[REDACTED:kv] expired")
				.doesNotContain(SECRET);
			assertThat(get(context, "loggers/shop.token")).contains("\"configuredLevel\":\"DEBUG\"");
			assertThat(get(context, "accounts")).contains("\"iban\":\"[REDACTED:iban]\"", "\"name\":\"petty cash\"");
			assertThat(managed("Health", "health")).contains("password=[REDACTED:kv] refused", "status=DOWN")
				.doesNotContain(SECRET);
			assertThat(managed("Accounts", "list")).contains("[REDACTED:iban]", "petty cash");
			assertThat(managed("Ledger", "read")).contains("paid with [REDACTED:pan]", "entries=3");
		}
	}

	@Test
	void showsEverythingWhenSwitchedOff() throws Exception {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET,
				"--fanlight.redaction.enabled=false")) {
			assertThat(get(context, "health")).contains("password=" + SECRET, "\"apiKey\":\"" + SECRET);
		}
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, String... more) {
		return new SpringApplicationBuilder(Shop.class).web(type)
			.properties(Map.of("server.port", "0", "management.endpoints.web.exposure.include", "*",
					"management.endpoint.health.show-details", "always", "logging.level.shop.token", "debug",
					"spring.jmx.enabled", "true", "management.endpoints.jmx.exposure.include", "*"))
			.run(more);
	}

	private static String managed(String endpoint, String operation) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = server
			.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=" + endpoint + ",*"), null)
			.iterator()
			.next();
		return String.valueOf(server.invoke(name, operation, new Object[0], new String[0]));
	}

	private static String get(ConfigurableApplicationContext context, String endpoint) throws Exception {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + endpoint)).build(),
					BodyHandlers.ofString())
			.body();
	}

	@OpenApplication
	@EnableScheduling
	static class Shop {

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void refresh() {
			throw new IllegalStateException("token=" + SECRET + " expired");
		}

		@Bean
		static HealthIndicator vault() {
			return () -> Health.down(new IllegalStateException("password=" + SECRET + " refused"))
				.withDetail("apiKey", SECRET)
				.withDetail("hosts", List.of("db-1", "redis://:" + SECRET + "@cache"))
				.build();
		}

		@Bean
		static Accounts accounts() {
			return new Accounts();
		}

		@Bean
		static Ledger ledger() {
			return new Ledger();
		}

	}

	/**
	 * Answers with a type of its own.
	 */
	@Endpoint(id = "ledger")
	static class Ledger {

		@ReadOperation
		Page read() {
			return new Page("paid with 4111111111111111", 3);
		}

		record Page(String note, int entries) implements OperationResponseBody {
		}

	}

	/**
	 * Answers with a list of a type that is no {@link OperationResponseBody}.
	 */
	@Endpoint(id = "accounts")
	static class Accounts {

		@ReadOperation
		List<Account> list() {
			return List.of(new Account("petty cash", "DE89370400440532013000"));
		}

		record Account(String name, String iban) {
		}

	}

}
