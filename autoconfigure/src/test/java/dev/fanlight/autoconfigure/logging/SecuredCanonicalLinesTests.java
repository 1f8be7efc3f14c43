package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The line about a request behind Spring Security.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecuredCanonicalLinesTests {

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:pass".getBytes(StandardCharsets.US_ASCII));

	private static final BodyPublisher BODY = BodyPublishers.ofString("x");

	private RunningApplication application;

	@AfterEach
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/items", "/login" })
	void bytesAreCounted(String path, CapturedOutput output) throws Exception {
		start();
		byte[] body = send(request(path).header("Authorization", USER), 200);
		JsonNode line = LogLines.withMessage(output, "GET ");
		assertThat(line.get("extra").get("http_response_body_size").asInt()).isEqualTo(body.length).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/secret", "/denied" })
	void bytesOfARefusalAreCounted(String path, CapturedOutput output) throws Exception {
		start("--spring.profiles.active=own-page");
		byte[] body = send(request(path).header("Authorization", USER), 403);
		assertThat(body).hasSize(5);
		JsonNode line = LogLines.withMessage(output, "GET " + path + " 403");
		assertThat(line.get("extra").path("http_response_body_size").asInt()).isEqualTo(5);
	}

	@Test
	void statusIsTheOneTheClientGets(CapturedOutput output) throws Exception {
		start("--fanlight.enabled=false");
		send(request("/items").POST(BODY), 401);
		this.application.close();
		start("--fanlight.logging.context.tenant=header:X-Tenant");
		HttpRequest.Builder request = request("/items").header("X-Tenant", "acme").header("X-Request-ID", "r-1");
		send(request.POST(BODY), 401);
		JsonNode line = LogLines.withMessage(output, "POST /items");
		assertThat(line.get("message").asString()).startsWith("POST /items 401 in");
		assertThat(line.get("level").asString()).isEqualTo("info");
		assertThat(line.get("request_id").asString()).isEqualTo("r-1");
		assertThat(line.has("trace_id")).isTrue();
		JsonNode extra = line.get("extra");
		assertThat(extra.get("http_response_status_code").asInt()).isEqualTo(401);
		assertThat(extra.get("exception_type").asString()).endsWith("MissingCsrfTokenException");
		assertThat(extra.has("error_type")).isFalse();
		assertThat(extra.get("tenant").asString()).isEqualTo("acme");
	}

	@Test
	void refusedRequestIsThatOfTheClientAndNotOfTheProxy(CapturedOutput output) throws Exception {
		start("--server.forward-headers-strategy=framework", "--fanlight.logging.context.client=client-ip");
		send(request("/items").header("X-Forwarded-For", "203.0.113.9"), 401);
		JsonNode extra = LogLines.withMessage(output, "GET /items 401").get("extra");
		assertThat(extra.get("client").asString()).isEqualTo("203.0.113.9");
	}

	@Test
	void pageAboutAnErrorDoesNotTakeThePlaceOfTheRoute(CapturedOutput output) throws Exception {
		start();
		send(request("/secret").header("Authorization", USER), 403);
		send(request("/nowhere").header("Authorization", USER), 404);
		LogLines.withMessage(output, "GET /secret 403");
		LogLines.withMessage(output, "GET /** 404");
		assertThat(LogLines.of(output).stream().filter((line) -> line.path("extra").has("http_route"))).hasSize(2);
	}

	@Test
	void startSaysNothingOfFiltersWithoutWork(CapturedOutput output) {
		start();
		assertThat(output.getAll()).contains("Started ").doesNotContain("was not registered");
	}

	private void start(String... arguments) {
		this.application = RunningApplication.start(Application.class, arguments);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.application.port() + path));
	}

	private static byte[] send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
		assertThat(response.statusCode()).isEqualTo(status);
		return response.body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@Import(Items.class)
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http, Environment environment) {
			if (environment.matchesProfiles("own-page")) {
				http.exceptionHandling((refusal) -> refusal.accessDeniedHandler((request, response, denial) -> {
					response.setStatus(403);
					response.getWriter().write("<p/>!");
				}));
			}
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/secret").hasRole("ADMIN").anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("user").password("{noop}pass").build());
		}

		/** As Boot's own security starter orders it. */
		@Bean
		FilterRegistrationBean<Filter> order(Filter springSecurityFilterChain) {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(springSecurityFilterChain);
			registration.setOrder(-100);
			registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
			return registration;
		}

	}

	@RestController
	static class Items {

		@GetMapping({ "/items", "/secret" })
		String items() {
			return "item é";
		}

		@GetMapping("/denied")
		String denied() {
			throw new AccessDeniedException("not yours");
		}

		@PostMapping("/items")
		String create() {
			return "created";
		}

	}

}
