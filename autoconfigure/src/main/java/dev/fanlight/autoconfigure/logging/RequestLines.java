package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.autoconfigure.UnseenException;
import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.CanonicalLogger;
import dev.fanlight.logging.MdcKey;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.event.Level;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Writes the lines about requests.
 */
final class RequestLines {

	/** The outcome of a request whose client hung up. */
	static final String CLIENT_ABORTED = "CLIENT_ABORTED";

	private static final int SERVER_ERRORS = 500;

	private final CanonicalLogger logger;

	private final CanonicalRequestProperties properties;

	private final RequestLevels levels;

	private final List<PathPattern> excluded;

	private final Header[] headers;

	private final ObservationTraces traces;

	private final String requestIdHeader;

	RequestLines(CanonicalLogger logger, CanonicalRequestProperties properties, ObservationTraces traces,
			String requestIdHeader) {
		this.logger = logger;
		this.properties = properties;
		this.levels = new RequestLevels(properties.level(), properties.levels(), properties.routes());
		this.excluded = properties.excludePaths().stream().map(PathPatternParser.defaultInstance::parse).toList();
		this.headers = properties.headers().stream().map(Header::of).toArray(Header[]::new);
		this.traces = traces;
		this.requestIdHeader = requestIdHeader;
	}

	boolean announcesStart() {
		return this.properties.started();
	}

	void started(Observation.Context context, ObservedRequest request) {
		Level level = RequestLevels.slf4j(this.properties.level());
		if (level != null && this.logger.isEnabled(level) && !isExcluded(request)) {
			write(context, request, level,
					new CanonicalLine(request.method() + ' ' + this.logger.shortened(request.path()) + " started")
						.with(CanonicalField.METHOD, request.method())
						.with(CanonicalField.PATH, request.path()));
		}
	}

	void completed(Observation.Context context, ObservedRequest request) {
		long nanos = request.nanos();
		String outcome = value(context, "outcome");
		Throwable error = context.getError();
		boolean aborted = CLIENT_ABORTED.equals(outcome);
		int status = request.status();
		// Spring Security marks what it refuses as an error, too
		boolean fault = status >= SERVER_ERRORS || (error != null && !"CLIENT_ERROR".equals(outcome));
		fault &= !aborted;
		Level level = this.levels.of(request.route(), status, fault);
		if (level == null || !this.logger.isEnabled(level) || isExcluded(request)) {
			return;
		}
		long duration = TimeUnit.NANOSECONDS.toMillis(nanos);
		String route = request.route();
		CanonicalLine line = CanonicalLine
			.ofRequest(request.method(), this.logger.shortened((route != null) ? route : request.path()), status,
					duration, aborted)
			.with(CanonicalField.METHOD, request.method())
			.with(CanonicalField.ROUTE, (route != null) ? route : value(context, "uri"))
			.with(CanonicalField.PATH, (route != null) ? null : request.path())
			.with(CanonicalField.STATUS, status)
			.with(CanonicalField.DURATION, duration)
			.with(CanonicalField.BYTES_IN, request.bytesIn())
			.with(CanonicalField.BYTES_OUT, request.bytesOut())
			.with(CanonicalField.CLIENT_ADDRESS, request.client())
			.with(CanonicalField.USER_AGENT, request.header(HttpHeaders.USER_AGENT));
		addError(line, context, aborted, fault, status);
		addNamed(line, request);
		if (nanos >= this.properties.slowThreshold().toNanos()) {
			line.slow();
		}
		write(context, request, level, line);
	}

	private static void addError(CanonicalLine line, Observation.Context context, boolean aborted, boolean fault,
			int status) {
		HandledException handled = context.get(HandledException.class);
		Throwable error = (fault || handled == null) ? context.getError() : handled.exception();
		if (aborted) {
			line.with(CanonicalField.ERROR_TYPE, "client_aborted");
		}
		else if (fault) {
			line.with(CanonicalField.ERROR_TYPE,
					(error != null) ? UnseenException.typeOf(error).getName() : Integer.toString(status));
		}
		else if (error != null) {
			line.with(CanonicalField.EXCEPTION_TYPE, UnseenException.typeOf(error).getName());
		}
	}

	private void addNamed(CanonicalLine line, ObservedRequest request) {
		for (Header header : this.headers) {
			line.with(header.field(), request.header(header.name()));
		}
		String query = this.properties.query().isEmpty() ? null : request.query();
		if (query == null) {
			return;
		}
		StringBuilder named = new StringBuilder();
		for (String part : query.split("&")) {
			int end = part.indexOf('=');
			if (this.properties.query().contains((end < 0) ? part : part.substring(0, end))) {
				named.append(named.isEmpty() ? "" : "&").append(part);
			}
		}
		line.with(CanonicalField.QUERY, named.isEmpty() ? null : named.toString());
	}

	private boolean isExcluded(ObservedRequest request) {
		if (this.excluded.isEmpty()) {
			return false;
		}
		PathContainer path = PathContainer.parsePath(request.pathInApplication());
		return this.excluded.stream().anyMatch((pattern) -> pattern.matches(path));
	}

	private void write(Observation.Context context, ObservedRequest request, Level level, CanonicalLine line) {
		String id = (MDC.get(MdcKey.REQUEST_ID) == null) ? request.responseHeader(this.requestIdHeader) : null;
		this.traces.write(this.logger, level, line, context, id);
	}

	static @Nullable String value(Observation.Context context, String key) {
		KeyValue keyValue = context.getLowCardinalityKeyValue(key);
		return (keyValue != null) ? keyValue.getValue() : null;
	}

	private record Header(String name, String field) {

		static Header of(String name) {
			return new Header(name,
					CanonicalField.HEADER_PREFIX + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"));
		}

	}

}
