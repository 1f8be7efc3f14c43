package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Entry;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/**
 * The corpus through the exporters, with the bars of the engine.
 */
@Tag("one-jdk")
class RedactingCorpusTests {

	private static final AttributeKey<String> NOTE = AttributeKey.stringKey("note");

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private static final List<Line> LINES = Stream
		.of(Corpus.lines(11, 1500), Corpus.lookAlikes(11, 600), BlindCorpus.lines(11), BlindCorpus.lookAlikes(11))
		.flatMap(List::stream)
		.toList();

	private static final InMemoryLogRecordExporter RECORDS = InMemoryLogRecordExporter.create();

	private static final Logger LOGGER = SdkLoggerProvider.builder()
		.addLogRecordProcessor(SimpleLogRecordProcessor.create(new RedactingLogRecordExporter(RECORDS, REDACTOR)))
		.build()
		.get("test");

	@ParameterizedTest
	@MethodSource("places")
	void keepsTheBarsOfTheEngine(Function<Line, String> exit) {
		Scorer scorer = new Scorer((text) -> text);
		LINES.forEach((line) -> scorer.judge(line, exit.apply(line)));
		assertThat(scorer.missed()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("keyedPlaces")
	void keepsTheBarsOfTheEngineByKey(Function<Entry, String> exit) {
		Scorer scorer = new Scorer((text) -> text);
		for (Entry entry : Corpus.entries(11, 3000)) {
			scorer.judge(entry.line(), exit.apply(entry));
		}
		assertThat(scorer.leaking(false)).as(() -> failures(scorer)).isZero();
		assertThat(scorer.damaged(false)).as(() -> failures(scorer)).isLessThanOrEqualTo(0.4);
	}

	static Stream<?> places() {
		return Stream.of(named("span name", text((text) -> span(text, Attributes.empty()).getName())),
				named("attribute", text((text) -> note(span("s", Attributes.of(NOTE, text)).getAttributes()))),
				named("list", text(
						(text) -> span("s", Attributes.of(AttributeKey.stringArrayKey("note"), List.of("first", text)))
							.getAttributes()
							.get(AttributeKey.stringArrayKey("note"))
							.get(1))),
				named("event", text((text) -> span(text, Attributes.of(NOTE, text)).getEvents().get(0).getName())),
				named("exception", text((text) -> note(
						span("s", Attributes.of(NOTE, text)).getEvents().get(0).getAttributes()))),
				named("link",
						text((text) -> note(span("s", Attributes.of(NOTE, text)).getLinks().get(0).getAttributes()))),
				named("status", text((text) -> span(text, Attributes.empty()).getStatus().getDescription())),
				named("log body", text((text) -> log(Value.of(text), Attributes.empty()).getBodyValue().asString())),
				named("structured log body",
						text((text) -> nested(
								log(Value.of(KeyValue.of("note", Value.of(Value.of(text)))), Attributes.empty())))),
				named("log attribute",
						text((text) -> note(log(Value.of("b"), Attributes.of(NOTE, text)).getAttributes()))));
	}

	static Stream<?> keyedPlaces() {
		return Stream.of(
				named("attribute",
						keyed((entry) -> span("s",
								Attributes.of(AttributeKey.stringKey(entry.key()), entry.line().text()))
							.getAttributes()
							.get(AttributeKey.stringKey(entry.key())))),
				named("log attribute",
						keyed((entry) -> log(Value.of("b"),
								Attributes.of(AttributeKey.stringKey(entry.key()), entry.line().text()))
							.getAttributes()
							.get(AttributeKey.stringKey(entry.key())))),
				named("structured log body", keyed((entry) -> pair(
						log(Value.of(KeyValue.of(entry.key(), Value.of(entry.line().text()))), Attributes.empty())))));
	}

	private static Function<Line, String> text(Function<String, String> exit) {
		return (line) -> exit.apply(line.text());
	}

	private static Function<Entry, String> keyed(Function<Entry, String> exit) {
		return exit;
	}

	private static String failures(Scorer scorer) {
		List<String> shown = new ArrayList<>();
		scorer.failures().stream().limit(20).forEach((failure) -> shown.add(failure.toString()));
		return scorer.table() + String.join("\n", shown);
	}

	private static SpanData span(String name, Attributes attributes) {
		InMemorySpanExporter exporter = InMemorySpanExporter.create();
		new RedactingSpanExporter(exporter, REDACTOR).export(List.of(TestSpanData.builder()
			.setName(name)
			.setKind(SpanKind.INTERNAL)
			.setStartEpochNanos(1)
			.setEndEpochNanos(2)
			.setHasEnded(true)
			.setAttributes(attributes)
			.setEvents(List.of(EventData.create(1, name, attributes)))
			.setLinks(List.of(LinkData.create(SpanContext.getInvalid(), attributes)))
			.setStatus(StatusData.create(StatusCode.ERROR, name))
			.build()));
		return exporter.getFinishedSpanItems().get(0);
	}

	private static LogRecordData log(Value<?> body, Attributes attributes) {
		RECORDS.reset();
		LOGGER.logRecordBuilder().setBody(body).setAllAttributes(attributes).emit();
		return RECORDS.getFinishedLogRecordItems().get(0);
	}

	private static String note(Attributes attributes) {
		return attributes.get(NOTE);
	}

	private static String nested(LogRecordData log) {
		List<?> pairs = (List<?>) log.getBodyValue().getValue();
		List<?> list = (List<?>) ((KeyValue) pairs.get(0)).getValue().getValue();
		return (String) ((Value<?>) list.get(0)).getValue();
	}

	private static String pair(LogRecordData log) {
		List<?> pairs = (List<?>) log.getBodyValue().getValue();
		return (String) ((KeyValue) pairs.get(0)).getValue().getValue();
	}

}
