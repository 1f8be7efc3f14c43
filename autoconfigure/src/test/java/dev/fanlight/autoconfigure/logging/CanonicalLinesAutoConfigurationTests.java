package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.logging.CanonicalLogger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which lines there are, and for which paths.
 */
class CanonicalLinesAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CanonicalLinesAutoConfiguration.class));

	@Test
	void callsHaveLinesOnlyWhenAskedForOthersUnlessSwitchedOff() {
		this.runner.run((context) -> assertThat(context).hasBean("fanlightJobLines")
			.hasBean("fanlightMessageLines")
			.doesNotHaveBean("fanlightCallLines"));
		this.runner.withPropertyValues("fanlight.logging.calls.enabled=true")
			.run((context) -> assertThat(context).hasBean("fanlightCallLines"));
		this.runner.withPropertyValues("fanlight.logging.jobs.enabled=false", "fanlight.logging.messages.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("fanlightJobLines")
				.doesNotHaveBean("fanlightMessageLines"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled", "fanlight.logging.enabled" })
	void outerSwitchesTakeAllLinesAway(String key) {
		this.runner.withPropertyValues("fanlight.logging.calls.enabled=true", key + "=false")
			.run((context) -> assertThat(context).doesNotHaveBean("fanlightCallLines")
				.doesNotHaveBean("fanlightJobLines")
				.doesNotHaveBean("fanlightMessageLines"));
	}

	@Test
	void excludedPathsAreBelowTheContextPath() {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(CanonicalLogger.REQUEST);
		logger.setLevel(Level.INFO);
		logger.addAppender(appender);
		appender.start();
		try {
			RequestLines lines = new RequestLines(
					new CanonicalLogger(logger.getLoggerContext(), CanonicalLogger.REQUEST),
					new CanonicalRequestProperties(true, false, Duration.ofSeconds(1), LogLevel.INFO, Map.of(),
							Map.of(), List.of("/static/**"), List.of(), List.of()),
					ObservationTraces.NONE, "X-Request-ID");
			for (String path : List.of("/shop/static/app.js", "/shop/items")) {
				MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
				request.setContextPath("/shop");
				ServerRequestObservationContext context = new ServerRequestObservationContext(request,
						new MockHttpServletResponse());
				lines.completed(context, ServletObservedRequest.of(context));
			}
			assertThat(appender.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage, InstanceOfAssertFactories.STRING)
				.matches("GET /shop/items 200 in \\d+ ms");
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(null);
		}
	}

}
