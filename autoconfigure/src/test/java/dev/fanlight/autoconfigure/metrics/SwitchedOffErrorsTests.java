package dev.fanlight.autoconfigure.metrics;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot makes of a failed request, and what is back when the switches are off.
 */
@Tag("one-jdk")
class SwitchedOffErrorsTests {

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void switchedOffLeavesEverythingToBoot(String type) {
		Class<?> application = type.equals("servlet") ? ServletErrorsTests.Application.class
				: ReactiveErrorsTests.Application.class;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
			.properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=" + type,
					"--fanlight.metrics.handled-errors.enabled=false",
					"--fanlight.metrics.drop-error-tag.enabled=false")) {
			assertThat(ErrorsContract.get(context, "/advice")).isEqualTo(503);
			assertThat(ErrorsContract.series(context, "/advice")).containsExactly("503 SERVER_ERROR none 1");
			assertThat(ErrorsContract.timers(context, "/advice"))
				.allMatch((timer) -> "none".equals(timer.getId().getTag("error")));
			assertThat(ErrorsContract.get(context, "/items/7?reject=401")).isEqualTo(401);
			assertThat(ErrorsContract.get(context, "/items/7")).isEqualTo(200);
			assertThat(ErrorsContract.series(context, "/items/{id}")).containsExactly("200 SUCCESS none 1");
			assertThat(ErrorsContract.series(context, "UNKNOWN")).containsExactly("401 CLIENT_ERROR none 1");
		}
	}

}
