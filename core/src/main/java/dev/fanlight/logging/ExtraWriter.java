package dev.fanlight.logging;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes {@link LogField#EXTRA}: structured arguments, key-values, markers, then the MDC.
 * The object is opened by its first field, so a line without extras has none. Writes one
 * line after the other into one generator; used by one thread at a time.
 */
final class ExtraWriter implements BiConsumer<String, String> {

	private static final int MAX_MARKER_DEPTH = 8;

	/** Stands on every line of a library that logs through Commons Logging. */
	private static final String BRIDGE_MARKER = "COMMONS-LOGGING";

	private final ExtraGenerator generator;

	/** Whether the correlation of the line at hand was written already. */
	private boolean traced;

	ExtraWriter(JsonGenerator generator, ObjectMapper mapper, LogLimits limits) {
		this.generator = new ExtraGenerator(generator, mapper, limits);
	}

	boolean writesInto(JsonGenerator generator) {
		return this.generator.delegate() == generator;
	}

	/**
	 * Write what a line has. After an exception the writer must not be used again.
	 * @param event the line
	 * @param traced whether its trace was written already
	 */
	void write(ILoggingEvent event, boolean traced) {
		this.traced = traced;
		this.generator.begin();
		writeArguments(event.getArgumentArray());
		writeKeyValues(event.getKeyValuePairs());
		writeMarkers(event.getMarkerList());
		// Logback's map makes an object for every entry it is iterated over
		event.getMDCPropertyMap().forEach(this);
		this.generator.finish();
	}

	static boolean hasExtras(ILoggingEvent event) {
		return hasStructured(event.getArgumentArray()) || event.getKeyValuePairs() != null
				|| event.getMarkerList() != null || !event.getMDCPropertyMap().isEmpty();
	}

	private static boolean hasStructured(@Nullable Object @Nullable [] arguments) {
		if (arguments != null) {
			for (Object argument : arguments) {
				if (argument instanceof StructuredArgument) {
					return true;
				}
			}
		}
		return false;
	}

	private void writeArguments(@Nullable Object @Nullable [] arguments) {
		if (arguments != null) {
			for (Object argument : arguments) {
				if (argument instanceof StructuredArgument structured) {
					this.generator.guarded(structured::writeTo);
				}
			}
		}
	}

	private void writeKeyValues(@Nullable List<KeyValuePair> pairs) {
		if (pairs != null) {
			for (int i = 0; i < pairs.size(); i++) {
				KeyValuePair pair = pairs.get(i);
				if (pair != Replayed.MARK) {
					this.generator.field(String.valueOf(pair.key), pair.value);
				}
			}
		}
	}

	private void writeMarkers(@Nullable List<Marker> markers) {
		if (markers != null) {
			Set<String> tags = new LinkedHashSet<>();
			markers.forEach((marker) -> writeMarker(marker, tags, 0));
			if (!tags.isEmpty()) {
				this.generator.field(LogField.EXTRA_TAGS.key(), tags);
			}
		}
	}

	private void writeMarker(Marker marker, Set<String> tags, int depth) {
		if (marker instanceof LogstashMarker logstashMarker) {
			this.generator.guarded(logstashMarker::writeTo);
		}
		else if (!BRIDGE_MARKER.equals(marker.getName())) {
			tags.add(marker.getName());
		}
		if (marker.hasReferences() && depth < MAX_MARKER_DEPTH) {
			marker.iterator().forEachRemaining((reference) -> writeMarker(reference, tags, depth + 1));
		}
	}

	@Override
	public void accept(String key, String value) {
		if (!isCorrelation(key, this.traced)) {
			this.generator.field(key, value);
		}
	}

	private static boolean isCorrelation(String key, boolean traced) {
		return switch (key) {
			case MdcKey.REQUEST_ID -> true;
			case MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED -> traced;
			default -> false;
		};
	}

}
