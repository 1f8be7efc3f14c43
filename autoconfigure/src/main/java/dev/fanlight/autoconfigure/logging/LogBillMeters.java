package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.fanlight.autoconfigure.PeriodicWork;
import dev.fanlight.logging.LogBill;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The bill as meters. A registry takes a lock to make a meter, and may log while it holds
 * it; so the meter of a new logger is made by a thread of its own, every few seconds, and
 * never by the thread that logs. Counts start at the first line nevertheless.
 */
final class LogBillMeters implements SmartInitializingSingleton, DisposableBean {

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private final LogBill bill;

	private final MeterRegistry registry;

	private final Set<LogBill.Item> known = new HashSet<>();

	private final PeriodicWork work = new PeriodicWork("fanlight-log-bill");

	LogBillMeters(LogBill bill, MeterRegistry registry) {
		this.bill = bill;
		this.registry = registry;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.work.every(Duration.ZERO, PERIOD, this::register);
	}

	private void register() {
		for (LogBill.Item item : this.bill.items()) {
			if (this.known.add(item)) {
				FunctionCounter.builder("fanlight.logging.lines", item, LogBill.Item::lines)
					.description("Log lines written to streams and files, over all sinks.")
					.tags("logger", item.logger(), "level", item.level())
					.register(this.registry);
				FunctionCounter.builder("fanlight.logging.bytes", item, LogBill.Item::bytes)
					.description("Bytes of the log lines written to streams and files, over all sinks.")
					.baseUnit("bytes")
					.tags("logger", item.logger(), "level", item.level())
					.register(this.registry);
			}
		}
	}

	@Override
	public void destroy() {
		this.work.close();
	}

}
