package dev.fanlight.logging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short way of a canonical line: which lines take it, and that they come out as by
 * the long one.
 */
class CanonicalJsonTests {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN_ID = "00f067aa0ba902b7";

	private static final LogIdentity IDENTITY = new LogIdentity("orders \"b\u00fcro\"", "production", null);

	private final LoggerContext context = new LoggerContext();

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	private final CanonicalLogger logger = new CanonicalLogger(this.context, CanonicalLogger.REQUEST);

	private LogLimits limits = LogLimits.DEFAULTS;

	@BeforeEach
	void attach() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.context.getMDCAdapter().put(MdcKey.REQUEST_ID, "r-1");
		this.context.getLogger(CanonicalLogger.REQUEST).setLevel(Level.TRACE);
		this.context.getLogger(CanonicalLogger.REQUEST).addAppender(this.events);
		this.events.start();
	}

	@Test
	void usualLinesTakeTheShortWay() {
		for (org.slf4j.event.Level level : org.slf4j.event.Level.values()) {
			assertThat(isShort(level, line(200).of(TRACE_ID, SPAN_ID, true))).isTrue();
			assertThat(isShort(level, line(404).of(TRACE_ID, SPAN_ID, false).slow())).isTrue();
		}
		this.context.getMDCAdapter().clear();
		assertThat(isShort(line(200).of(TRACE_ID, SPAN_ID, true))).isTrue();
	}

	@Test
	void textThatHasToBeEscapedDoesWhenItComesAgain() {
		for (String text : List.of("say \"\u00e9\\\u0001\uD83D\uDE00\"", "\u007f", "\u0141", "back\\slash")) {
			for (boolean again : new boolean[] { false, true }) {
				assertThat(isShort(line(200).with(CanonicalField.QUERY, text).of(TRACE_ID, SPAN_ID, true)))
					.isEqualTo(again);
			}
		}
	}

	@Test
	void halfOfASurrogatePairTakesTheLongWayAlways() {
		for (int i = 0; i < 3; i++) {
			assertThat(isShort(line(200).with(CanonicalField.QUERY, "half \uD83D").of(TRACE_ID, SPAN_ID, true)))
				.isFalse();
		}
	}

	@Test
	void linesThatAreNotUsualTakeTheLongWay() {
		assertThat(isShort(line(200))).as("no trace").isFalse();
		assertThat(isShort(line(200).of("t-1", SPAN_ID, true))).as("no trace id").isFalse();
		assertThat(isShort(line(200).of(TRACE_ID.replace('f', 'g'), SPAN_ID, true))).as("not hexadecimal").isFalse();
		assertThat(isShort(new CanonicalLine("empty").of(TRACE_ID, SPAN_ID, true))).as("no field").isFalse();
		assertThat(isShort(line(200).with("x", "1").with("x", "2").of(TRACE_ID, SPAN_ID, true))).as("twice").isFalse();
		this.limits = new LogLimits(64, 8192, 100, 65_536);
		assertThat(isShort(new CanonicalLine("m".repeat(65)).slow().of(TRACE_ID, SPAN_ID, true))).as("message")
			.isFalse();
		this.limits = new LogLimits(32_768, 255, 100, 65_536);
		assertThat(isShort(line(200).with(CanonicalField.QUERY, "q".repeat(256)).of(TRACE_ID, SPAN_ID, true)))
			.as("value")
			.isFalse();
		this.limits = new LogLimits(32_768, 8192, 3, 65_536);
		assertThat(isShort(line(200).of(TRACE_ID, SPAN_ID, true))).as("keys").isFalse();
		this.limits = LogLimits.DEFAULTS;
		this.context.getMDCAdapter().put("tenant", "acme");
		assertThat(isShort(line(200).of(TRACE_ID, SPAN_ID, true))).as("own context").isFalse();
		this.context.getMDCAdapter().clear();
		this.context.getMDCAdapter().put(MdcKey.REQUEST_ID, "r".repeat(129));
		assertThat(isShort(line(200).of(TRACE_ID, SPAN_ID, true))).as("request id").isFalse();
	}

	@Test
	void nameOfAThreadThatHasToBeEncodedTakesTheLongWay() {
		Thread thread = Thread.currentThread();
		String name = thread.getName();
		thread.setName("b\u0141ro");
		try {
			assertThat(isShort(line(200).of(TRACE_ID, SPAN_ID, true))).isFalse();
		}
		finally {
			thread.setName(name);
		}
	}

	private static CanonicalLine line(int status) {
		return CanonicalLine.ofRequest("GET", "/hello/{name}", status, 12, false)
			.with(CanonicalField.METHOD, "GET")
			.with(CanonicalField.STATUS, status)
			.with(CanonicalField.BYTES_IN, Long.MAX_VALUE)
			.with("http_request_header_x", "one");
	}

	private boolean isShort(CanonicalLine line) {
		return isShort(org.slf4j.event.Level.INFO, line);
	}

	private boolean isShort(org.slf4j.event.Level level, CanonicalLine line) {
		this.events.list.clear();
		this.logger.write(level, line, (of) -> () -> {
		}, this);
		CanonicalLogger.Event event = (CanonicalLogger.Event) this.events.list.get(0);
		JsonLineEncoder limited = new JsonLineEncoder(this.context, IDENTITY, ThrowableProxyUtil::asString,
				(throwable) -> null, this.limits);
		LineBuffer written = new LineBuffer(1);
		boolean isShort = new CanonicalJson(IDENTITY, this.limits).write(event, written);
		String expected = text(limited.encode(copy(event)));
		assertThat(isShort ? text(written.toByteArray()) : expected).isEqualTo(expected);
		assertThat(text(limited.encode(event))).isEqualTo(expected);
		return isShort;
	}

	/** The same event, which no one takes for a canonical line. */
	private static ILoggingEvent copy(ILoggingEvent event) {
		return new RedactedEvent(event, event.getMessage(), event.getFormattedMessage(), null,
				new ArrayList<>(event.getKeyValuePairs()), null, event.getMDCPropertyMap(), null);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
