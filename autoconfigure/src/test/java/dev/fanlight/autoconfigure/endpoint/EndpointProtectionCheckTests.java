package dev.fanlight.autoconfigure.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.endpoint.EndpointGuard.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointProtectionCheckTests {

	@ParameterizedTest
	@CsvSource({ "token, 0123456789abcdef", "allowed-addresses, '10.0.0.0/8,::1,fe80::/10,192.0.2.1'",
			"open, '/health,/health/**'", "allowed-addresses, ''" })
	void goodSettingIsAccepted(String key, String value) {
		assertThat(mistakes(key, value)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "allowed-addresses, '10.0.0.0/8,localhost', must be a range of addresses",
			"allowed-addresses, 10.0.0.0/33, must be a range of addresses", "open, health, must be a path",
			"open, '/health/{', Expected close" })
	void mistakeNamesItsValue(String key, String value, String fix) {
		assertThat(mistakes(key, value)).singleElement().satisfies((mistake) -> {
			assertThat(mistake.key()).startsWith("fanlight.endpoints." + key + "[");
			assertThat(value).endsWith(mistake.value());
			assertThat(mistake.fix()).containsIgnoringCase(fix);
		});
	}

	@Test
	void tokenThatIsTooShortIsNotShown() {
		for (String token : List.of("", " ", "short", "0123456789abcde", " 0123456789abcde ")) {
			assertThat(mistakes("token", token)).singleElement().satisfies((mistake) -> {
				assertThat(mistake.key()).isEqualTo("fanlight.endpoints.token");
				assertThat(mistake.value()).isIn("", "***");
				assertThat(mistake.fix()).contains("at least 16 characters");
			});
		}
	}

	@Test
	void addressThatAProxyHidesIsNobodys() {
		MockEnvironment environment = new MockEnvironment();
		ClientAddress address = new ClientAddress(environment);
		assertThat(address.of("127.0.0.1", (header) -> false)).isEqualTo("127.0.0.1");
		assertThat(address.of("127.0.0.1", "X-Forwarded-For"::equals)).isNull();
		EndpointGuard guard = new EndpointGuard(
				new EndpointProtectionProperties(true, null, List.of("127.0.0.0/8", "::1"), List.of()));
		assertThat(guard.judge("127.0.0.1", null, false)).isEqualTo(Verdict.ALLOWED);
		assertThat(guard.judge(null, null, false)).isEqualTo(Verdict.WRONG_ADDRESS);
		assertThat(guard.judge("10.0.0.1", null, true)).as("asked ahead").isEqualTo(Verdict.WRONG_ADDRESS);
	}

	@Test
	void isAbsentWhenOff() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EndpointProtectionAutoConfiguration.class))
			.withPropertyValues("fanlight.endpoints.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointGuard.class)
				.doesNotHaveBean(PublicEndpoints.class));
	}

	private static List<Mistake> mistakes(String key, String value) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("fanlight.endpoints." + key, value)));
		List<Mistake> mistakes = new ArrayList<>();
		new EndpointProtectionCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
