package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.RequestMeterNames;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The names of the meters of requests, as other rooms read them.
 */
class RequestMeterNamesTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RequestMeterNamesAutoConfiguration.class));

	@Test
	void namesOfMicrometerAreTheDefault() {
		this.application.run((context) -> {
			RequestMeterNames.Requests server = context.getBean(RequestMeterNames.class).server();
			assertThat(server.meter()).isEqualTo("http.server.requests");
			assertThat(server.count()).isEqualTo("http_server_requests_seconds_count");
			assertThat(server.bucket()).isEqualTo("http_server_requests_seconds_bucket");
			assertThat(server.route()).isEqualTo("uri");
			assertThat(context.getBean(RequestMeterNames.class).client().peer()).isEqualTo("client_name");
		});
	}

	@Test
	void namesOfOpenTelemetryAreThoseOfTheConventions() {
		this.application.withPropertyValues("fanlight.metrics.naming=otel").run((context) -> {
			RequestMeterNames names = context.getBean(RequestMeterNames.class);
			assertThat(names.server().metric()).isEqualTo("http_server_request_duration_seconds");
			assertThat(names.server().status()).isEqualTo("http_response_status_code");
			assertThat(names.server().error()).isEqualTo("error_type");
			assertThat(names.client().peer()).isEqualTo("server_address");
		});
	}

	@Test
	void classicNamesHaveNoErrorLabel() {
		this.application.withPropertyValues("fanlight.metrics.naming=classic").run((context) -> {
			RequestMeterNames names = context.getBean(RequestMeterNames.class);
			assertThat(names.server().metric()).isEqualTo("http_request_duration_seconds");
			assertThat(names.server().error()).isNull();
		});
	}

	@Test
	void ownNamesWin() {
		RequestMeterNames own = new RequestMeterNames(
				new RequestMeterNames.Requests("own", "own_seconds", "r", "m", "s", null, "", "s=~\"5..\"", null),
				new RequestMeterNames.Requests("own", "own_seconds", "r", "m", "s", null, "", "s=~\"5..\"", "p"));
		this.application.withBean(RequestMeterNames.class, () -> own)
			.run((context) -> assertThat(context.getBean(RequestMeterNames.class)).isSameAs(own));
	}

	@Test
	void areAbsentWithoutMetrics() {
		this.application.withPropertyValues("fanlight.metrics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RequestMeterNames.class));
	}

}
