package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every switch changes which beans there are, in an application with all that is on the
 * class path of the tests.
 */
@Tag("one-jdk")
class SwitchesTests {

	/** Asked by what is there in any case, or before there are beans. */
	private static final Set<String> ASKED_ELSEWHERE = Set.of("fanlight.delivery.spool.enabled",
			"fanlight.dotenv.enabled", "fanlight.errors.store.enabled", "fanlight.logging.sinks.async.enabled",
			"fanlight.slo.state.enabled");

	@Test
	void everySwitchAddsOrTakesAwaySomething() throws IOException {
		Set<String> all = definitions();
		assertThat(all).contains("fanlightRedactor", "fanlightDelivery", "fanlightTraceKeeper");
		List<String> without = ConfigurationMetadataTests.properties()
			.filter((property) -> property.get("name").asString().endsWith(".enabled"))
			.filter((property) -> definitions(
					property.get("name").asString() + (property.get("defaultValue").asBoolean() ? "=no" : "=on"))
				.equals(all))
			.map((property) -> property.get("name").asString())
			.toList();
		assertThat(without).containsExactlyInAnyOrderElementsOf(ASKED_ELSEWHERE);
	}

	@ParameterizedTest
	@CsvSource({ "fanlight.tracing.register-global, 1, fanlightGlobalOpenTelemetry, true",
			"fanlight.tracing.register-global, off, fanlightGlobalOpenTelemetry, false",
			"fanlight.logging.request-id.propagate, yes, fanlightRequestIdRestClientCustomizer, true",
			"fanlight.logging.request-id.propagate, 0, fanlightRequestIdRestClientCustomizer, false" })
	void everyWordThatIsBoundIsUnderstood(String property, String word, String bean, boolean there) {
		assertThat(definitions(property + '=' + word).contains(bean)).isEqualTo(there);
	}

	private static Set<String> definitions(String... settings) {
		GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
		TestPropertyValues.of("management.endpoints.web.exposure.include=*").and(settings).applyTo(context);
		new AnnotatedBeanDefinitionReader(context).register(Application.class);
		ConfigurationClassPostProcessor processor = new ConfigurationClassPostProcessor();
		processor.setEnvironment(context.getEnvironment());
		processor.setResourceLoader(context);
		processor.postProcessBeanDefinitionRegistry(context.getDefaultListableBeanFactory());
		return new HashSet<>(List.of(context.getBeanDefinitionNames()));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
