package dev.fanlight.autoconfigure.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsSectionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SettingsAutoConfiguration.class));

	@Test
	void whatIsInForceIsShownWithItsOrigin() {
		this.runner
			.withPropertyValues("fanlight.environment=staging", "logging.level.root=warn", "where=here",
					"management.server.address=${where}", "server.port=1")
			.run((context) -> {
				Map<String, String> values = values(context.getBean(EndpointSection.class));
				assertThat(values).containsEntry("fanlight.environment", "staging")
					.containsEntry("logging.level.root", "warn")
					.containsEntry("management.server.address", "here")
					.doesNotContainKeys("server.port", "where");
				assertThat(context.getBean(EndpointSection.class).read().toString())
					.contains("key=fanlight.environment, value=staging, origin=test");
				assertThat(context.getBean(EndpointSection.class).overview().toString()).matches("\\{settings=\\d+}");
			});
	}

	@Test
	void secretsAreNotShown() {
		this.runner
			.withPropertyValues("fanlight.request-token.key=correct-horse-battery-staple",
					"fanlight.endpoints.token=open-sesame",
					"fanlight.alerts.channels.ops.url=https://hooks.example.org/T0/B0/xyzzy",
					"management.otlp.metrics.export.headers.authorization=Bearer abcdefghijklmnop",
					"management.otlp.metrics.export.url=http://user:letmein123@collector:4318")
			.run((context) -> assertThat(context.getBean(EndpointSection.class).read().toString())
				.doesNotContain("correct-horse", "open-sesame", "xyzzy", "abcdefghijklmnop", "letmein123")
				.contains("collector:4318"));
	}

	@Test
	void headersAndWhatRulesCompareWithAreNotShown() {
		this.runner
			.withPropertyValues("management.opentelemetry.tracing.export.otlp.headers.x-honeycomb-team=opaque1",
					"management.otlp.metrics.export.headers[signoz-ingestion-key]=opaque2",
					"fanlight.alerts.channels.chat.headers.X-Key=opaque3",
					"fanlight.tracing.trust.rules[0].header=X-Partner",
					"fanlight.tracing.trust.rules[0].header-value=opaque4",
					"fanlight.tracing.sampling.rules[0].attributes.tenant=opaque5",
					"fanlight.logging.response-headers=traceresponse")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("FANLIGHT_TRACING_TRUST_RULES_1_HEADER_VALUE", "opaque6"))))
			.run((context) -> {
				String shown = context.getBean(EndpointSection.class).read().toString();
				assertThat(shown).doesNotContain("opaque")
					.contains("X-Partner", "value=traceresponse", "value=***, origin=");
				assertThat(shown.split("value=\\*\\*\\*", -1)).hasSize(7);
			});
	}

	@Test
	void itStaysAwayWithTheEndpoint() {
		this.runner.withPropertyValues("fanlight.endpoint.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointSection.class));
	}

	private static Map<String, String> values(EndpointSection section) {
		Map<String, String> values = new LinkedHashMap<>();
		((List<?>) section.read().get("settings")).forEach((row) -> values
			.put(String.valueOf(((Map<?, ?>) row).get("key")), String.valueOf(((Map<?, ?>) row).get("value"))));
		return values;
	}

}
