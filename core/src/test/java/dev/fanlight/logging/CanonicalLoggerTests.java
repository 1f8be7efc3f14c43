package dev.fanlight.logging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.allocation.Allocation;
import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionListener;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Marker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Canonical lines: where they go, what they cost.
 */
class CanonicalLoggerTests {

	/** The bar of a whole line, from the fields to the bytes. */
	private static final int BUDGET = 1500;

	private static final int ROUNDS = 20_000;

	private static final Function<Object, Runnable> NO_TRACE = (of) -> () -> {
	};

	private final LoggerContext context = new LoggerContext();

	private final Lines lines = new Lines();

	private final CanonicalLogger logger = new CanonicalLogger(this.context, CanonicalLogger.REQUEST);

	private String method = "GET";

	private String route = "/hello/{name}";

	private long duration = 12;

	@BeforeEach
	void attach() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		root.addAppender(this.lines);
	}

	@Test
	void lineIsRedactedWhoeverThinsOutTheOthers() {
		LogRedaction.install(this.context, null);
		this.context.addTurboFilter(new TurboFilter() {

			@Override
			public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params,
					Throwable t) {
				return FilterReply.DENY;
			}

		});
		this.logger.write(org.slf4j.event.Level.INFO,
				new CanonicalLine("GET /items").with(CanonicalField.QUERY, "token=s3cr3t-t0ken-value"), NO_TRACE, this);
		JsonNode line = this.lines.last();
		assertThat(line.get("message").asString()).isEqualTo("GET /items");
		assertThat(line.get("extra").get("url_query").asString()).isEqualTo("token=REDACTED");
	}

	@Test
	void levelOfTheLoggerDecides() {
		assertThat(this.logger.isEnabled(org.slf4j.event.Level.INFO)).isTrue();
		assertThat(this.logger.isEnabled(org.slf4j.event.Level.DEBUG)).isFalse();
		this.context.getLogger("dev.fanlight").setLevel(Level.OFF);
		assertThat(this.logger.isEnabled(org.slf4j.event.Level.ERROR)).isFalse();
	}

	@Test
	void textFromOutsideIsCutAndUnknownNumbersAreLeftOut() {
		this.logger.write(org.slf4j.event.Level.INFO,
				new CanonicalLine("cut")
					.with(CanonicalField.USER_AGENT, "x".repeat(241) + "\uD83D\uDE00" + "y".repeat(20))
					.with(CanonicalField.BYTES_IN, -1),
				NO_TRACE, this);
		JsonNode extra = this.lines.last().get("extra");
		assertThat(extra.get("user_agent_original").asString()).isEqualTo("x".repeat(241) + "\u2026[+22]");
		assertThat(extra.has("http_request_body_size")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "4539578763621486",
			"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk",
			"password=hunter2-Xq9zLmT4-Xq9zLmT4" })
	void secretAtTheEdgeIsRedactedBeforeTheCut(String secret) {
		LogRedaction.install(this.context, null);
		String text = "x".repeat(230) + ' ' + secret + ' ' + "y".repeat(100);
		this.logger.write(org.slf4j.event.Level.INFO,
				CanonicalLine.ofRequest("GET", this.logger.shortened(text), 404, 12, false)
					.with(CanonicalField.USER_AGENT, text)
					.with(CanonicalField.PATH, text)
					.with(CanonicalField.QUERY, text)
					.with("http_request_header_x", text)
					.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false),
				NO_TRACE, this);
		JsonNode line = this.lines.last();
		assertThat(line.get("message").asString()).startsWith("GET " + "x".repeat(230)).endsWith("] 404 in 12 ms");
		assertThat(line.get("extra")).hasSize(4)
			.allSatisfy((field) -> assertThat(field.asString()).hasSizeBetween(200, 256).endsWith("]"));
		for (int from = 0; from + 6 <= secret.length(); from++) {
			String part = secret.substring(from, from + 6);
			assertThat(line.toString()).satisfies(
					(shown) -> assertThat("password=".contains(part) || !shown.contains(part)).as(part).isTrue());
		}
	}

	/** As the span of the request does. */
	@ParameterizedTest
	@CsvSource({ "http_request_header_x_session, 4f9ac2d17be04468a1", "http_request_header_x_auth, 4f9ac2d17be04468a1",
			"http_request_header_x_key, 4f9ac2d17be04468a1", "http_request_header_session, 4f9ac2d17be04468a1",
			"url_query, code=4f9ac2d17be04468a1", "url_query, q=4539%205787%206362%201486",
			"url_path, /search/4539%205787%206362%201486" })
	void fieldOfARequestIsRedactedByWhatItIs(String field, String value) {
		LogRedaction.install(this.context, null);
		this.logger.write(org.slf4j.event.Level.INFO,
				CanonicalLine
					.ofRequest("GET", this.logger.shortened(field.equals("url_path") ? value : "/search"), 404, 12,
							false)
					.with(field, value),
				NO_TRACE, this);
		JsonNode line = this.lines.last();
		assertThat(line.path("extra").path(field).asString("")).contains("REDACTED");
		assertThat(line.toString()).doesNotContain("4f9ac2d17be04468a1").doesNotContain("4539");
	}

	@Test
	void fieldThatIsTooLongAndDroppedIsLeftOut() {
		LogRedaction.install(this.context, Redactor.of(RedactionPolicy.builder().action("kv", Action.DROP).build()));
		this.logger.write(org.slf4j.event.Level.INFO,
				new CanonicalLine("dropped").with(CanonicalField.QUERY, "token=s3cr3t-t0ken-value&" + "x".repeat(300))
					.with(CanonicalField.STATUS, 200),
				NO_TRACE, this);
		assertThat(this.lines.last().get("extra").propertyNames()).containsExactly("http_response_status_code");
	}

	@Test
	void fieldsWrittenBeforeMakeTheSameLine() {
		LogRedaction.install(this.context, null);
		for (int i = 0; i < 4; i++) {
			this.logger.write(org.slf4j.event.Level.INFO,
					new CanonicalLine("again").with(CanonicalField.USER_AGENT, "say \"\u00e9\\\u0001\uD83D\uDE00\"")
						.with("http_request_header_x", "one")
						.with("http_request_header_x", "two")
						.with(CanonicalField.QUERY, "token=s3cr3t-t0ken-value")
						.with(CanonicalField.BYTES_IN, Long.MAX_VALUE)
						.with(CanonicalField.STATUS, 204),
					NO_TRACE, this);
			assertThat(this.lines.last().get("extra").toString()).isEqualTo("{\"user_agent_original\":"
					+ "\"say \\\"\u00e9\\\\\\u0001\uD83D\uDE00\\\"\",\"http_request_header_x\":\"one\","
					+ "\"http_request_header_x_2\":\"two\",\"url_query\":\"token=REDACTED\","
					+ "\"http_request_body_size\":9223372036854775807,\"http_response_status_code\":204}");
		}
	}

	@Test
	void fieldsOfOneLineNeverTakeEachOthersPlace() {
		for (int i = 0; i < 300; i++) {
			this.duration = i;
			this.route = "/items/" + i;
			assertThat(line().fields()).usingElementComparator((one, other) -> (one == other) ? 0 : 1)
				.containsExactlyElementsOf(line().fields());
		}
	}

	@Test
	void messageThatIsKnownIsLookedAtOnceForEveryPolicy() {
		Redactor lenient = Redactor.of(RedactionPolicy.builder().enabled("kv", false).build());
		String dirty = "/reset;token=s3cr3t-t0ken-value";
		for (Redactor redactor : new Redactor[] { null, lenient, null, lenient }) {
			LogRedaction.install(this.context, redactor);
			for (int i = 0; i < 3; i++) {
				this.logger.write(org.slf4j.event.Level.INFO,
						CanonicalLine.ofRequest("GET", dirty, 404, 12, false)
							.with(CanonicalField.STATUS, 404)
							.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false),
						NO_TRACE, this);
				assertThat(this.lines.last().get("message").asString())
					.isEqualTo("GET " + ((redactor != null) ? dirty : "/reset;token=[REDACTED:kv]") + " 404 in 12 ms");
			}
		}
	}

	@Test
	void whatIsOnlyReportedIsCountedInEveryLine() {
		List<String> counted = new ArrayList<>();
		LogRedaction.install(this.context,
				Redactor.of(RedactionPolicy.builder().mode(RedactionMode.REPORT).build(), new RedactionListener() {

					@Override
					public void redacted(String detector, Exit exit, Action action) {
						counted.add(detector);
					}

				}));
		for (int i = 0; i < 3; i++) {
			this.logger.write(org.slf4j.event.Level.INFO,
					CanonicalLine.ofRequest("GET", "/x;token=s3cr3t-t0ken-value", 404, 12, false)
						.with(CanonicalField.QUERY, "secret=Zq9Kx7Wv2")
						.with(CanonicalField.USER_AGENT, "secret=Zq9Kx7Wv2 " + "x".repeat(300)),
					NO_TRACE, this);
		}
		assertThat(counted).hasSize(9);
	}

	@Test
	void traceIsMadeCurrentOnlyForAppendersThatMayAskForIt() {
		LogRedaction.install(this.context, null);
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		this.context.getMDCAdapter().put("request_id", "r-1");
		this.context.getMDCAdapter().put("traceId", "outer");
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%X{traceId} %X{spanId} %X{trace_sampled} %X{request_id} [%X] %m");
		encoder.start();
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		OutputStreamAppender<ILoggingEvent> stream = new OutputStreamAppender<>();
		stream.setContext(this.context);
		stream.setEncoder(encoder);
		stream.setOutputStream(written);
		stream.start();
		root.addAppender(stream);
		List<String> calls = new ArrayList<>();
		Function<Object, Runnable> trace = (of) -> {
			calls.add("opened");
			return () -> calls.add("closed");
		};
		this.logger.write(org.slf4j.event.Level.INFO, new CanonicalLine("both").of("t-1", "s-1", true), trace, this);
		assertThat(calls).containsExactly("opened", "closed");
		root.detachAppender(this.lines.getName());
		written.reset();
		this.logger.write(org.slf4j.event.Level.INFO, new CanonicalLine("alone").of("t-1", "s-1", true), trace, this);
		assertThat(calls).hasSize(2);
		assertThat(written.toString()).startsWith("t-1 s-1 true r-1 [")
			.contains("traceId=t-1", "request_id=r-1")
			.doesNotContain("outer")
			.endsWith("alone");
		this.logger.write(org.slf4j.event.Level.INFO, new CanonicalLine("without ids"), trace, this);
		assertThat(calls).hasSize(4);
	}

	@Test
	void wholeLineStaysBelowItsBudget() {
		LogRedaction.install(this.context, null);
		this.lines.keep = false;
		this.context.getMDCAdapter().put("request_id", "8c1f0e6242f54bd9a5a12c9f6b9a7f11");
		assertThat(Allocation.perCall(ROUNDS, this::request)).isPositive().isLessThan(BUDGET);
	}

	private void request() {
		this.logger.write(org.slf4j.event.Level.INFO, line(), NO_TRACE, this);
	}

	private CanonicalLine line() {
		return new CanonicalLine(this.method + ' ' + this.route + ' ' + 200 + " in " + this.duration + " ms")
			.with(CanonicalField.METHOD, this.method)
			.with(CanonicalField.ROUTE, this.route)
			.with(CanonicalField.STATUS, 200)
			.with(CanonicalField.DURATION, this.duration)
			.with(CanonicalField.BYTES_OUT, 1720)
			.with(CanonicalField.CLIENT_ADDRESS, "127.0.0.1")
			.with(CanonicalField.USER_AGENT, "Java-http-client/17.0.15")
			.of("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", false);
	}

	private static final class Lines extends AppenderBase<ILoggingEvent> {

		private final List<byte[]> lines = new ArrayList<>();

		private final JsonLineEncoder encoder = new JsonLineEncoder(new LoggerContext(),
				new LogIdentity("orders", "production", "1.4.2"), ThrowableProxyUtil::asString);

		private boolean keep = true;

		Lines() {
			setName("LINES");
			start();
		}

		@Override
		protected void append(ILoggingEvent event) {
			byte[] line = this.encoder.encode(event);
			if (this.keep) {
				this.lines.add(line);
			}
		}

		private JsonNode last() {
			return JsonMapper.shared()
				.readTree(new String(this.lines.get(this.lines.size() - 1), StandardCharsets.UTF_8));
		}

	}

}
