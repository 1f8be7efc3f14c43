package dev.fanlight.logging;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
 * The object is opened by its first field, so a line without extras has none.
 */
final class ExtraWriter {

	private static final int MAX_MARKER_DEPTH = 8;

	/** Stands on every line of a library that logs through Commons Logging. */
	private static final String BRIDGE_MARKER = "COMMONS-LOGGING";

	private final ExtraGenerator generator;

	private ExtraWriter(JsonGenerator generator, ObjectMapper mapper, LogLimits limits) {
		this.generator = new ExtraGenerator(generator, mapper, limits);
	}

	static void write(JsonGenerator generator, @Nullable ObjectMapper mapper, ILoggingEvent event, boolean traced,
			LogLimits limits) {
		if (mapper == null || !hasExtras(event)) {
			return;
		}
		ExtraWriter writer = new ExtraWriter(generator, mapper, limits);
		writer.writeArguments(event.getArgumentArray());
		writer.writeKeyValues(event.getKeyValuePairs());
		writer.writeMarkers(event.getMarkerList());
		writer.writeMdc(event.getMDCPropertyMap(), traced);
		writer.generator.finish();
	}

	private static boolean hasExtras(ILoggingEvent event) {
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

	private void writeMdc(Map<String, String> mdc, boolean traced) {
		// Logback's map makes an object for every entry it is iterated over
		mdc.forEach((key, value) -> {
			if (!isCorrelation(key, traced)) {
				this.generator.field(key, value);
			}
		});
	}

	private static boolean isCorrelation(String key, boolean traced) {
		return switch (key) {
			case MdcKey.REQUEST_ID -> true;
			case MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED -> traced;
			default -> false;
		};
	}

}
