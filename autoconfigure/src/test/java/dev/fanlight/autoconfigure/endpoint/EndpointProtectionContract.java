package dev.fanlight.autoconfigure.endpoint;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.Diagnosis.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may ask the endpoints, on every web stack, on the port of the application and on
 * one of their own, with and without Spring Security.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class EndpointProtectionContract {

	private static final String TOKEN = "correct-horse-battery";

	private static final String CONSOLE = "https://console.example.org";

	private static final String WARNING = "answer anybody below /actuator in production";

	private final HttpClient client = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	abstract String type();

	abstract Class<?> application();

	@BeforeAll
	void start() {
		this.context = run(application(), "--fanlight.endpoints.token=" + TOKEN,
				"--management.endpoints.web.exposure.include=*", "--management.endpoint.env.show-values=always",
				"--management.endpoint.configprops.show-values=always",
				"--management.endpoints.web.cors.allowed-origins=" + CONSOLE,
				"--management.endpoints.web.cors.allowed-headers=Authorization");
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/actuator", "/actuator/", "/actuator/prometheus", "/actuator/health", "/actuator/loggers/ROOT",
					"/actuator/nothing", "/actuator;a=b/prometheus", "/%61ctuator/prometheus", "/ACTUATOR/prometheus" })
	void endpointAsksForTheToken(String path) throws Exception {
		HttpResponse<String> refused = get(this.context, path, null);
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.headers().allValues("WWW-Authenticate"))
			.containsExactlyInAnyOrderElementsOf(EndpointGuard.CHALLENGES);
		assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(refused.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "//actuator/prometheus", "/actuator//prometheus", "/x/../actuator/prometheus",
			"/./actuator/prometheus", "/actuator%2Fprometheus" })
	void noWayAroundTheToken(String path) throws Exception {
		assertThat(get(this.context, path, null).statusCode()).isGreaterThanOrEqualTo(400);
	}

	@Test
	void tokenOpensAsBearerAndAsPasswordOfAnybody() throws Exception {
		assertThat(get(this.context, "/actuator/prometheus", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
		assertThat(get(this.context, "/actuator/prometheus", "bearer " + TOKEN).statusCode()).isEqualTo(200);
		assertThat(get(this.context, "/actuator/prometheus", basic("prometheus:" + TOKEN)).statusCode()).isEqualTo(200);
	}

	@Test
	void anythingElseIsRefusedAndCounted() throws Exception {
		String[] wrong = { "Bearer", "Bearer " + TOKEN + "x", "Bearer " + TOKEN.substring(1), basic(TOKEN + ":x"),
				basic("user:"), "Basic ???", "Digest " + TOKEN, TOKEN, "Bearer " + "x".repeat(7000) };
		double before = refused(this.context, "token");
		for (String authorization : wrong) {
			assertThat(get(this.context, "/actuator/prometheus", authorization).statusCode()).as(authorization)
				.isEqualTo(401);
		}
		assertThat(refused(this.context, "token") - before).isEqualTo(wrong.length);
	}

	@Test
	void probesAndTheApplicationStayOpen() throws Exception {
		assertThat(get(this.context, "/actuator/health/liveness", null).statusCode()).isEqualTo(200);
		assertThat(get(this.context, "/actuator/health/readiness", null).statusCode()).isEqualTo(200);
		assertThat(get(this.context, "/hello", null).body()).isEqualTo("hello");
	}

	@Test
	void tokenIsNotToldByTheEndpoints() throws Exception {
		for (String endpoint : new String[] { "env", "configprops", "env/fanlight.endpoints.token" }) {
			HttpResponse<String> answer = get(this.context, "/actuator/" + endpoint, "Bearer " + TOKEN);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("REDACTED").doesNotContain(TOKEN);
		}
		assertThat(this.context.getBean(EndpointProtectionProperties.class)).asString().doesNotContain(TOKEN);
	}

	@Test
	void browserMayAskAheadWhereCorsIsConfiguredAndNothingElse() throws Exception {
		HttpResponse<String> ahead = askAhead(this.context, CONSOLE);
		assertThat(ahead.statusCode()).isEqualTo(200);
		assertThat(ahead.headers().firstValue("Access-Control-Allow-Origin")).contains(CONSOLE);
		assertThat(ahead.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization");
		assertThat(ahead.body()).isEmpty();
		assertThat(askAhead(this.context, "https://elsewhere.example.org").statusCode()).isEqualTo(403);
		assertThat(send(this.context, "OPTIONS", "Origin", CONSOLE).statusCode()).isEqualTo(401);
		assertThat(get(this.context, "/actuator/prometheus", null, "Origin", CONSOLE).statusCode()).isEqualTo(401);
	}

	@Test
	void springSecurityOfBootLetsInWhatTheTokenOpensAndKeepsTheRest() throws Exception {
		try (ConfigurableApplicationContext security = secured()) {
			assertThat(get(security, "/actuator/prometheus", null).statusCode()).isEqualTo(401);
			assertThat(askAhead(security, CONSOLE).statusCode()).isEqualTo(401);
			HttpResponse<String> answer = get(security, "/actuator/prometheus", "Bearer " + TOKEN);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
			assertKeeps(security);
			assertThat(findings(security)).isEmpty();
		}
	}

	@Test
	void portOfItsOwnIsGuardedWholeWithSpringSecurity() throws Exception {
		try (ConfigurableApplicationContext own = secured("--management.server.port=0",
				"--management.endpoints.web.base-path=/")) {
			String port = "local.management.port";
			assertThat(getOn(own, port, "/prometheus", null).statusCode()).isEqualTo(401);
			assertThat(getOn(own, port, "/nothing", null).statusCode()).isEqualTo(401);
			assertThat(getOn(own, port, "/prometheus", basic("user:password")).statusCode()).isEqualTo(401);
			assertThat(getOn(own, port, "/prometheus", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
			assertThat(getOn(own, port, "/health/liveness", null).statusCode()).isEqualTo(200);
			assertThat(get(own, "/prometheus", basic("user:password")).statusCode()).isEqualTo(404);
			assertKeeps(own);
			assertThat(own.getBeanProvider(PublicEndpoints.class).stream()).isEmpty();
		}
	}

	private void assertKeeps(ConfigurableApplicationContext security) throws Exception {
		assertThat(get(security, "/hello", null).statusCode()).isEqualTo(401);
		assertThat(get(security, "/hello", "Bearer " + TOKEN).statusCode()).isEqualTo(401);
		assertThat(get(security, "/hello", basic("user:password")).statusCode()).isEqualTo(200);
	}

	@Test
	void addressMustBeListed() throws Exception {
		try (ConfigurableApplicationContext elsewhere = run(application(),
				"--fanlight.endpoints.allowed-addresses=10.0.0.0/8,203.0.113.7", "--fanlight.endpoints.open=/info",
				"--server.forward-headers-strategy=native")) {
			assertThat(get(elsewhere, "/actuator/prometheus", null).statusCode()).isEqualTo(403);
			assertThat(refused(elsewhere, "address")).isEqualTo(1);
			assertThat(get(elsewhere, "/actuator/prometheus", null, "X-Forwarded-For", "203.0.113.7").statusCode())
				.isEqualTo(200);
			assertThat(get(elsewhere, "/actuator/info", null).statusCode()).isEqualTo(200);
			assertThat(get(elsewhere, "/hello", null).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void publicEndpointsAreOneWarningInProduction(CapturedOutput output) {
		run(application(), "--fanlight.environment=production").close();
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), WARNING)).isEqualTo(1);
		assertThat(output).contains("[info, prometheus]").contains("fanlight.endpoints.token");
	}

	@Test
	void nothingIsSaidWhereATokenIsAskedFor() {
		assertThat(findings(this.context)).isNotEmpty();
		assertThat(findings(this.context, this.context.getBean(EndpointGuard.class))).isEmpty();
	}

	/** What would be said in production, without a token. */
	private static List<Finding> findings(ConfigurableApplicationContext context) {
		return findings(context, new EndpointGuard(new EndpointProtectionProperties(true, null, List.of(), List.of())));
	}

	private static List<Finding> findings(ConfigurableApplicationContext context, EndpointGuard guard) {
		List<Finding> findings = new ArrayList<>();
		new PublicEndpoints(guard, "production", context).examine(findings::add);
		return findings;
	}

	/** Boot's own module of Spring Security is in this application alone. */
	private ConfigurableApplicationContext secured(String... arguments) throws Exception {
		List<URL> module = new ArrayList<>();
		try (Stream<Path> files = Files.list(Path.of("target/security"))) {
			for (Path file : files.toList()) {
				module.add(file.toUri().toURL());
			}
		}
		List<String> all = new ArrayList<>(List.of("--fanlight.endpoints.token=" + TOKEN,
				"--spring.security.user.name=user", "--spring.security.user.password=password"));
		all.addAll(List.of(arguments));
		return run(new URLClassLoader(module.toArray(URL[]::new), getClass().getClassLoader()), application(),
				all.toArray(String[]::new));
	}

	private ConfigurableApplicationContext run(Class<?> application, String... arguments) {
		return run(getClass().getClassLoader(), application, arguments);
	}

	private ConfigurableApplicationContext run(ClassLoader loader, Class<?> application, String... arguments) {
		String[] all = new String[arguments.length + 2];
		all[0] = "--server.port=0";
		all[1] = "--spring.main.web-application-type=" + type();
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return new SpringApplicationBuilder(new DefaultResourceLoader(loader), application).run(all);
	}

	private static double refused(ConfigurableApplicationContext context, String reason) {
		return context.getBean(MeterRegistry.class)
			.get("fanlight.endpoints.refused")
			.tag("reason", reason)
			.functionCounter()
			.count();
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path, String authorization,
			String... headers) throws Exception {
		return getOn(context, "local.server.port", path, authorization, headers);
	}

	private HttpResponse<String> askAhead(ConfigurableApplicationContext context, String origin) throws Exception {
		return send(context, "OPTIONS", "Origin", origin, "Access-Control-Request-Method", "GET",
				"Access-Control-Request-Headers", "authorization");
	}

	private HttpResponse<String> send(ConfigurableApplicationContext context, String method, String... headers)
			throws Exception {
		return this.client.send(HttpRequest
			.newBuilder(URI.create("http://localhost:"
					+ context.getEnvironment().getRequiredProperty("local.server.port") + "/actuator/prometheus"))
			.method(method, BodyPublishers.noBody())
			.headers(headers)
			.build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> getOn(ConfigurableApplicationContext context, String port, String path,
			String authorization, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty(port) + path));
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

}
