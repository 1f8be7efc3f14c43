package dev.fanlight.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * The spans of an application of a test that have ended, imported by it.
 */
public final class EndedSpans implements SpanProcessor {

	private final List<SpanData> all = new CopyOnWriteArrayList<>();

	public List<SpanData> all() {
		return this.all;
	}

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.all.add(span.toSpanData());
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
