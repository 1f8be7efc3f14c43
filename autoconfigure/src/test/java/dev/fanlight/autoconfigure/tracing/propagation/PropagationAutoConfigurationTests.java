package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which sections there are; what they do is tested by {@link TrustContract}. */
class PropagationAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATION = AutoConfigurations.of(PropagationAutoConfiguration.class);

	private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(CONFIGURATION);

	@Test
	void callersAreThoseOfAWebApplication() {
		this.web.run((context) -> assertThat(context.getBeansOfType(EndpointSection.class).values())
			.extracting(EndpointSection::name)
			.containsExactlyInAnyOrder("propagation", "trust"));
		new ApplicationContextRunner().withConfiguration(CONFIGURATION)
			.run((context) -> assertThat(context.getBean(EndpointSection.class).name()).isEqualTo("propagation"));
	}

	@Test
	void changeThatWouldBeInVainIsRefused() {
		this.web.run((context) -> context.getBeansOfType(EndpointSection.class)
			.values()
			.forEach((section) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> section.write(section.name().equals("trust") ? "otherwise" : "trace-hosts", "link"))
				.withMessageStartingWith("the propagators of this application")));
	}

	@Test
	void sectionsOfTheApplicationWin() {
		EndpointSection own = new EndpointSectionOfTheApplication();
		this.web.withBean("fanlightTrustSection", EndpointSection.class, () -> own)
			.withBean("fanlightPropagationSection", EndpointSection.class, () -> own)
			.run((context) -> assertThat(context.getBeansOfType(EndpointSection.class).values()).containsOnly(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled=false", "fanlight.tracing.propagation.enabled=false" })
	void staysAway(String property) {
		this.web.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(PropagationControl.class)
				.doesNotHaveBean(EndpointSection.class));
	}

	private static final class EndpointSectionOfTheApplication implements EndpointSection {

		@Override
		public String name() {
			return "own";
		}

		@Override
		public Map<String, ?> read() {
			return Map.of();
		}

	}

}
