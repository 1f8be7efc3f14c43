package dev.fanlight.autoconfigure.errors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.autoconfigure.RecentLines;
import dev.fanlight.autoconfigure.WorkIds;
import io.sentry.Breadcrumb;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.SpanContext;
import io.sentry.SpanId;
import io.sentry.protocol.SentryId;
import org.jspecify.annotations.Nullable;

/**
 * Tells Sentry what Fanlight knows of an error: its fingerprint, its trace and request,
 * and the DEBUG lines that led to it. A fingerprint that the application has set stays,
 * and so does the trace where Sentry traces itself. Runs on the thread of the error; what
 * fails here costs the event nothing but this.
 */
final class SentryEvents implements EventProcessor {

	private final ErrorFingerprint fingerprint;

	private final WorkIds.Source ids;

	private final RecentLines lines;

	private final SentryOptions options;

	SentryEvents(ErrorFingerprint fingerprint, WorkIds.Source ids, RecentLines lines, SentryOptions options) {
		this.fingerprint = fingerprint;
		this.ids = ids;
		this.lines = lines;
		this.options = options;
	}

	@Override
	public SentryEvent process(SentryEvent event, Hint hint) {
		try {
			addFingerprint(event, event.getThrowable());
			addIds(event, this.ids.of(null));
			addLines(event, this.lines.get());
		}
		catch (RuntimeException ex) {
			// The event goes as Sentry made it
		}
		return event;
	}

	private void addFingerprint(SentryEvent event, @Nullable Throwable error) {
		List<String> own = event.getFingerprints();
		String known = (error != null) ? this.fingerprint.of(error) : null;
		if (known != null && (own == null || own.isEmpty())) {
			event.setFingerprints(List.of(known));
		}
	}

	private void addIds(SentryEvent event, WorkIds work) {
		if (work.requestId() != null) {
			event.setTag("request_id", work.requestId());
		}
		if (work.traceId() == null || work.spanId() == null) {
			return;
		}
		event.setTag("trace_id", work.traceId());
		if (!this.options.isTracingEnabled()) {
			event.getContexts()
				.setTrace(new SpanContext(new SentryId(work.traceId()), new SpanId(work.spanId()), "default", null,
						null));
		}
	}

	private void addLines(SentryEvent event, List<RecentLines.Line> lines) {
		if (lines.isEmpty()) {
			return;
		}
		List<Breadcrumb> all = new ArrayList<>();
		if (event.getBreadcrumbs() != null) {
			all.addAll(event.getBreadcrumbs());
		}
		for (RecentLines.Line line : lines) {
			Breadcrumb breadcrumb = new Breadcrumb(Date.from(line.instant()));
			breadcrumb.setCategory(line.logger());
			breadcrumb.setLevel(SentryLevel.DEBUG);
			breadcrumb.setMessage(line.message());
			all.add(breadcrumb);
		}
		Collections.sort(all);
		event.setBreadcrumbs(all.subList(Math.max(0, all.size() - this.options.getMaxBreadcrumbs()), all.size()));
	}

}
