package dev.fanlight.logging;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.BasicStatusManager;
import ch.qos.logback.core.status.Status;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import dev.fanlight.tracing.RedactingLogRecordExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OpenTelemetryAppenderAttachmentTests {

	private static final String SECRET = "hunter2-Xq9zLmT4";

	private final LoggerContext context = new LoggerContext();

	private final Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);

	private final Logger logger = this.context.getLogger("shop.Orders");

	private final InMemoryLogRecordExporter exported = InMemoryLogRecordExporter.create();

	private final OpenTelemetrySdk sdk = sdk(this.exported);

	@BeforeEach
	void useMdc() {
		// Whatever other tests of this process have logged so far
		OpenTelemetryAppenderEarlyLines.forget(this.context);
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.context.start();
	}

	@AfterEach
	void close() {
		this.sdk.close();
	}

	@Test
	void replaysOnceWhatWasWrittenBeforeTheSdkWasReady() throws InterruptedException {
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		Thread writer = new Thread(() -> {
			this.context.getMDCAdapter().put("request_id", "r-1");
			this.logger.info("early");
		});
		writer.start();
		writer.join();
		assertThat(bodies()).isEmpty();
		attachment.install(this.sdk);
		this.logger.info("late");
		assertThat(bodies()).containsExactly("early", "late");
		assertThat(attributes(0)).containsEntry("request_id", "r-1");
	}

	@Test
	void argumentThatIsTooLongLeavesRoomForTheNext() {
		LogRedaction.install(this.context, null);
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.logger.warn("Body {} refused for order {}", "password=hunter2-Xq9z " + "x".repeat(1_000_000), 4711);
		this.logger.warn("Body {} refused for order {}", List.of("y".repeat(1_000_000)), 4711);
		this.logger.warn("Body {} refused for order {}", "z", 4711);
		assertThat(bodies()).satisfiesExactly(
				(body) -> assertThat(body).startsWith("Body password=[REDACTED:kv] xxx")
					.endsWith("xxx\u2026[+991845] refused for order 4711"),
				(body) -> assertThat(body).startsWith("Body [yyy")
					.endsWith("yyy\u2026[+991824] refused for order 4711"),
				(body) -> assertThat(body).isEqualTo("Body z refused for order 4711"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void showsNothingThatOtherAppendersHide(boolean own) {
		LogRedaction.install(this.context, null);
		OpenTelemetryAppenderAttachment attachment = attach(own);
		logSecrets();
		attachment.install(this.sdk);
		logSecrets();
		assertThat(this.exported.getFinishedLogRecordItems()).hasSize(16)
			.allSatisfy((line) -> assertThat(line.getBodyValue() + " " + line.getAttributes()).doesNotContain(SECRET));
		for (int first = 0; first <= 8; first += 8) {
			assertThat(bodies().get(first)).isEqualTo("login Marked[user=bob, note=[REDACTED:sensitive]]");
			assertThat(attributes(first + 1)).containsOnly(Map.entry("order", 42L), Map.entry("open", true),
					Map.entry("marked", "Marked[user=bob, note=[REDACTED:sensitive]]"),
					Map.entry("all", List.of("Marked[user=bob, note=[REDACTED:sensitive]]")),
					Map.entry("logins", List.of("Login[user=bob, password=[REDACTED:kv]]")));
			assertThat(bodies().get(first + 2))
				.isEqualTo("marked=Marked[user=bob, note=[REDACTED:sensitive]] {sku=s-1}");
			assertThat(attributes(first + 2)).containsOnly(
					Map.entry("marked", "Marked[user=bob, note=[REDACTED:sensitive]]"), Map.entry("sku", "s-1"));
			assertThat(attributes(first + 3)).containsOnly(Map.entry("user", "bob"),
					Map.entry("password", "[REDACTED:kv]"), Map.entry("secret", "[REDACTED:kv]"),
					Map.entry("body", "{\"password\":\"[REDACTED:kv]\"}"),
					Map.entry("logins", List.of("Login[user=bob, password=[REDACTED:kv]]")));
			assertThat(attributes(first + 4)).containsEntry("user", "bob").containsEntry("password", "[REDACTED:kv]");
			assertThat(attributes(first + 5)).containsEntry("exception.type", RefusedException.class.getCanonicalName())
				.containsEntry("exception.message", "cannot use [REDACTED:kv]");
			assertThat(attributes(first + 6)).containsEntry("exception.type", "java.lang.IllegalStateException")
				.hasEntrySatisfying("exception.stacktrace", (trace) -> assertThat((String) trace)
					.contains("Caused by: java.lang.IllegalArgumentException: [REDACTED:kv]"));
			assertThat(attributes(first + 7)).containsOnly(Map.entry("user", "bob"));
		}
	}

	@Test
	void exceptionHasItsTypeWhereAnOwnAppenderTakesNoKeyValues() {
		LogRedaction.install(this.context, null);
		OpenTelemetryAppender own = new OpenTelemetryAppender();
		own.setContext(this.context);
		own.start();
		own.setOpenTelemetry(
				sdk(new RedactingLogRecordExporter(this.exported, Redactor.of(RedactionPolicy.defaults()))));
		this.root.addAppender(own);
		this.logger.error("failed", new RefusedException("password=" + SECRET));
		this.logger.error("failed", new IllegalStateException(new IOException("password=" + SECRET)));
		this.logger.error("failed", new RefusedException("password=" + SECRET) {

			private static final long serialVersionUID = 1L;

			@Override
			public String toString() {
				return "refused: " + getMessage();
			}

		});
		assertThat(this.exported.getFinishedLogRecordItems())
			.extracting((line) -> line.getAttributes().get(AttributeKey.stringKey("exception.type")))
			.containsExactly(RefusedException.class.getCanonicalName(), "java.lang.IllegalStateException",
					RedactedThrowable.class.getName());
	}

	@Test
	void errorOfAValueDoesNotReachTheApplication() {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.logger.atInfo().addKeyValue("entity", new Object() {

			@Override
			public String toString() {
				throw new AssertionError();
			}

		}).log("lost");
		this.logger.info("next");
		assertThat(bodies()).containsExactly("next");
	}

	@Test
	void errorThatCannotBeReportedDoesNotReachTheApplication() {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.context.setStatusManager(new BasicStatusManager() {

			@Override
			public void add(Status status) {
				throw new OutOfMemoryError();
			}

		});
		this.logger.atInfo().addKeyValue("entity", new Object() {

			@Override
			public String toString() {
				throw new OutOfMemoryError();
			}

		}).log("lost");
		this.logger.info("next");
		assertThat(bodies()).containsExactly("next");
	}

	private OpenTelemetryAppenderAttachment attach(boolean own) {
		if (own) {
			OpenTelemetryAppender appender = new OpenTelemetryAppender();
			appender.setContext(this.context);
			appender.setCaptureKeyValuePairAttributes(true);
			appender.setCaptureLogstashMarkerAttributes(true);
			appender.setCaptureLogstashStructuredArguments(true);
			appender.start();
			this.root.addAppender(appender);
		}
		return OpenTelemetryAppenderAttachment.attach(this.context);
	}

	private void logSecrets() {
		Marked marked = new Marked("bob", SECRET);
		Login login = new Login("bob", SECRET);
		this.logger.info("login {}", marked);
		this.logger.atInfo()
			.addKeyValue("order", 42)
			.addKeyValue("open", true)
			.addKeyValue("marked", marked)
			.addKeyValue("all", List.of(marked))
			.addKeyValue("logins", List.of(login))
			.log("key-values");
		this.logger.info("{} {}", StructuredArguments.kv("marked", marked),
				StructuredArguments.entries(Map.of("sku", "s-1")));
		this.logger.info("arguments", StructuredArguments.kv("user", "bob"), StructuredArguments.kv("password", SECRET),
				StructuredArguments.entries(Map.of("secret", SECRET)),
				StructuredArguments.raw("body", "{\"password\":\"" + SECRET + "\"}"),
				StructuredArguments.array("logins", login));
		this.logger.info(Markers.append("password", SECRET).and(Markers.append("user", "bob")), "marker");
		this.logger.error("password=" + SECRET, new RefusedException("cannot use " + SECRET));
		this.logger.error("failed",
				new IllegalStateException("Failed to bind properties under 'spring.datasource.password' to X",
						new IllegalArgumentException("no conversion for " + SECRET)));
		this.logger.info("fields", StructuredArguments.kv("user", "bob"), StructuredArguments.fields(login));
	}

	@Test
	void keepsAtMostOneThousandLines() {
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		IntStream.range(0, 1100).forEach((i) -> this.logger.info("line {}", i));
		attachment.install(this.sdk);
		assertThat(bodies()).hasSize(1000).startsWith("line 0").endsWith("line 999");
	}

	@Test
	void survivesResetsAndKeepsTheLinesFromBefore() {
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		this.logger.info("before");
		this.context.reset();
		this.logger.info("after the first");
		attachment.install(this.sdk);
		this.context.reset();
		this.logger.info("after the second");
		assertThat(bodies()).containsExactly("before", "after the first", "after the second");
	}

	@Test
	void lineAboutWhatEndedWorkHasThrownIsOneOfItsTrace() {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		SpanContext span = SpanContext.create("0".repeat(31) + '1', "0".repeat(15) + '1', TraceFlags.getDefault(),
				TraceState.getDefault());
		Exception cause = new IOException("job");
		FailedWork.ended(new UndeclaredThrowableException(cause),
				() -> Context.root().with(Span.wrap(span)).makeCurrent()::close);
		this.logger.error("of the work", cause);
		this.logger.error("of other work", new IOException("job"));
		this.logger.error("of nothing");
		FailedWork.forget();
		this.logger.error("later", cause);
		assertThat(this.exported.getFinishedLogRecordItems())
			.extracting((line) -> line.getSpanContext().isValid() ? line.getSpanContext().getTraceId() : "")
			.containsExactly(span.getTraceId(), "", "", "");
	}

	@Test
	void capturesWhatALineCarries() {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.context.putProperty("CONSOLE_LOG_PATTERN", "%m%n");
		this.context.getMDCAdapter().put("request_id", "r-1");
		this.logger.atInfo().addKeyValue("order_id", 42).log("key-value");
		this.logger.info(MarkerFactory.getMarker("AUDIT"), "marker");
		this.logger.info(Markers.append("customer", "c-1"), "logstash marker");
		this.logger.info("argument", StructuredArguments.keyValue("sku", "s-1"));
		this.logger.warn("failed", new IllegalStateException("no stock"));
		assertThat(attributes(0)).containsOnly(Map.entry("order_id", 42L), Map.entry("request_id", "r-1"));
		assertThat(attributes(1)).containsKey("logback.marker");
		assertThat(attributes(2)).containsEntry("customer", "c-1");
		assertThat(attributes(3)).containsEntry("sku", "s-1");
		assertThat(attributes(4)).containsEntry("exception.message", "no stock").containsKey("exception.stacktrace");
	}

	@Test
	void doesNotExportWhatExportersLog() throws InterruptedException {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.context.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter").error("refused");
		this.context.getLogger("okhttp3.internal.platform.Platform").warn("leaked");
		Thread exporting = new Thread(() -> this.logger.warn("a foreign exporter"),
				"BatchLogRecordProcessor_WorkerThread-1");
		exporting.start();
		exporting.join();
		this.logger.info("mine");
		assertThat(bodies()).containsExactly("mine");
	}

	@Test
	void exporterThatLogsOnTheCallingThreadMakesNoLoop() {
		OpenTelemetryAppenderAttachment.attach(this.context)
			.install(sdk(new LoggingExporter(this.logger, this.exported)));
		this.logger.info("mine");
		assertThat(bodies()).containsExactly("mine");
	}

	@Test
	void exporterThatLogsOnTheThreadOfTheSdkMakesNoLoop() {
		LogRecordExporter exporter = new LoggingExporter(this.logger, this.exported);
		OpenTelemetrySdk batching = OpenTelemetrySdk.builder()
			.setLoggerProvider(SdkLoggerProvider.builder()
				.addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
				.build())
			.build();
		OpenTelemetryAppenderAttachment.attach(this.context).install(batching);
		this.logger.info("mine");
		IntStream.range(0, 3).forEach((i) -> batching.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS));
		assertThat(bodies()).containsExactly("mine");
		batching.close();
	}

	@Test
	void appendersOfTheApplicationWin() {
		OpenTelemetryAppender own = new OpenTelemetryAppender();
		own.setContext(this.context);
		own.start();
		AsyncAppender async = new AsyncAppender();
		async.setContext(this.context);
		async.addAppender(own);
		async.start();
		this.logger.addAppender(async);
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		attachment.install(this.sdk);
		this.logger.info("once");
		async.stop();
		assertThat(bodies()).containsExactly("once");
		assertThat(this.root.iteratorForAppenders()).isExhausted();
		attachment.detach();
	}

	@Test
	void givesWayToAnAppenderThatTheApplicationAttachesLater() {
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		attachment.install(this.sdk);
		OpenTelemetryAppender own = new OpenTelemetryAppender();
		own.setContext(this.context);
		own.start();
		own.setOpenTelemetry(this.sdk);
		this.root.addAppender(own);
		attachment.detachUnlessUsed();
		this.logger.info("once");
		assertThat(bodies()).containsExactly("once");
	}

	@Test
	void detachesForGood() {
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		attachment.install(this.sdk);
		attachment.detachUnlessUsed();
		assertThat(this.root.iteratorForAppenders().hasNext()).isTrue();
		attachment.detach();
		attachment.detach();
		this.context.reset();
		this.logger.info("gone");
		assertThat(bodies()).isEmpty();
		assertThat(this.context.getCopyOfListenerList()).isEmpty();
		assertThat(this.root.iteratorForAppenders()).isExhausted();
	}

	@Test
	void detachesWhenNoSdkCame() {
		OpenTelemetryAppenderAttachment.attach(this.context).detachUnlessUsed();
		assertThat(this.root.iteratorForAppenders()).isExhausted();
	}

	@Test
	void endsWithLogback() {
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		this.context.stop();
		this.logger.info("gone");
		assertThat(bodies()).isEmpty();
	}

	@Test
	void earlyLinesComeFirstIfTheApplicationWouldHaveWrittenThem() {
		new OpenTelemetryAppenderEarlyLines().configure(this.context);
		this.logger.info("from main");
		this.logger.debug("debug from main");
		this.context.reset();
		this.logger.info("not kept");
		this.root.setLevel(Level.INFO);
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		this.logger.info("started");
		attachment.install(this.sdk);
		OpenTelemetryAppenderAttachment.attach(this.context).install(this.sdk);
		assertThat(bodies()).containsExactly("from main", "started");
	}

	@Test
	void earlyLinesAreBoundedAndForgotten() {
		new OpenTelemetryAppenderEarlyLines().configure(this.context);
		IntStream.range(0, 150).forEach((i) -> this.logger.info("line {}", i));
		assertThat(OpenTelemetryAppenderEarlyLines.take(this.context)).hasSize(100);
		this.logger.info("later");
		OpenTelemetryAppenderEarlyLines.forget(this.context);
		assertThat(OpenTelemetryAppenderEarlyLines.take(this.context)).isEmpty();
		assertThat(this.root.iteratorForAppenders()).isExhausted();
	}

	private List<String> bodies() {
		return this.exported.getFinishedLogRecordItems()
			.stream()
			.map((record) -> String.valueOf(record.getBodyValue() != null ? record.getBodyValue().asString() : null))
			.toList();
	}

	private Map<String, Object> attributes(int index) {
		Attributes attributes = this.exported.getFinishedLogRecordItems().get(index).getAttributes();
		return attributes.asMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> ((AttributeKey<?>) entry.getKey()).getKey(), Map.Entry::getValue));
	}

	private static OpenTelemetrySdk sdk(LogRecordExporter exporter) {
		return OpenTelemetrySdk.builder()
			.setLoggerProvider(SdkLoggerProvider.builder()
				.addLogRecordProcessor(SimpleLogRecordProcessor.create(exporter))
				.build())
			.build();
	}

	static class RefusedException extends Exception {

		private static final long serialVersionUID = 1L;

		RefusedException(String message) {
			super(message);
		}

	}

	record Login(String user, String password) {
	}

	record Marked(String user, @Sensitive String note) {
	}

	/**
	 * What a careless exporter does.
	 */
	private record LoggingExporter(Logger logger, LogRecordExporter delegate) implements LogRecordExporter {

		@Override
		public CompletableResultCode export(Collection<LogRecordData> logs) {
			this.logger.info("Exported {} lines", logs.size());
			return this.delegate.export(logs);
		}

		@Override
		public CompletableResultCode flush() {
			return this.delegate.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

	}

}
