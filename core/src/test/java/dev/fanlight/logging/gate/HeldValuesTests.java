package dev.fanlight.logging.gate;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMDCAdapter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What a line was given is held as it was, within its bounds, whatever it is and does.
 */
class HeldValuesTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	/** What is larger than this is not held. */
	private static final int MAX_BYTES = 20_000;

	private static final String JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0".repeat(20)
			+ ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

	static final List<Throwable> THROWN = List.of(new IllegalStateException("closed"), new AssertionError("asserted"),
			new NoClassDefFoundError("Gone"), new StackOverflowError(), new OutOfMemoryError("array too large"),
			new IOException("sneaky"));

	private final GateFixture log = new GateFixture();

	private final FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS, true, REDACTOR);

	private final Recording recording = this.recorder.start(false);

	HeldValuesTests() {
		Recording.bind(this.recording);
	}

	static List<Place> places() {
		return List.of(place("argument", (logger, value) -> logger.debug("{}", value)),
				place("element", (logger, value) -> logger.debug("{}", List.of(value))),
				place("key", (logger, value) -> logger.debug("{}", Map.of(value, 1))),
				place("key-value", (logger, value) -> logger.atDebug().addKeyValue("value", value).log("line")),
				place("structured argument", (logger, value) -> logger.debug("{}", StructuredArguments.kv("a", value))),
				place("marker", (logger, value) -> logger.debug(Markers.append("value", value), "line")),
				place("reference of a marker",
						(logger, value) -> logger.debug(Markers.empty().and(Markers.append("value", value)), "line")));
	}

	private static Place place(String name, BiConsumer<Logger, Object> call) {
		return new Place(name, call);
	}

	@AfterEach
	void unbind() {
		Recording.bind(null);
	}

	@ParameterizedTest
	@MethodSource("places")
	void nothingThatAValueThrowsReachesTheApplication(Place place) {
		THROWN.forEach((thrown) -> place.call().accept(this.log.logger, new Thrower(thrown)));
		place.call().accept(this.log.logger, new LazyList());
		place.call().accept(this.log.logger, Collections.unmodifiableList(new LazyList()));
		this.recording.leave(ReplayReason.FAILED);
		assertThat(this.log.events).hasSize(THROWN.size() + 2);
	}

	@ParameterizedTest
	@MethodSource("places")
	void nothingThatAReferenceThrowsReachesTheApplication(Place place) {
		FlightRecorder references = this.log.recorder(GateFixture.LIMITS, false, null);
		Recording referring = references.start(false);
		Recording.bind(referring);
		THROWN.forEach((thrown) -> place.call().accept(this.log.logger, new Thrower(thrown)));
		place.call().accept(this.log.logger, new LazyList());
		referring.leave(ReplayReason.FAILED);
		assertThat(references.countOf(HeldOutcome.REPLAYED)).isEqualTo(THROWN.size() + 1);
	}

	@ParameterizedTest
	@FieldSource("THROWN")
	void nothingThatAnAppenderOrAListenerThrowsReachesTheApplication(Throwable thrown) {
		FlightRecorder recorder = new FlightRecorder(List.of("shop"), GateFixture.LIMITS, true, null, this.log.clock);
		LogGate.install(this.log.context, recorder, null, () -> sneaky(thrown), (logger, failure) -> sneaky(thrown));
		AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {

			@Override
			public void doAppend(ILoggingEvent event) {
				if (event.getKeyValuePairs() != null) {
					sneaky(thrown);
				}
			}

			@Override
			protected void append(ILoggingEvent event) {
				// Not called
			}

		};
		this.log.context.getLogger("ROOT").addAppender(broken);
		Recording replaying = recorder.start(false);
		replaying.hold(this.log.logger, ch.qos.logback.classic.Level.DEBUG, "held", null, null, null, null);
		Recording.bind(replaying);
		this.log.logger.debug("one");
		this.log.logger.atDebug().log("two");
		this.log.logger.error("failed");
		replaying.replay(ReplayReason.ERROR_LINE);
		replaying.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).contains("held", "failed");
		assertThat(recorder.countOf(HeldOutcome.FAILED)).isOne();
		assertThat(recorder.countOf(HeldOutcome.REPLAYED)).isZero();
	}

	@Test
	void lineThatCannotBeHeldIsCounted() {
		this.log.context.setMDCAdapter(new BasicMDCAdapter() {

			@Override
			public Map<String, String> getCopyOfContextMap() {
				throw new AssertionError("broken");
			}

		});
		this.log.logger.debug("one");
		this.log.logger.atDebug().log("two");
		assertThat(this.recorder.countOf(HeldOutcome.FAILED)).isEqualTo(2);
		assertThat(this.log.events).isEmpty();
	}

	@Test
	void collectionsAreLookedAtOnlySoFar() {
		AtomicInteger texts = new AtomicInteger();
		Object counted = new Object() {

			@Override
			public String toString() {
				texts.incrementAndGet();
				return "x";
			}

		};
		List<Object> cube = Collections.nCopies(100, Collections.nCopies(100, Collections.nCopies(100, counted)));
		this.log.logger.debug("{}", cube);
		assertThat(texts).hasValueLessThan(1001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111 1111 1111 1111", "4111111111111111", "DE89 3704 0044 0532 0130 00" })
	void numberAcrossTheCutIsNotWritten(String number) {
		assertThatNothingLeaks(number, " ", number.length());
	}

	@Test
	void passwordAcrossTheCutIsNotWritten() {
		assertThatNothingLeaks("correct horse battery staple", "password=\"", 28);
		assertThatNothingLeaks("correct horse battery ".repeat(300), "password=\"", 28);
		assertThatNothingLeaks("correct horse battery", "<password>", 21);
	}

	@Test
	void tokenAcrossTheCutIsNotWritten() {
		assertThatNothingLeaks(JWT, " ", JWT.length());
		assertThatNothingLeaks(JWT, "token ", JWT.length());
		assertThatNothingLeaks("aB3dE5fG7hI9".repeat(1000), "Authorization: Bearer ", 40);
	}

	@Test
	void numberBehindALongSecretIsNotWritten() {
		LogRedaction.install(this.log.context, REDACTOR);
		String text = "password=\"" + "correct horse battery ".repeat(200) + "\" ";
		for (int length = 4900; length < 5200; length++) {
			String filled = text + "y".repeat(Math.max(0, length - text.length())) + " 4111 1111 1111 1111 ";
			this.log.logger.debug("{}", new StringBuilder(filled).append("z".repeat(5000)));
		}
		this.recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).noneMatch((message) -> message.contains("4111") || message.contains("horse"));
	}

	/** At every place around the cut. */
	private void assertThatNothingLeaks(String secret, String before, int straddling) {
		LogRedaction.install(this.log.context, REDACTOR);
		String close = before.endsWith("\"") ? "\"" : before.endsWith(">") ? "</password>" : " ";
		List<String> written = new ArrayList<>();
		for (int i = 0; i <= Math.min(straddling, 99); i++) {
			String text = "x".repeat(Capture.MAX_TEXT - before.length() - i - 1) + " " + before + secret + close
					+ "and more ".repeat(2000);
			Recording each = this.recorder.start(false);
			Recording.bind(each);
			this.log.logger.debug("{}", new StringBuilder(text));
			this.log.logger.atDebug().addKeyValue("body", new StringBuilder(text)).log("pair");
			each.leave(ReplayReason.FAILED);
		}
		this.log.events.forEach((event) -> written.add(event.getFormattedMessage() + event.getKeyValuePairs()));
		this.log.events.clear();
		String start = secret.substring(0, 4);
		assertThat(written).hasSizeGreaterThan(2).noneMatch((line) -> line.contains(start));
	}

	static List<Arguments> large() {
		String text = "x".repeat(MAX_BYTES);
		List<String> list = Collections.nCopies(90, text.substring(0, MAX_BYTES / 80));
		return Stream
			.of(text, list, list.toArray(), list.toArray(new String[0]), Map.of("key", text), Map.of(text, 1),
					BigInteger.TEN.pow(3 * MAX_BYTES), new IllegalStateException(text),
					new IllegalStateException("short", new IllegalStateException(text)), List.of(List.of(text)))
			.map((value) -> Arguments.of((Object) value))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("large")
	void whatIsLargeIsNotHeld(Object value) {
		FlightRecorder small = this.log
			.recorder(new RecorderLimits(100, MAX_BYTES, 1_000_000, Duration.ofMinutes(5), 1000), true, REDACTOR);
		for (Place place : places()) {
			Recording.bind(small.start(false));
			place.call().accept(this.log.logger, value);
			assertThat(small.heldBytes()).as(place.name()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("places")
	void whatCannotBeSeenIsHeldAsAShortText(Place place) {
		record Body(String text) {
		}
		place.call().accept(this.log.logger, new Body("x".repeat(1 << 20)));
		assertThat(this.recorder.heldBytes()).isPositive().isLessThan(3 * FlightRecorder.PIECE);
	}

	@Test
	void primitivesAreCharged() {
		for (int i = 0; i < 10; i++) {
			this.log.logger.debug("{}", new long[100]);
		}
		assertThat(this.recorder.heldBytes()).isGreaterThan(8_000);
	}

	@Test
	void mdcIsChargedOnceAsLongAsItStays() {
		this.log.context.getMDCAdapter().put("body", "x".repeat(10_000));
		this.log.logger.debug("one");
		assertThat(this.recorder.heldBytes()).isBetween(10_000L, 16_000L);
		this.log.logger.debug("two");
		assertThat(this.recorder.heldBytes()).isLessThan(16_000L);
		for (int i = 0; i < 20; i++) {
			this.log.context.getMDCAdapter().put("i", String.valueOf(i));
			this.log.logger.debug("three");
		}
		assertThat(this.recorder.countOf(HeldOutcome.EVICTED_REQUEST)).isPositive();
		this.recording.leave(null);
		assertThat(this.recorder.heldBytes()).isZero();
	}

	@Test
	void mdcIsChargedAfterTheFirstLineThatHadItIsGone() {
		FlightRecorder two = this.log.recorder(new RecorderLimits(2, 100_000, 1_000_000, Duration.ofMinutes(5), 1000),
				true, null);
		Recording.bind(two.start(false));
		this.log.context.getMDCAdapter().put("body", "x".repeat(45_000));
		for (int i = 0; i < 5; i++) {
			this.log.logger.debug("same");
		}
		assertThat(two.countOf(HeldOutcome.EVICTED_REQUEST)).isEqualTo(3);
		this.log.context.getMDCAdapter().put("body", "y".repeat(60_000));
		this.log.logger.debug("together too large");
		assertThat(two.countOf(HeldOutcome.EVICTED_REQUEST)).isEqualTo(5);
	}

	@Test
	void valuesAreThoseOfTheCall() {
		List<Object> items = new ArrayList<>(List.of("before"));
		Map<String, Object> map = new TreeMap<>(Map.of("key", "before"));
		AtomicInteger number = new AtomicInteger(1);
		Changing entity = new Changing();
		this.log.logger.atDebug()
			.addKeyValue("items", items)
			.addKeyValue("map", map)
			.addKeyValue("number", number)
			.addKeyValue("entity", entity)
			.log("pairs");
		this.log.logger.debug(
				Markers.append("items", items)
					.and(Markers.appendEntries(map))
					.and(Markers.append("entity", entity))
					.and(MarkerFactory.getMarker("AUDIT")),
				"structured {} {} {} {}", StructuredArguments.kv("items", items),
				StructuredArguments.v("number", number), StructuredArguments.entries(map),
				StructuredArguments.kv("entity", entity));
		items.set(0, "after");
		map.put("key", "after");
		number.set(2);
		entity.text = "after";
		this.recording.leave(ReplayReason.FAILED);
		List<KeyValuePair> pairs = this.log.events.get(0).getKeyValuePairs();
		assertThat(pairs.stream().skip(1).map((pair) -> pair.value)).containsExactly(List.of("before"),
				Map.of("key", "before"), 1L, "before");
		ILoggingEvent structured = this.log.events.get(1);
		assertThat(structured.getFormattedMessage())
			.isEqualTo("structured items=[before] 1 {key=before} entity=before");
		assertThat(Stream.of(structured.getArgumentArray()).map((argument) -> json((StructuredArgument) argument)))
			.containsExactly("{\"items\":[\"before\"]}", "{\"number\":1}", "{\"key\":\"before\"}",
					"{\"entity\":\"before\"}");
		Marker marker = structured.getMarkerList().get(0);
		assertThat(marker.toString()).contains("before").doesNotContain("after");
		assertThat(json(((LogstashMarker) marker)::writeTo)).isEqualTo("{\"items\":[\"before\"]}");
		List<Marker> references = new ArrayList<>();
		marker.iterator().forEachRemaining(references::add);
		assertThat(references.stream().limit(2).map((each) -> json(((LogstashMarker) each)::writeTo)))
			.containsExactly("{\"key\":\"before\"}", "{\"entity\":\"before\"}");
		assertThat(references.get(2)).isSameAs(MarkerFactory.getMarker("AUDIT"));
	}

	@Test
	void fieldsOfWhatCannotChangeStayWhatTheyAre() {
		this.log.logger.debug("{} {}", StructuredArguments.kv("order", 7),
				StructuredArguments.kv("name", "a", "<{1}>"));
		this.log.logger.debug("{}", StructuredArguments.raw("raw", "{\"a\":1}"));
		this.log.logger.debug("{}", StructuredArguments.defer(() -> StructuredArguments.kv("late", true)));
		this.log.logger.debug("{}", StructuredArguments.fields(new Changing()));
		this.recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).startsWith("order=7 <a>");
		assertThat(this.log.events.stream().map((event) -> json((StructuredArgument) event.getArgumentArray()[0])))
			.containsExactly("{\"order\":7}", "{\"raw\":{\"a\":1}}", "{\"late\":true}", "{\"fields\":\"before\"}");
	}

	@ParameterizedTest
	@MethodSource("places")
	void whatIsSensitiveIsNotHeld(Place place) {
		Patient patient = new Patient("Ann", "geheim");
		place.call().accept(this.log.logger, patient);
		this.log.logger.debug("{}", StructuredArguments.fields(patient));
		this.log.logger.debug("{}", StructuredArguments.entries(Map.of("patient", patient)));
		this.log.logger.debug("{}", StructuredArguments.array("patients", patient));
		this.log.logger.debug(Markers.appendFields(patient).and(Markers.append("patient", patient)), "line");
		this.recording.leave(ReplayReason.FAILED);
		List<String> shown = new ArrayList<>();
		for (ILoggingEvent event : this.log.events) {
			StringBuilder text = new StringBuilder(event.getFormattedMessage()).append(event.getKeyValuePairs())
				.append(event.getMarkerList());
			if (event.getArgumentArray() != null
					&& event.getArgumentArray()[0] instanceof StructuredArgument argument) {
				text.append(json(argument));
			}
			shown.add(text.toString());
		}
		assertThat(shown).hasSize(5)
			.allMatch((text) -> text.contains("Ann") && text.contains("[REDACTED:sensitive]"))
			.noneMatch((text) -> text.contains("geheim"));
	}

	@Test
	void referencesAreKeptWhereObjectsAreNotRendered() {
		FlightRecorder references = this.log.recorder(GateFixture.LIMITS, false, null);
		Recording referring = references.start(false);
		Recording.bind(referring);
		Changing entity = new Changing();
		StructuredArgument argument = StructuredArguments.kv("entity", entity);
		Marker marker = Markers.append("entity", entity);
		this.log.logger.atDebug().addMarker(marker).addKeyValue("entity", entity).log("{}", argument);
		entity.text = "after";
		referring.leave(ReplayReason.FAILED);
		ILoggingEvent event = this.log.events.get(0);
		assertThat(event.getFormattedMessage()).isEqualTo("entity=after");
		assertThat(event.getKeyValuePairs().get(1).value).isSameAs(entity);
		assertThat(event.getMarkerList()).first().isSameAs(marker);
	}

	private static String json(StructuredArgument argument) {
		java.io.StringWriter text = new java.io.StringWriter();
		try (JsonGenerator generator = JsonMapper.shared().createGenerator(text)) {
			generator.writeStartObject();
			argument.writeTo(generator);
			generator.writeEndObject();
		}
		return text.toString();
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> int sneaky(Throwable thrown) throws T {
		throw (T) thrown;
	}

	private record Patient(String name, @Sensitive String diagnosis) {
	}

	/** Where a value may stand. */
	private record Place(String name, BiConsumer<Logger, Object> call) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** Throws whatever is done with it. */
	private record Thrower(Throwable thrown) {

		@Override
		public String toString() {
			return String.valueOf(HeldValuesTests.<RuntimeException>sneaky(this.thrown));
		}

	}

	/** A collection of a library that is closed by now. */
	private static final class LazyList extends AbstractList<Object> {

		@Override
		public Object get(int index) {
			throw new IllegalStateException("no session");
		}

		@Override
		public int size() {
			throw new IllegalStateException("no session");
		}

	}

	/** Can be changed after the call. */
	private static final class Changing {

		private String text = "before";

		public String getText() {
			return this.text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
