package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.fanlight.logging.sink.SinkOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each setting of an asynchronous sink, by what it does to a sink that hangs.
 */
@ExtendWith(OutputCaptureExtension.class)
class AsyncSinksSettingsTests {

	private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("shop.sinks");

	private final Hanging sink = new Hanging();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@BeforeEach
	void attach() {
		this.sink.setContext(this.logger.getLoggerContext());
		this.sink.start();
		this.logger.setAdditive(false);
		this.logger.addAppender(this.sink);
	}

	@AfterEach
	void detach() {
		// Also what stands in front of it
		this.logger.detachAndStopAllAppenders();
		this.logger.setAdditive(true);
	}

	@Test
	void queueSizeBoundsTheLines() {
		run((context) -> {
			logAndHang();
			for (int i = 0; i < 20; i++) {
				this.logger.info("line");
			}
			assertThat(queued()).isEqualTo(1 + 8);
			for (int i = 0; i < 20; i++) {
				this.logger.error("line");
			}
			assertThat(queued()).isEqualTo(1 + 10);
		}, "queue-size=10");
	}

	@Test
	void maxQueueSizeBoundsTheirMemory() {
		run((context) -> {
			logAndHang();
			for (int i = 0; i < 20; i++) {
				this.logger.error("x".repeat(20_000));
			}
			assertThat(queued()).isEqualTo(1 + 4);
		}, "max-queue-size=100KB");
	}

	@Test
	void maxBlockHasACallWaitForRoom() {
		run((context) -> {
			logAndHang();
			for (int i = 0; i < 8; i++) {
				this.logger.info("line");
			}
			long start = System.nanoTime();
			this.logger.info("waits in vain");
			assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
		}, "queue-size=10", "max-block=300ms");
	}

	@Test
	void eventLoopNeverWaits() {
		run((context) -> {
			logAndHang();
			Long nanos = Mono.fromCallable(() -> {
				long start = System.nanoTime();
				for (int i = 0; i < 9; i++) {
					this.logger.info("line");
				}
				return System.nanoTime() - start;
			}).subscribeOn(Schedulers.parallel()).block();
			assertThat(nanos).isLessThan(Duration.ofSeconds(10).toNanos());
			assertThat(lines(SinkOutcome.DROPPED)).isOne();
		}, "queue-size=10", "max-block=20s");
	}

	@Test
	void lingerKeepsLinesForEachOther() {
		run((context) -> {
			this.sink.released.countDown();
			this.logger.info("first");
			await(() -> lines(SinkOutcome.WRITTEN) == 1);
			this.logger.info("later");
			this.logger.info("later");
			assertThat(queued()).isEqualTo(2);
			this.logger.error("now");
			await(() -> lines(SinkOutcome.WRITTEN) == 4);
		}, "linger=9s");
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 800 && !condition.getAsBoolean(); i++) {
			Thread.sleep(5);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	@Test
	void shutdownTimeoutBoundsTheEnd() {
		run((context) -> {
			logAndHang();
			this.logger.info("line");
			long start = System.nanoTime();
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).stop();
			assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(4).toNanos());
			assertThat(lines(SinkOutcome.ABANDONED)).isEqualTo(2);
		}, "shutdown-timeout=50ms");
	}

	@Test
	void callerDataIsThatOfTheCall() {
		run((context) -> {
			logAndHang();
			this.sink.released.countDown();
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).stop();
			assertThat(this.sink.callers).containsExactly(AsyncSinksSettingsTests.class.getName());
		}, "caller-data=true");
	}

	@Test
	void nameThatNoAppenderHasIsTold(CapturedOutput output) {
		run((context) -> assertThat(output)
			.containsOnlyOnce(
					"fanlight.logging.sinks.async.appenders: no logger has an appender of the name HANGIN. There are")
			.contains("HANGING"), "appenders=HANGIN,hanging");
		run((context) -> {
		}, "appenders=hanging");
		assertThat(output).containsOnlyOnce("no logger has an appender");
	}

	private void run(ContextConsumer<AssertableApplicationContext> test, String... settings) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AsyncSinksAutoConfiguration.class))
			.withPropertyValues("fanlight.logging.sinks.async.enabled=true",
					"fanlight.logging.sinks.async.appenders=HANGING")
			.withPropertyValues(
					List.of(settings).stream().map("fanlight.logging.sinks.async."::concat).toArray(String[]::new))
			.run((context) -> {
				context.getBean(MeterBinder.class).bindTo(this.registry);
				try {
					test.accept(context);
				}
				finally {
					this.sink.released.countDown();
				}
			});
	}

	private void logAndHang() throws InterruptedException {
		this.logger.info("in flight");
		assertThat(this.sink.entered.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private double queued() {
		return this.registry.get("fanlight.logging.sink.queued").tag("sink", "HANGING").gauge().value();
	}

	private double lines(SinkOutcome outcome) {
		return this.registry.get("fanlight.logging.sink.lines")
			.tags("sink", "HANGING", "outcome", outcome.tag())
			.functionCounters()
			.stream()
			.mapToDouble(FunctionCounter::count)
			.sum();
	}

	/** Writes nothing until it is released. */
	private static final class Hanging extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		private final List<String> callers = new CopyOnWriteArrayList<>();

		Hanging() {
			setName("HANGING");
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.entered.countDown();
			try {
				this.released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			StackTraceElement[] caller = event.getCallerData();
			this.callers.add((caller.length > 0) ? caller[0].getClassName() : "nobody");
		}

	}

}
