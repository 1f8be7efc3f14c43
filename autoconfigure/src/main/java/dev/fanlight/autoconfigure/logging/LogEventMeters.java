package dev.fanlight.autoconfigure.logging;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.logging.LastTurboFilter;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Micrometer's counters of log lines, behind the one turbo filter that Logback asks for
 * free. Micrometer adds its filters to a context of their own, where they are found.
 */
final class LogEventMeters extends LogbackMetrics {

	private final LastTurboFilter place;

	LogEventMeters(LoggerContext context) {
		this(context, new LoggerContext());
	}

	private LogEventMeters(LoggerContext context, LoggerContext filters) {
		super(List.of(), filters);
		this.place = LastTurboFilter.install(context, new Counting(filters));
	}

	@Override
	public void close() {
		this.place.close();
		super.close();
	}

	private static final class Counting extends TurboFilter {

		private final LoggerContext filters;

		Counting(LoggerContext filters) {
			this.filters = filters;
		}

		@Override
		public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
				@Nullable Object @Nullable [] params, @Nullable Throwable t) {
			// Without the arguments, whose array need not be made then
			return this.filters.getTurboFilterList()
				.getTurboFilterChainDecision(marker, logger, level, format, null, t);
		}

	}

}
