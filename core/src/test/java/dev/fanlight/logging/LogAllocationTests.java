package dev.fanlight.logging;

import java.util.List;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.allocation.Allocation;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What redaction of a clean line may cost the garbage collector: nothing, but for one
 * look at who listens.
 */
class LogAllocationTests {

	private static final int ROUNDS = 20_000;

	/** Logback gives its appenders away by an iterator only. */
	private static final int ITERATOR = 24;

	private static final Exception FAILURE = new IllegalStateException("order 100482 failed",
			new java.io.IOException("connection reset by peer"));

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("dev.shop.orders.OrderService");

	private final Reading reading = new Reading();

	@BeforeEach
	void attach() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.context.getMDCAdapter().put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
		this.context.getMDCAdapter().put("tenant", "acme");
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		root.addAppender(this.reading);
	}

	static List<Arguments> lines() {
		Object[] arguments = { 100482, "6f9619ff-8b86-4d01", 14L };
		return List.of(line("message", (log) -> log.info("Cache products missed, loaded from database in 3.14 ms")),
				line("arguments", (log) -> log.info("Created order {} of customer {} in {} ms", arguments)),
				line("exception", (log) -> log.error("Order failed", FAILURE)));
	}

	private static Arguments line(String name, Consumer<Logger> line) {
		return Arguments.of(name, line);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lines")
	void redactionOfACleanEventAllocatesNothing(String name, Consumer<Logger> line) {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		EventRedaction redaction = new EventRedaction(() -> redactor);
		line.accept(this.logger);
		ILoggingEvent event = this.reading.event;
		assertThat(redaction.redact(event)).isSameAs(event);
		// Walking the causes may cost an object or two where the compiler does not see
		// through it
		assertThat(Allocation.perCall(ROUNDS, () -> redaction.redact(event)))
			.isLessThan(name.equals("exception") ? 128 : 1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lines")
	void cleanLogCallAllocatesTheIteratorOfTheWatchAndNoMore(String name, Consumer<Logger> line) {
		double without = Allocation.perCall(ROUNDS, () -> line.accept(this.logger));
		LogRedaction.install(this.context, null);
		double with = Allocation.perCall(ROUNDS, () -> line.accept(this.logger));
		assertThat(with).isLessThan(without + ITERATOR + 1);
	}

	/** Looks at what every layout looks at. */
	private static final class Reading extends AppenderBase<ILoggingEvent> {

		private int length;

		private ILoggingEvent event;

		Reading() {
			setName("READING");
			start();
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.event = event;
			this.length = event.getFormattedMessage().length() + event.getMDCPropertyMap().size()
					+ event.getThreadName().length();
		}

	}

}
