package dev.fanlight.autoconfigure.endpoint;

import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class))
		.withBean(LoggingSystem.class, () -> LoggingSystem.get(getClass().getClassLoader()));

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=fanlight");

	@Test
	void suppliesTheEndpointWhereItIsExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(FanlightEndpoint.class)
			.hasSingleBean(FanlightWebEndpointExtension.class)
			.hasSingleBean(EndpointSection.class));
	}

	@Test
	void overJmxThereIsNoWebExtension() {
		this.runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=fanlight")
			.run((context) -> assertThat(context).hasSingleBean(FanlightEndpoint.class)
				.doesNotHaveBean(FanlightWebEndpointExtension.class));
	}

	@Test
	void staysAwayUnlessItIsExposed() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(FanlightEndpoint.class)
			.doesNotHaveBean(LiveChanges.class));
	}

	@Test
	void staysAwayWhenSwitchedOff() {
		for (String off : new String[] { "fanlight.enabled=false", "fanlight.endpoint.enabled=false",
				"management.endpoint.fanlight.access=NONE" }) {
			this.exposed.withPropertyValues(off)
				.run((context) -> assertThat(context).as(off).doesNotHaveBean(FanlightEndpoint.class));
		}
	}

	@Test
	void staysAwayWithoutActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FanlightEndpoint.class));
	}

	@Test
	void backsOffForALoggersSectionOfTheUser() {
		this.exposed.withUserConfiguration(OwnSections.class)
			.run((context) -> assertThat(context).getBean(FanlightEndpoint.class)
				.satisfies((endpoint) -> assertThat(endpoint.section("loggers")).containsEntry("loggers",
						Map.of("own", true))));
	}

	@Test
	void twoSectionsOfOneNameStopTheStart() {
		this.exposed.withBean("another", EndpointSection.class, () -> new Own("loggers"))
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("Two sections of the endpoint are called loggers"));
	}

	@Test
	void sectionThatThrowsCostsOnlyItself() {
		this.exposed.withBean("broken", EndpointSection.class, () -> new Own("broken") {

			@Override
			public Map<String, ?> read() {
				throw new IllegalStateException("out of order");
			}

		}).run((context) -> {
			Map<String, Object> sections = context.getBean(FanlightEndpoint.class).sections();
			assertThat(sections).extractingByKey("sections", org.assertj.core.api.InstanceOfAssertFactories.MAP)
				.containsEntry("broken", Map.of("error", "java.lang.IllegalStateException: out of order"))
				.extractingByKey("loggers", org.assertj.core.api.InstanceOfAssertFactories.MAP)
				.containsKey("configured");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSections {

		@Bean
		EndpointSection fanlightLoggersSection() {
			return new Own("loggers");
		}

	}

	private static class Own implements EndpointSection {

		private final String name;

		Own(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Map<String, ?> read() {
			return Map.of("own", true);
		}

	}

}
