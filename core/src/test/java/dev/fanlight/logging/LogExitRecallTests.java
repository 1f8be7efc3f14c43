package dev.fanlight.logging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Entry;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the redaction corpus through every part of a log line and judges what comes out
 * of it, by the same bars as the engine.
 */
@Tag("one-jdk")
class LogExitRecallTests {

	private static final int LINES = 1500;

	private static final int LOOK_ALIKES = 600;

	private static final List<Line> CORPUS = Stream
		.of(Corpus.lines(11, LINES), Corpus.lookAlikes(11, LOOK_ALIKES), BlindCorpus.lines(11),
				BlindCorpus.lookAlikes(11))
		.flatMap(List::stream)
		.toList();

	private static final String KEY = "note";

	/** What is cut cannot be judged. */
	private static final LogLimits UNCUT = new LogLimits(1 << 20, 1 << 20, 100, 1 << 20);

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop.Orders");

	private final LogRedaction redaction = LogRedaction.install(this.context, null);

	private final JsonLineEncoder json = new JsonLineEncoder(this.context, new LogIdentity("orders", "test", null),
			new StackTraceText(this.redaction::redactStackTrace), (throwable) -> null, UNCUT);

	private final LogstashEncoder logstash = new LogstashEncoder();

	private final PatternLayout layout = new PatternLayout();

	private ILoggingEvent event;

	@BeforeEach
	void attach() {
		this.redaction.limit(UNCUT);
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.logstash.setContext(this.context);
		this.logstash.start();
		this.layout.setContext(this.context);
		this.layout.setPattern("%msg%nopex");
		this.layout.start();
		this.logger.addAppender(new AppenderBase<>() {

			{
				start();
			}

			@Override
			protected void append(ILoggingEvent event) {
				LogExitRecallTests.this.event = event;
			}

		});
	}

	static List<Arguments> carriers() {
		Function<JsonNode, String> message = (line) -> line.get("message").asString();
		Function<JsonNode, String> extra = (line) -> line.at("/extra/" + KEY).asString();
		return List.of(carrier("message", (log, text) -> log.info(text), message),
				carrier("argument", (log, text) -> log.info("{}", text), message),
				carrier("structured argument", (log, text) -> log.info("x", StructuredArguments.kv(KEY, text)), extra),
				carrier("key-value", (log, text) -> log.atInfo().addKeyValue(KEY, text).log("x"), extra),
				carrier("key-value object", (log, text) -> log.atInfo().addKeyValue("box", new Box(text)).log("x"),
						(line) -> line.at("/extra/box/note").asString()),
				carrier("append", (log, text) -> log.info(Markers.append(KEY, text), "x"), extra),
				carrier("appendRaw", (log, text) -> log
					.info(Markers.appendRaw(KEY, JsonMapper.shared().writeValueAsString(text)), "x"), extra),
				carrier("MDC", (log, text) -> {
					log.getLoggerContext().getMDCAdapter().put(KEY, text);
					log.info("x");
				}, extra),
				carrier("exception", (log, text) -> log.error("x", new IllegalStateException(text)),
						(line) -> line.at("/error/message").asString()),
				carrier("stack trace", (log, text) -> log.error("x", new RuntimeException("y", new Exception(text))),
						(line) -> between(line.at("/error/stack_trace").asString(), "java.lang.Exception: ")));
	}

	private static Arguments carrier(String name, BiConsumer<Logger, String> carrier, Function<JsonNode, String> part) {
		return Arguments.of(name, carrier, part);
	}

	private static String between(String stackTrace, String start) {
		int from = stackTrace.indexOf("Caused by: " + start) + "Caused by: ".length() + start.length();
		return stackTrace.substring(from, stackTrace.lastIndexOf(System.lineSeparator() + "\t... "));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("carriers")
	void everyPartOfALineMeetsTheBars(String name, BiConsumer<Logger, String> carrier,
			Function<JsonNode, String> part) {
		Scorer scorer = new Scorer((text) -> {
			carrier.accept(this.logger, text);
			return part.apply(JsonMapper.shared().readTree(this.json.encode(this.event)));
		});
		assertBars(name, scorer);
	}

	@Test
	void textMeetsTheBars() {
		assertBars("text", new Scorer((text) -> {
			this.logger.info(text);
			return this.layout.doLayout(this.event);
		}));
	}

	@Test
	void anotherEncoderMeetsTheBars() {
		assertBars("logstash", new Scorer((text) -> {
			this.logger.info(text);
			return JsonMapper.shared()
				.readTree(new String(this.logstash.encode(this.event), StandardCharsets.UTF_8))
				.get("message")
				.asString();
		}));
	}

	@Test
	void entriesMeetTheBarsUnderTheirKeys() {
		Scorer scorer = new Scorer((text) -> text);
		for (Entry entry : Corpus.entries(11, LINES)) {
			this.logger.atInfo().addKeyValue(entry.key(), entry.line().text()).log("x");
			String safe = String.valueOf(this.event.getKeyValuePairs().get(0).value);
			scorer.judge(entry.line(), safe);
			this.context.getMDCAdapter().put(entry.key(), entry.line().text());
			this.logger.info("x");
			scorer.judge(entry.line(), this.event.getMDCPropertyMap().get(entry.key()));
			this.context.getMDCAdapter().clear();
		}
		assertBars("entries", scorer, false);
	}

	private static void assertBars(String name, Scorer scorer) {
		assertBars(name, scorer.judge(CORPUS), true);
	}

	private static void assertBars(String name, Scorer scorer, boolean context) {
		String why = scorer.table() + scorer.failures().stream().limit(5).toList();
		report(name, why);
		assertThat(scorer.leaking(false)).as(why).isZero();
		assertThat(scorer.leaking(true)).as(why).isLessThanOrEqualTo(2);
		assertThat(scorer.damaged(false)).as(why).isLessThanOrEqualTo(0.4);
		assertThat(scorer.damaged(true)).as(why).isLessThanOrEqualTo(3);
		if (context) {
			assertThat(scorer.contextKept()).as(why).isGreaterThanOrEqualTo(99.5);
		}
	}

	private static void report(String name, String table) {
		try {
			Files.writeString(Path.of("target", "recall-log-" + name.replace(' ', '-') + ".md"), table);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Box(String note) {
	}

}
