package dev.fanlight.autoconfigure.tracing;

import java.util.List;

import javax.sql.DataSource;

import dev.fanlight.autoconfigure.OpenApplication;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedSpan;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans of JDBC come with datasource-micrometer on the class path and no setting.
 */
class JdbcSpanTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void statementIsASpanWhenTheLibraryIsThere(boolean enabled) throws Exception {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--management.tracing.sampling.probability=1",
				"--jdbc.datasource-proxy.enabled=" + enabled, "--management.opentelemetry.tracing.export.otlp.endpoint="
						+ receiver.httpEndpoint(OtlpSignal.TRACES))) {
			try (var connection = context.getBean(DataSource.class).getConnection();
					var statement = connection.createStatement()) {
				statement.execute("SELECT 'secret' FROM DUAL");
			}
		}
		List<String> names = receiver.spans().stream().map(ReceivedSpan::name).toList();
		if (enabled) {
			assertThat(names).contains("query");
		}
		else {
			assertThat(names).isEmpty();
		}
	}

	@OpenApplication
	static class Application {

		@Bean
		DataSource dataSource() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setURL("jdbc:h2:mem:spans");
			return dataSource;
		}

	}

}
