package dev.fanlight.logging.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.redaction.Redactor;

/**
 * A Logback context of its own, at INFO, whose events are collected.
 */
final class GateFixture {

	static final Instant NOW = Instant.parse("2026-11-26T12:00:00.123456789Z");

	static final RecorderLimits LIMITS = new RecorderLimits(100, 100_000, 1_000_000, Duration.ofMinutes(5), 1000);

	final LoggerContext context = new LoggerContext();

	final List<ILoggingEvent> events = Collections.synchronizedList(new ArrayList<>());

	final Logger logger;

	final Logger other;

	final AtomicReference<Instant> now = new AtomicReference<>(NOW);

	final Clock clock = ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);

	GateFixture() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.context.getLogger("ROOT").setLevel(Level.INFO);
		this.logger = this.context.getLogger("shop.Orders");
		this.other = this.context.getLogger("shopping.Cart");
		attach();
	}

	void attach() {
		AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				GateFixture.this.events.add(event);
			}

		};
		appender.setContext(this.context);
		appender.start();
		this.context.getLogger("ROOT").addAppender(appender);
	}

	FlightRecorder recorder(RecorderLimits limits) {
		return recorder(limits, true, null);
	}

	FlightRecorder recorder(RecorderLimits limits, boolean renderObjects, Redactor redactor) {
		FlightRecorder recorder = new FlightRecorder(List.of("shop"), limits, renderObjects, redactor, this.clock);
		LogGate.install(this.context, recorder, null, null, null);
		return recorder;
	}

	List<String> messages() {
		return this.events.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}
