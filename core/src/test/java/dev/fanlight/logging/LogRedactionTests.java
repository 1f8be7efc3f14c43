package dev.fanlight.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Marker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogRedaction}: no appender escapes, however and whenever it came.
 */
class LogRedactionTests {

	private static final String LINE = "password=hunter2-Xq9zLmT4";

	private static final String REDACTED = "password=[REDACTED:kv]";

	private final LoggerContext context = new LoggerContext();

	private final Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);

	private final Logger logger = this.context.getLogger("shop.orders.OrderService");

	private final ListAppender<ILoggingEvent> events = appender("EVENTS");

	@BeforeEach
	void prepare() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
	}

	private ListAppender<ILoggingEvent> appender(String name) {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.setContext(this.context);
		appender.setName(name);
		appender.start();
		return appender;
	}

	private void install() {
		LogRedaction.install(this.context, null);
	}

	private void assertRedacted() {
		this.events.list.clear();
		this.logger.info(LINE);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(REDACTED);
	}

	private void assertRaw() {
		this.events.list.clear();
		this.logger.info(LINE);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(LINE);
	}

	@Test
	void withoutItTheSecretIsThere() {
		this.root.addAppender(this.events);
		assertRaw();
	}

	@Test
	void coversAnAppenderThatIsThereAlready() {
		this.root.addAppender(this.events);
		install();
		assertRedacted();
	}

	@Test
	void coversTheFirstLineOfAnAppenderThatIsAttachedLater() {
		install();
		this.logger.info("hello");
		this.logger.addAppender(this.events);
		assertRedacted();
	}

	@Test
	void coversAppendersOfEveryAncestor() {
		install();
		this.context.getLogger("shop.orders").addAppender(this.events);
		assertRedacted();
	}

	@Test
	void coversAppendersOfAnAncestorThatIsAnEnclosingClass() {
		install();
		Logger nested = this.context.getLogger("shop.Orders$Line");
		this.context.getLogger("shop.Orders").addAppender(this.events);
		nested.info(LINE);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(REDACTED);
	}

	@Test
	void coversFluentLines() {
		install();
		this.root.addAppender(this.events);
		this.logger.atInfo().log(LINE);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(REDACTED);
	}

	@Test
	void coversALineWithoutAMessage() {
		install();
		this.root.addAppender(this.events);
		this.logger.error((String) null, new IllegalStateException(LINE));
		assertThat(this.events.list).singleElement()
			.satisfies((event) -> assertThat(event.getThrowableProxy().getMessage()).isEqualTo(REDACTED));
	}

	@Test
	void coversALineThatAnotherFilterLetsPassBelowTheLevel() {
		install();
		this.context.addTurboFilter(new Accepting());
		this.root.setLevel(Level.INFO);
		this.root.addAppender(this.events);
		this.logger.debug(LINE);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(REDACTED);
	}

	@Test
	void survivesReset() {
		install();
		this.context.reset();
		this.events.start();
		this.root.addAppender(this.events);
		assertRedacted();
	}

	@Test
	void survivesWhatBootDoes() {
		install();
		this.context.stop();
		this.context.reset();
		this.events.start();
		this.root.addAppender(this.events);
		this.context.start();
		assertThat(this.root.isAttached(this.events)).as("covered before the first line").isFalse();
		assertRedacted();
		this.context.stop();
		this.context.reset();
		this.events.start();
		this.root.addAppender(this.events);
		this.context.start();
		assertRedacted();
	}

	@Test
	void survivesStopAndStart() {
		install();
		this.context.stop();
		this.context.start();
		this.events.start();
		this.root.addAppender(this.events);
		assertRedacted();
	}

	@Test
	void isStillTheOnlyOneAfterAStop() {
		install();
		this.context.stop();
		install();
		this.context.reset();
		this.events.start();
		this.root.addAppender(this.events);
		LogRedaction.uninstall(this.context);
		assertThat(LogRedaction.find(this.context)).isNull();
		assertRaw();
	}

	@Test
	void coversAConfigurationInXml() throws Exception {
		install();
		this.context.reset();
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(this.context);
		configurator.doConfigure(new ByteArrayInputStream("""
				<configuration>
					<turboFilter class="dev.fanlight.logging.LogRedactionTests$Accepting"/>
					<appender name="EVENTS" class="ch.qos.logback.core.read.ListAppender"/>
					<root level="info"><appender-ref ref="EVENTS"/></root>
				</configuration>""".getBytes(StandardCharsets.UTF_8)));
		this.logger.info(LINE);
		RedactingAppender redacting = (RedactingAppender) this.root.getAppender("EVENTS");
		assertThat(((ListAppender<ILoggingEvent>) redacting.delegate()).list)
			.extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly(REDACTED);
	}

	@Test
	void queueOfAnAsynchronousAppenderHoldsRedactedEvents() {
		install();
		AsyncAppender async = new AsyncAppender();
		async.setContext(this.context);
		async.addAppender(this.events);
		async.start();
		this.root.addAppender(async);
		this.logger.info(LINE);
		async.stop();
		assertThat(this.events.list).hasOnlyElementsOfType(RedactedEvent.class)
			.extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly(REDACTED);
	}

	@Test
	void callerOfARedactedLineIsKnownBehindAQueue() {
		install();
		AsyncAppender queue = new AsyncAppender();
		queue.setContext(this.context);
		queue.setIncludeCallerData(true);
		queue.addAppender(this.events);
		queue.start();
		this.root.addAppender(queue);
		this.logger.info("password=hunter2-Xq9zLmT4");
		queue.stop();
		assertThat(this.events.list).singleElement()
			.satisfies((event) -> assertThat(event.getCallerData()[0].getClassName()).isEqualTo(getClass().getName()));
	}

	@Test
	void openTelemetryAppenderHasNoSinkButItsOwn() {
		install();
		List<Object> asked = new ArrayList<>();
		LogRedaction.route(this.context, (appender) -> {
			asked.add(appender);
			return null;
		});
		OpenTelemetryAppender appender = new OpenTelemetryAppender();
		appender.setContext(this.context);
		appender.start();
		this.root.addAppender(appender);
		this.logger.info(LINE);
		assertThat(this.root.isAttached(appender)).isFalse();
		assertThat(asked).isEmpty();
	}

	@Test
	void uninstallGivesTheAppendersBack() {
		this.root.addAppender(this.events);
		install();
		LogRedaction.uninstall(this.context);
		assertThat(this.root.isAttached(this.events)).isTrue();
		assertThat(this.context.getTurboFilterList()).isEmpty();
		assertRaw();
		this.context.reset();
		this.events.start();
		this.root.addAppender(this.events);
		assertRaw();
		install();
		assertRedacted();
	}

	@Test
	void anotherRedactorTakesOver() {
		this.root.addAppender(this.events);
		install();
		LogRedaction.install(this.context, Redactor.of(RedactionPolicy.builder().enabled("kv", false).build()));
		assertRaw();
		assertThat(this.context.getTurboFilterList()).hasSize(1);
		install();
		assertRedacted();
	}

	@Test
	void contextsAreIndependent() {
		LoggerContext other = new LoggerContext();
		other.setMDCAdapter(new LogbackMDCAdapter());
		ListAppender<ILoggingEvent> otherEvents = appender("OTHER");
		other.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(otherEvents);
		this.root.addAppender(this.events);
		install();
		assertRedacted();
		other.getLogger("other").info(LINE);
		assertThat(otherEvents.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(LINE);
	}

	@Test
	void appenderIsFoundAndDetachedByName() {
		install();
		this.root.addAppender(this.events);
		assertRedacted();
		assertThat(this.root.getAppender("EVENTS")).isNotNull();
		assertThat(this.root.detachAppender("EVENTS")).isTrue();
		this.events.list.clear();
		this.logger.info(LINE);
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void appenderThatWasDetachedByObjectIsLetGoOnceItIsStopped() {
		AtomicLong now = new AtomicLong();
		LogRedaction.install(this.context, null).ticks(now::get);
		this.root.addAppender(this.events);
		assertRedacted();
		assertThat(this.root.detachAppender(this.events)).as("another stands in its place").isFalse();
		this.events.stop();
		write(20_000);
		now.addAndGet(RedactingAppender.PATIENCE_NANOS - 1);
		write(1);
		this.events.start();
		assertRedacted();
		now.addAndGet(1);
		this.events.stop();
		write(1);
		assertThat(this.root.iteratorForAppenders()).hasNext();
		now.addAndGet(RedactingAppender.PATIENCE_NANOS);
		write(1);
		assertThat(this.root.iteratorForAppenders()).isExhausted();
		this.events.start();
		this.root.addAppender(this.events);
		assertRedacted();
	}

	@Test
	void appenderThatNeverSaysThatItIsStartedIsKept() {
		AtomicLong now = new AtomicLong();
		LogRedaction.install(this.context, null).ticks(now::get);
		List<String> lines = new ArrayList<>();
		this.root.addAppender(new ListAppender<>() {

			@Override
			public void doAppend(ILoggingEvent event) {
				lines.add(event.getFormattedMessage());
			}

		});
		write(2);
		now.addAndGet(RedactingAppender.PATIENCE_NANOS);
		write(1);
		assertThat(lines).hasSize(3).containsOnly(REDACTED);
	}

	private void write(int lines) {
		for (int i = 0; i < lines; i++) {
			this.logger.info(LINE);
		}
	}

	@Test
	void appenderIsStoppedWithItsCover() {
		install();
		this.root.addAppender(this.events);
		assertRedacted();
		this.root.detachAndStopAllAppenders();
		assertThat(this.events.isStarted()).isFalse();
	}

	@Test
	void appenderThatIsAttachedTwiceWritesOnce() {
		install();
		this.root.addAppender(this.events);
		assertRedacted();
		this.root.addAppender(this.events);
		assertRedacted();
	}

	@Test
	void findsAnOpenTelemetryAppenderInsideACoveredOne() {
		install();
		OpenTelemetryAppender appender = new OpenTelemetryAppender();
		appender.setContext(this.context);
		appender.start();
		AsyncAppender async = new AsyncAppender();
		async.setContext(this.context);
		async.addAppender(appender);
		async.start();
		this.root.addAppender(async);
		this.logger.info("hello");
		OpenTelemetryAppenderAttachment attachment = OpenTelemetryAppenderAttachment.attach(this.context);
		assertThat(this.root.getAppender("FANLIGHT_OTLP")).isNull();
		attachment.detach();
		async.stop();
	}

	@Test
	void manyThreadsOnAFreshAppenderLoseAndLeakNothing() throws Exception {
		install();
		ListAppender<ILoggingEvent> shared = new ListAppender<>() {

			@Override
			public synchronized void doAppend(ILoggingEvent event) {
				super.doAppend(event);
			}

		};
		shared.start();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		this.root.addAppender(shared);
		for (int i = 0; i < 64; i++) {
			threads.submit(() -> this.logger.info(LINE));
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertThat(shared.list).hasSize(64).extracting(ILoggingEvent::getFormattedMessage).containsOnly(REDACTED);
	}

	static Stream<Throwable> failures() {
		return Stream.of(new AssertionError(), new OutOfMemoryError(), new IOException("checked"), new LinkageError());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whateverAnAppenderThrowsCostsItsLineAlone(Throwable failure) {
		install();
		this.root.addAppender(new Throwing(failure));
		this.root.addAppender(this.events);
		assertRedacted();
	}

	/** An appender that throws what it may not. */
	private static final class Throwing extends ListAppender<ILoggingEvent> {

		private final Throwable failure;

		Throwing(Throwable failure) {
			this.failure = failure;
			start();
		}

		@Override
		public void doAppend(ILoggingEvent event) {
			sneakyThrow(this.failure);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
			throw (T) failure;
		}

	}

	/** Ends the chain of turbo filters at every line. */
	public static final class Accepting extends TurboFilter {

		@Override
		public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
				Object @Nullable [] params, @Nullable Throwable t) {
			return FilterReply.ACCEPT;
		}

	}

}
