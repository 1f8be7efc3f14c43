package dev.fanlight.logging;

import java.util.ServiceLoader;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MdcContextStorage}.
 */
class MdcContextStorageTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private final ContextStorage storage = new MdcContextStorage(ContextStorage.defaultStorage());

	@BeforeEach
	void activate() {
		MDC.clear();
		MdcContextStorage.active(true);
	}

	@AfterEach
	void deactivate() {
		MdcContextStorage.active(false);
		MDC.clear();
	}

	@Test
	void entriesFollowNestedScopesAndVanishWithTheLast() {
		try (Scope outer = this.storage.attach(context("00f067aa0ba902b7", true))) {
			assertEntries("00f067aa0ba902b7", "true");
			try (Scope inner = this.storage.attach(context("00f067aa0ba902b8", false))) {
				assertEntries("00f067aa0ba902b8", "false");
			}
			assertEntries("00f067aa0ba902b7", "true");
		}
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void contextWithoutSpanHidesTheOuterSpan() {
		try (Scope outer = this.storage.attach(context("00f067aa0ba902b7", true))) {
			try (Scope inner = this.storage.attach(Context.root())) {
				assertThat(MDC.get(MdcKey.TRACE_ID)).isNull();
			}
			assertEntries("00f067aa0ba902b7", "true");
		}
	}

	@Test
	void nothingIsWrittenWhileInactive() {
		MdcContextStorage.active(false);
		try (Scope scope = this.storage.attach(context("00f067aa0ba902b7", true))) {
			assertThat(MDC.get(MdcKey.TRACE_ID)).isNull();
		}
	}

	@Test
	void isTheStorageOfOpenTelemetryWithoutAnyCall() {
		assertThat(new MdcContextStorageProvider().get()).isInstanceOf(MdcContextStorage.class);
		assertThat(ServiceLoader.load(ContextStorageProvider.class))
			.anyMatch(MdcContextStorageProvider.class::isInstance);
	}

	private static Context context(String spanId, boolean sampled) {
		TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
		return Context.root().with(Span.wrap(SpanContext.create(TRACE_ID, spanId, flags, TraceState.getDefault())));
	}

	private static void assertEntries(String spanId, String sampled) {
		assertThat(MDC.get(MdcKey.TRACE_ID)).isEqualTo(TRACE_ID);
		assertThat(MDC.get(MdcKey.SPAN_ID)).isEqualTo(spanId);
		assertThat(MDC.get(MdcKey.TRACE_SAMPLED)).isEqualTo(sampled);
	}

}
