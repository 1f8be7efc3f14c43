package dev.fanlight.autoconfigure.alerting;

import java.util.function.ToLongFunction;

import dev.fanlight.alerting.AlertEngine;
import dev.fanlight.alerting.ChannelStatus;
import dev.fanlight.alerting.Phase;
import dev.fanlight.alerting.Rule;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows which alerts are due and what became of messages. There is one series for each
 * rule and five for each channel.
 */
final class AlertMeters implements MeterBinder {

	static final String FIRING = "fanlight.alerts.firing";

	static final String MESSAGES = "fanlight.alerts.messages";

	static final String WAITING = "fanlight.alerts.waiting";

	static final String FAILURES = "fanlight.alerts.failures";

	private final AlertEngine engine;

	AlertMeters(AlertEngine engine) {
		this.engine = engine;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.engine.rules()
			.forEach((status) -> Gauge.builder(FIRING, this.engine, (engine) -> firing(engine, status.rule()))
				.description("1 while the alert is due, 0 otherwise")
				.tag("rule", status.rule().name())
				.tag("severity", status.rule().severity().id())
				.register(registry));
		for (ChannelStatus channel : this.engine.channels()) {
			messages(registry, channel.name(), "delivered", ChannelStatus::delivered);
			messages(registry, channel.name(), "retried", ChannelStatus::retried);
			messages(registry, channel.name(), "failed", ChannelStatus::failed);
			messages(registry, channel.name(), "dropped", ChannelStatus::dropped);
			Gauge.builder(WAITING, this.engine, (engine) -> read(engine, channel.name(), ChannelStatus::waiting))
				.description("Messages about alerts that wait for their channel")
				.tag("channel", channel.name())
				.register(registry);
		}
		FunctionCounter.builder(FAILURES, this.engine, AlertEngine::failures)
			.description("Times a rule could not be judged")
			.register(registry);
	}

	private static double firing(AlertEngine engine, Rule rule) {
		return engine.rules()
			.stream()
			.filter((status) -> status.rule().equals(rule) && status.phase() == Phase.FIRING)
			.count();
	}

	private void messages(MeterRegistry registry, String channel, String outcome,
			ToLongFunction<ChannelStatus> reader) {
		FunctionCounter.builder(MESSAGES, this.engine, (engine) -> read(engine, channel, reader))
			.description(
					"Messages about alerts: delivered, given up, or dropped because too many waited; and attempts that are made again")
			.tag("channel", channel)
			.tag("outcome", outcome)
			.register(registry);
	}

	private static double read(AlertEngine engine, String channel, ToLongFunction<ChannelStatus> reader) {
		return engine.channels()
			.stream()
			.filter((status) -> status.name().equals(channel))
			.mapToLong(reader)
			.findFirst()
			.orElse(0);
	}

}
