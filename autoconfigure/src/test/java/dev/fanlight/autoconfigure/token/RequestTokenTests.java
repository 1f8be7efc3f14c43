package dev.fanlight.autoconfigure.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.fanlight.token.CurrentGrant;
import dev.fanlight.token.Grant;
import dev.fanlight.token.Grant.LogScope;
import dev.fanlight.token.TokenKey;
import dev.fanlight.token.TokenOutcome;
import dev.fanlight.token.TokenVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A request with a good token runs with its grant, on every thread and before it is
 * observed; all others run without.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestTokenTests {

	private static final String KEY = "a-key-of-a-test-with-thirty-two-bytes";

	private static final TokenKey SIGNER = TokenKey.of(KEY);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RequestTokenAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "SERVLET,false", "SERVLET,true", "REACTIVE,false" })
	void tokenIsGrantedToItsRequestAlone(WebApplicationType type, boolean virtual) throws Exception {
		try (ConfigurableApplicationContext context = start(type, virtual)) {
			for (String path : new String[] { "/now", "/later" }) {
				assertThat(get(context, path, token(path.substring(1), 60))).isEqualTo("DEBUG DEBUG");
				assertThat(get(context, path, null)).isEqualTo("UNCHANGED UNCHANGED");
				assertThat(get(context, path, token(path.substring(1), 60))).isEqualTo("UNCHANGED UNCHANGED");
				assertThat(get(context, path, "log=debug")).isEqualTo("UNCHANGED UNCHANGED");
				assertThat(get(context, path, TokenKey.of(KEY + "!").mint(grant("x", 60))))
					.isEqualTo("UNCHANGED UNCHANGED");
			}
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(count(meters, TokenOutcome.GRANTED)).isEqualTo(2);
			assertThat(count(meters, TokenOutcome.USED_UP)).isEqualTo(2);
			assertThat(count(meters, TokenOutcome.MALFORMED)).isEqualTo(2);
			assertThat(count(meters, TokenOutcome.FORGED)).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "SERVLET,false", "SERVLET,true", "REACTIVE,false" })
	void lineAboutTheRequestIsWrittenAtALevelThatItRaises(WebApplicationType type, boolean virtual,
			CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(type, virtual,
				"--fanlight.logging.requests.routes.[/now]=debug",
				"--fanlight.logging.requests.routes.[/later]=debug")) {
			for (String path : new String[] { "/now", "/later" }) {
				get(context, path, token("line" + path.substring(1), 60));
				get(context, path, null);
				await().atMost(Duration.ofSeconds(5))
					.untilAsserted(() -> assertThat(output).contains("GET " + path + " 200"));
			}
		}
		assertThat(output).containsOnlyOnce("GET /now 200").containsOnlyOnce("GET /later 200");
	}

	@Test
	void shortKeyStopsTheStartWithoutShowingIt(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(() -> application.run("--fanlight.request-token.key=tooShortButSecret",
				"--fanlight.request-token.max-uses=0", "--fanlight.request-token.header=no header"))
			.hasMessageContaining("fanlight.request-token.key");
		assertThat(output).contains("3 settings cannot be used:")
			.contains("must have at least 32 bytes, for example the output of: openssl rand -hex 32")
			.doesNotContain("tooShortButSecret");
	}

	@Test
	void backsOff() {
		TokenVerifier own = new TokenVerifier(null, Duration.ZERO, Duration.ZERO, 1, java.time.Clock.systemUTC());
		this.runner.withBean(TokenVerifier.class, () -> own)
			.run((context) -> assertThat(context.getBean(TokenVerifier.class)).isSameAs(own));
	}

	@Test
	void isOffWithoutKey() {
		this.runner.run((context) -> assertThat(context.getBean(TokenVerifier.class).isActive()).isFalse());
		this.runner.withPropertyValues("fanlight.request-token.key=" + KEY)
			.run((context) -> assertThat(context.getBean(TokenVerifier.class).isActive()).isTrue());
	}

	@ParameterizedTest
	@CsvSource({ "max-validity=1m,50,DEBUG", "max-validity=1m,120,UNCHANGED", "clock-skew=1m,-40,DEBUG",
			"clock-skew=5s,-10,UNCHANGED" })
	void windowIsThatOfTheSettings(String setting, int seconds, LogScope granted) {
		this.runner.withPropertyValues("fanlight.request-token.key=" + KEY, "fanlight.request-token." + setting)
			.run((context) -> assertThat(context.getBean(TokenVerifier.class).verify(token("window", seconds)).log())
				.isEqualTo(granted));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled=false", "fanlight.request-token.enabled=false" })
	void staysAway(String property) {
		this.runner.withPropertyValues(property, "fanlight.request-token.key=" + KEY)
			.run((context) -> assertThat(context).doesNotHaveBean(TokenVerifier.class));
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, boolean virtual, String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(type);
		return application.run(
				Stream
					.concat(Stream.of("--server.port=0", "--fanlight.request-token.key=" + KEY,
							"--spring.threads.virtual.enabled=" + virtual), Stream.of(arguments))
					.toArray(String[]::new));
	}

	private static String get(ConfigurableApplicationContext context, String path, String token)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
		if (token != null) {
			request.header("X-Fanlight-Token", token);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body().replace("\"", "");
	}

	private static String token(String id, int seconds) {
		return SIGNER.mint(grant(id, seconds));
	}

	private static Grant grant(String id, int seconds) {
		return new Grant(id, Instant.EPOCH, Instant.now().plusSeconds(seconds), LogScope.DEBUG, false);
	}

	private static double count(MeterRegistry meters, TokenOutcome outcome) {
		return meters.get("fanlight.request.tokens").tag("outcome", outcome.tag()).functionCounter().count();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		@Bean
		ObservationPredicate grantWhenObserved() {
			return (name, context) -> {
				if (name.equals("http.server.requests")) {
					context.put("grant", CurrentGrant.get().log());
				}
				return true;
			};
		}

	}

	@RestController
	static class Controller {

		private final io.micrometer.observation.ObservationRegistry observations;

		Controller(io.micrometer.observation.ObservationRegistry observations) {
			this.observations = observations;
		}

		@GetMapping("/now")
		Object now() {
			return answer(this.observations.getCurrentObservation());
		}

		@GetMapping("/later")
		Object later() {
			Observation observation = this.observations.getCurrentObservation();
			Callable<String> answer = () -> answer(observation);
			boolean reactive = observation.getContext().getClass().getName().contains("reactive");
			return reactive ? Mono.delay(Duration.ofMillis(1)).map((tick) -> answer(observation)) : answer;
		}

		private static String answer(Observation observation) {
			return CurrentGrant.get().log() + " " + observation.getContext().get("grant");
		}

	}

}
