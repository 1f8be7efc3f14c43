package dev.fanlight.autoconfigure.logging;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.logging.CanonicalLogger;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ReflectionUtils;

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

	static Stream<Arguments> otherWork() {
		Method method = ReflectionUtils.findMethod(Object.class, "hashCode");
		return Stream.of(
				Arguments.of("jobs", CanonicalLogger.JOB, "fanlightJobLines",
						new ScheduledTaskObservationContext(new Object(), method)),
				Arguments.of("messages", CanonicalLogger.MESSAGE, "fanlightMessageLines",
						new ReceiverContext<>((carrier, key) -> null, Kind.CONSUMER)),
				Arguments.of("calls", CanonicalLogger.CALL, "fanlightCallLines",
						new SenderContext<>((carrier, key, value) -> {
						}, Kind.CLIENT)));
	}

	@ParameterizedTest
	@MethodSource("otherWork")
	void otherWorkHasALevelAndAThresholdOfItsOwn(String work, String logger, String bean, Observation.Context context) {
		String prefix = "fanlight.logging." + work;
		List<ILoggingEvent> lines = linesOf(logger, () -> {
			for (String settings : List.of("level=info", "level=error", "level=debug", "level=off",
					"slow-threshold=0s")) {
				write(bean, context, prefix + ".enabled=true", prefix + '.' + settings);
			}
		});
		assertThat(lines).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.ERROR, Level.INFO);
		assertThat(lines)
			.extracting((line) -> line.getKeyValuePairs().stream().anyMatch((pair) -> pair.key.equals("slow")))
			.containsExactly(false, false, true);
	}

	@ParameterizedTest
	@MethodSource("otherWork")
	void workThatFailedIsAWarningAtLeast(String work, String logger, String bean, Observation.Context context) {
		String prefix = "fanlight.logging." + work;
		context.setError(new IllegalStateException("work"));
		List<ILoggingEvent> lines = linesOf(logger, () -> {
			for (String level : List.of("debug", "info", "error", "fatal", "off")) {
				write(bean, context, prefix + ".enabled=true", prefix + ".level=" + level);
			}
		});
		assertThat(lines).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.WARN, Level.WARN, Level.ERROR, Level.ERROR);
	}

	@Test
	void callThatWasAnsweredWithAServersErrorFailedWhoeverThrows() {
		List<ILoggingEvent> lines = linesOf(CanonicalLogger.CALL, () -> {
			for (String status : List.of("200", "404", "503", "CLIENT_ERROR")) {
				Observation.Context context = new SenderContext<>((carrier, key, value) -> {
				}, Kind.CLIENT);
				context.addLowCardinalityKeyValue(KeyValue.of("status", status));
				write("fanlightCallLines", context, "fanlight.logging.calls.enabled=true");
			}
		});
		assertThat(lines).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.INFO, Level.INFO, Level.WARN, Level.INFO);
		assertThat(lines.get(2).getKeyValuePairs()).extracting(Object::toString).contains("error_type=\"503\"");
	}

	private void write(String bean, Observation.Context context, String... properties) {
		this.runner.withPropertyValues(properties).run((running) -> {
			ObservationHandler<Observation.Context> handler = handler(running, bean);
			assertThat(handler.supportsContext(context)).isTrue();
			handler.onStart(context);
			handler.onStop(context);
		});
	}

	@SuppressWarnings("unchecked")
	private static ObservationHandler<Observation.Context> handler(ApplicationContext context, String bean) {
		return context.getBean(bean, ObservationHandler.class);
	}

	@Test
	void excludedPathsAreBelowTheContextPath() {
		List<ILoggingEvent> written = linesOf(CanonicalLogger.REQUEST, () -> {
			RequestLines lines = new RequestLines(
					new CanonicalLogger((LoggerContext) LoggerFactory.getILoggerFactory(), CanonicalLogger.REQUEST),
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
		});
		assertThat(written).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage, InstanceOfAssertFactories.STRING)
			.matches("GET /shop/items 200 in \\d+ ms");
	}

	private static List<ILoggingEvent> linesOf(String name, Runnable work) {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
		logger.setLevel(Level.INFO);
		logger.addAppender(appender);
		appender.start();
		try {
			work.run();
			return appender.list;
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(null);
		}
	}

}
