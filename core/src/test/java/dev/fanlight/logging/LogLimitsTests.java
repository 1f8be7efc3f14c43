package dev.fanlight.logging;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.fanlight.allocation.Allocation;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines that are too long: what is cut, what stays, what is said about it.
 */
class LogLimitsTests {

	private static final LogLimits LIMITS = new LogLimits(200, 100, 5, 400);

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop.Orders");

	private final Lines lines = new Lines();

	@BeforeEach
	void attach() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		root.addAppender(this.lines);
		LogRedaction.install(this.context, null).limit(LIMITS);
	}

	@Test
	void messageIsCutInEveryFormatAndSaysSo() {
		this.logger.info("m".repeat(1000));
		String text = this.lines.event.getFormattedMessage();
		assertThat(text).hasSizeLessThanOrEqualTo(200).matches("m{186}\u2026\\[\\+814]");
		assertThat(this.lines.json().get("message").asString()).isEqualTo(text);
	}

	static List<Object> longArguments() {
		String text = "x".repeat(1_000_000);
		return List.of(text, new StringBuilder(text), List.of(text), new Object() {

			@Override
			public String toString() {
				return text;
			}

		}, new int[500_000], StructuredArguments.value("body", text), StructuredArguments.kv("body", text),
				Map.of("body", List.of(text)));
	}

	@ParameterizedTest(name = "{index}")
	@MethodSource("longArguments")
	void argumentThatIsTooLongLeavesRoomForTheNext(Object argument) {
		Pattern pattern = attachPattern();
		for (boolean redacting : new boolean[] { true, false }) {
			if (!redacting) {
				LogRedaction.limitOnly(this.context);
			}
			this.logger.warn("Body {} refused for order {}", argument, 4711);
			String message = this.lines.json().get("message").asString();
			assertThat(message)
				.matches("Body [\\[{]{0,2}(body=)?\\[?[x0, ]{70,}\u2026\\[\\+\\d{6,7}] refused for order 4711")
				.hasSizeLessThan(200);
			assertThat(pattern.text()).endsWith("WARN " + message + System.lineSeparator());
			assertThat(this.lines.event.getArgumentArray()[1]).isEqualTo(4711);
		}
	}

	@Test
	void fieldInAMessageThatIsTooLongStaysAField() {
		this.logger.warn("Body {} refused", StructuredArguments.value("body", "x".repeat(1000)));
		assertThat(this.lines.json().get("message").asString())
			.isEqualTo("Body " + "x".repeat(86) + "\u2026[+914] refused");
		assertThat(this.lines.json().get("extra").get("body").asString()).isEqualTo("x".repeat(86) + "\u2026[+914]");
	}

	@Test
	void secretInAnArgumentThatIsTooLongIsRedactedBeforeTheCutAndWhereverItIsRepeated() {
		String secret = "hunter2-hunter2-Xq9zLmT4";
		this.logger.warn("Body {} refused", "x".repeat(70) + " password=" + secret + ' ' + "y".repeat(1000),
				new IllegalStateException("cannot use " + secret));
		assertThat(this.lines.json().toString()).contains("[+", "cannot use [REDACTED:kv]", "refused")
			.doesNotContain("hunter2")
			.doesNotContain("Xq9");
	}

	@Test
	void whatTheRedactorDidNotLookAtIsMissingToo() {
		int all = 3_000_000;
		String text = "x".repeat(all);
		this.logger.atError()
			.addKeyValue("text", text)
			.addKeyValue("map", Map.of("text", text))
			.setCause(new IllegalStateException(text))
			.log(text);
		JsonNode line = this.lines.json();
		assertThat(line.get("message").asString()).matches("x{186}\u2026\\[\\+" + (all - 186) + "]");
		assertThat(line.get("extra").get("text").asString()).matches("x{86}\u2026\\[\\+" + (all - 86) + "]");
		assertThat(line.get("extra").get("map").get("text").asString()).matches("x{82}\u2026\\[\\+" + (all - 82) + "]");
		assertThat(line.get("error").get("message").asString()).matches("x{186}\u2026\\[\\+" + (all - 186) + "]");
		assertThat(line.get("error").get("stack_trace").asString()).contains(": x", "x\u2026[+" + (all - 186) + "]");
		this.logger.info("{}", text);
		assertThat(this.lines.json().get("message").asString()).matches("x{86}\u2026\\[\\+" + (all - 86) + "]");
	}

	@Test
	@Timeout(60)
	void messageOfMegabytesTakesNoHours() {
		String secret = "password=hunter2-Xq9zLmT4";
		String text = secret + ' ' + "a1 ".repeat(1_000_000);
		this.logger.error(text, new IllegalStateException("hunter2-Xq9zLmT4"));
		assertThat(this.lines.json().get("error").get("message").asString()).isEqualTo("[REDACTED:kv]");
		this.logger.info("password=" + "a1".repeat(100_000) + ' ' + ("a1".repeat(90_000) + ' ').repeat(4));
		assertThat(this.lines.json().get("message").asString()).startsWith("password=[REDACTED:kv] a1");
	}

	@Test
	void secretAtTheEdgeIsRedactedBeforeTheCut() {
		this.logger.info("m".repeat(175) + " password=hunter2-hunter2-hunter2 " + "m".repeat(300));
		assertThat(this.lines.json().get("message").asString()).doesNotContain("hunter").contains("password=");
	}

	@Test
	void surrogatePairIsNotSplit() {
		this.logger.info("m".repeat(185) + "\uD83D\uDE00".repeat(50));
		String message = this.lines.json().get("message").asString();
		assertThat(message).startsWith("m".repeat(185) + "\u2026[+");
		assertThat(message.chars().noneMatch((c) -> Character.isSurrogate((char) c))).isTrue();
	}

	@Test
	void valuesAreCutWhateverTheyAreNestedIn() {
		this.logger.atInfo()
			.addKeyValue("text", "v".repeat(500))
			.addKeyValue("list", IntStream.range(0, 100).mapToObj((i) -> "element " + i).toList())
			.addKeyValue("short", "ok")
			.log("values");
		JsonNode extra = this.lines.json().get("extra");
		assertThat(extra.get("text").asString()).matches("v{86}\u2026\\[\\+414]");
		assertThat(extra.get("list").toString()).contains("element 5", "\u2026[+").doesNotContain("element 50");
		assertThat(extra.get("short").asString()).isEqualTo("ok");
	}

	@Test
	void fieldsBeyondTheLimitAreLeftOutAndItIsSaid() {
		Map<String, Object> many = new HashMap<>();
		IntStream.range(0, 50).forEach((i) -> many.put("entry" + i, i));
		this.logger.info("structured", StructuredArguments.entries(many));
		assertThat(this.lines.json().get("extra")).hasSize(6)
			.last()
			.extracting(JsonNode::asString)
			.isEqualTo("the fields after the first 5");
		var builder = this.logger.atInfo();
		many.forEach(builder::addKeyValue);
		builder.log("key-values");
		assertThat(this.lines.json().get("extra").propertyNames()).hasSize(6).contains("log_cut");
	}

	@Test
	void longStackTraceStartsWithItsRootCause() {
		Exception root = new IllegalStateException("the root of it");
		this.logger.error("failed", new RuntimeException("outer", new RuntimeException("middle", root)));
		String trace = this.lines.json().get("error").get("stack_trace").asString();
		assertThat(trace).startsWith("java.lang.IllegalStateException: the root of it")
			.hasSizeLessThanOrEqualTo(400)
			.matches("(?s).*\u2026\\[\\+\\d+]");
	}

	@Test
	void containersHaveOnlySoManyElementsWhateverTheyHold() {
		this.logger.atInfo()
			.addKeyValue("numbers", IntStream.range(0, 10_000).boxed().toList())
			.addKeyValue("map", IntStream.range(0, 1000).boxed().collect(Collectors.toMap((i) -> "k" + i, (i) -> i)))
			.addKeyValue("nested", List.of(List.of(1, 2), List.of(3, 4)))
			.addKeyValue("texts", List.of("x".repeat(60), "y".repeat(60)))
			.log("containers");
		JsonNode extra = this.lines.json().get("extra");
		assertThat(extra.get("numbers")).hasSize(13).last().extracting(JsonNode::asString).isEqualTo("\u2026[+9988]");
		assertThat(extra.get("map").size()).isEqualTo(13);
		assertThat(extra.get("map").get("log_cut").asString()).isEqualTo("\u2026[+988]");
		assertThat(extra.get("nested").toString()).isEqualTo("[[1,2],[3,4]]");
		assertThat(extra.get("texts").get(1).asString()).isEqualTo("y".repeat(26) + "\u2026[+34]");
	}

	@Test
	void objectsHaveOnlySoManyElementsHoweverTheyAreLogged() {
		int[] numbers = new int[10_000];
		Order order = new Order(IntStream.range(0, 10_000).boxed().toList(), numbers,
				Collections.nCopies(20, List.of(1, 2)));
		for (boolean redacting : new boolean[] { true, false }) {
			if (!redacting) {
				LogRedaction.limitOnly(this.context);
			}
			this.logger.atInfo().addKeyValue("order", order).log("x");
			String expected = this.lines.json().get("extra").get("order").toString();
			assertThat(expected)
				.matches("\\{\"ids\":\\[0,(\\d+,)+\"\u2026\\[\\+\\d+]\"],\"log_cut\":\"\u2026\\[\\+2]\"}")
				.hasSizeLessThan(100);
			this.logger.info("x", StructuredArguments.kv("order", order));
			assertThat(this.lines.json().get("extra").get("order").toString()).isEqualTo(expected);
			this.logger.info(Markers.append("order", order), "x");
			assertThat(this.lines.json().get("extra").get("order").toString()).isEqualTo(expected);
			this.logger.info("x", StructuredArguments.fields(order));
			JsonNode extra = this.lines.json().get("extra");
			assertThat(extra.get("ids")).hasSize(13).last().extracting(JsonNode::asString).isEqualTo("\u2026[+9988]");
			assertThat(extra.get("numbers")).hasSize(13)
				.last()
				.extracting(JsonNode::asString)
				.isEqualTo("\u2026[+9988]");
			assertThat(extra.get("nested").toString()).isEqualTo("[[1,2],[1,2],[1,2],[1,2],\"\u2026[+16]\"]");
		}
	}

	@Test
	void namesAreNotCutToTheSameAndBeyondTheRoomMembersAreLeftOut() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("status", 200);
		members.put("body", "b".repeat(200));
		members.put("charset", "utf-8");
		members.put("retries", 7);
		this.logger.atInfo()
			.addKeyValue("answer", members)
			.addKeyValue("texts", List.of("x".repeat(200), "y", "z"))
			.addKeyValue("names", Map.of("n".repeat(200), 1))
			.log("x");
		String extra = this.lines.json().get("extra").toString();
		assertThat(extra).contains(
				"{\"answer\":{\"status\":200,\"body\":\"" + "b".repeat(76)
						+ "\u2026[+124]\",\"log_cut\":\"\u2026[+2]\"}",
				"\"texts\":[\"" + "x".repeat(86) + "\u2026[+114]\",\"\u2026[+2]\"]",
				"\"names\":{\"" + "n".repeat(86) + "\u2026[+114]\":1}");
	}

	@Test
	void bytesAreCutAsTheirTextIs() {
		byte[] bytes = new byte[300];
		for (boolean redacting : new boolean[] { true, false }) {
			if (!redacting) {
				LogRedaction.limitOnly(this.context);
			}
			this.logger.atInfo().addKeyValue("a", bytes).log("x {}", StructuredArguments.kv("b", bytes));
			String cut = "A".repeat(86) + "\u2026[+314]";
			assertThat(this.lines.json().get("extra").toString())
				.isEqualTo("{\"b\":\"" + cut + "\",\"a\":\"" + cut + "\"}");
		}
	}

	@Test
	void stackTraceOfAPatternIsCutTooAndStartsWithItsRootCause() {
		Pattern pattern = attachPattern();
		this.logger.error("failed",
				new RuntimeException("outer", new IllegalStateException("password=hunter2hunter2")));
		assertThat(pattern.text())
			.startsWith("ERROR failed" + System.lineSeparator() + "java.lang.IllegalStateException")
			.contains("Wrapped by")
			.doesNotContain("hunter2")
			.endsWith("]" + System.lineSeparator())
			.hasSizeLessThanOrEqualTo("ERROR failed".length() + 400 + 2 * System.lineSeparator().length());
	}

	@Test
	void stackTraceOfAForeignFormatLosesFramesAndSaysHowMany() {
		LogstashEncoder encoder = new LogstashEncoder();
		encoder.setContext(this.context);
		encoder.start();
		Pattern foreign = new Pattern(this.context, encoder);
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(foreign);
		Exception root = new IllegalStateException("the root of it");
		root.setStackTrace(IntStream.range(0, 10)
			.mapToObj((i) -> new StackTraceElement("shop.Orders", "step" + i, "Orders.java", i))
			.toArray(StackTraceElement[]::new));
		Exception outer = new RuntimeException("outer " + "m".repeat(1000), root);
		outer.addSuppressed(new IllegalArgumentException("beside"));
		this.logger.error("failed", outer);
		String trace = JsonMapper.shared().readTree(foreign.text()).get("stack_trace").asString();
		assertThat(trace.lines().filter((line) -> line.startsWith("\tat "))).hasSize(4);
		assertThat(trace.substring(trace.indexOf("Caused by: java.lang.IllegalStateException: the root of it")))
			.containsPattern("(?s)(\tat [^\n]+\n){4}\t\\.\\.\\. \\d+ ");
		assertThat(trace).contains("IllegalArgumentException: beside", "m".repeat(380) + "\u2026[+620]")
			.hasSizeLessThan(1500);
	}

	@Test
	void shortStackTraceOfAForeignFormatIsUntouched() {
		Exception failure = new IllegalStateException("short");
		failure.setStackTrace(Arrays.copyOf(failure.getStackTrace(), 3));
		ThrowableProxy proxy = new ThrowableProxy(failure);
		assertThat(RedactedThrowableProxy.bounded(proxy, 400)).isSameAs(proxy);
		assertThat(RedactedThrowableProxy.bounded(proxy, 200)).isNotSameAs(proxy);
		assertThat(((ThrowableProxy) RedactedThrowableProxy.bounded(proxy, 200)).getThrowable().getStackTrace())
			.hasSize(2);
	}

	@Test
	void stackTraceOfTheJdkIsTurnedWhereItIsTooLong() {
		StringWriter text = new StringWriter();
		new RuntimeException("outer", new RuntimeException("middle", new IllegalStateException("the root of it")))
			.printStackTrace(new PrintWriter(text));
		String trace = text.toString();
		LogLimits roomy = new LogLimits(200, 100, 5, trace.length());
		assertThat(roomy.cutStackTrace(trace)).isSameAs(trace);
		assertThat(StackTraces.rootCauseFirst(trace)).startsWith("java.lang.IllegalStateException: the root of it")
			.containsSubsequence("Wrapped by: java.lang.RuntimeException: middle",
					"Wrapped by: java.lang.RuntimeException: outer");
		assertThat(LIMITS.cutStackTrace(trace)).startsWith("java.lang.IllegalStateException: the root of it")
			.hasSizeLessThanOrEqualTo(400)
			.matches("(?s).*\u2026\\[\\+\\d+]");
	}

	@Test
	void withoutRedactionLinesAreCutToo() {
		LogRedaction.limitOnly(this.context);
		Pattern pattern = attachPattern();
		this.logger.info("token=s3cr3t-t0ken-value {}", "m".repeat(1000));
		assertThat(pattern.text()).contains("s3cr3t").endsWith("]" + System.lineSeparator()).hasSizeLessThan(220);
		LogRedaction.install(this.context, null);
		this.logger.info("token=s3cr3t-t0ken-value");
		assertThat(pattern.text()).doesNotEndWith("s3cr3t-t0ken-value" + System.lineSeparator());
	}

	@Test
	void linesOfAPatternAreOnTheBillUnlessItIsOff() {
		Pattern pattern = attachPattern();
		Logger billed = this.context.getLogger("billed." + UUID.randomUUID());
		LogBill.shared().budget(Integer.MAX_VALUE);
		try {
			billed.warn("four");
			LogBill.shared().budget(0);
			billed.warn("not counted");
		}
		finally {
			LogBill.shared().budget(LogBill.BUDGET);
		}
		assertThat(pattern.text()).contains("four");
		assertThat(LogBill.shared().items()).filteredOn((item) -> item.logger().equals(billed.getName()))
			.singleElement()
			.satisfies((item) -> {
				assertThat(item.lines()).isEqualTo(1);
				assertThat(item.bytes()).isEqualTo(("WARN four" + System.lineSeparator()).length());
			});
	}

	@Test
	void limitsAndBillOfALineWithinThemAllocateNothing() {
		byte[] line = "line".getBytes(StandardCharsets.UTF_8);
		LineEncoder encoder = new LineEncoder(new EncoderBase<>() {

			@Override
			public byte[] headerBytes() {
				return line;
			}

			@Override
			public byte[] encode(ILoggingEvent event) {
				return line;
			}

			@Override
			public byte[] footerBytes() {
				return line;
			}

		}, () -> new StackTraces(ThrowableProxyUtil::asString, (trace) -> trace, LIMITS));
		this.logger.info("clean {} {}", "text", List.of("object"));
		ILoggingEvent event = this.lines.event;
		EventRedaction redaction = new EventRedaction(() -> null);
		assertThat(Allocation.perCall(20_000, () -> {
			encoder.encode(redaction.redact(event));
			Cut.text("clean", 200);
		})).isLessThan(1);
	}

	@Test
	void lineWithinTheLimitsIsUntouchedAndCutsNothing() {
		String text = "m".repeat(200);
		assertThat(Cut.text(text, 200)).isSameAs(text);
		this.logger.info("short");
		assertThat(this.lines.event).isNotInstanceOf(RedactedEvent.class);
		assertThat(this.lines.json().has("extra")).isFalse();
	}

	@Test
	void billCountsExactlyAndKnowsALimitedNumberOfLoggers() {
		LogBill bill = new LogBill();
		bill.budget(2);
		for (String name : List.of("a", "b", "c", "a", "d")) {
			bill.count(name, Level.INFO, 10);
		}
		bill.count("a", Level.ERROR, 100);
		assertThat(bill.items())
			.extracting((item) -> item.logger() + " " + item.level() + " " + item.lines() + " " + item.bytes())
			.containsExactlyInAnyOrder("a error 1 100", "a info 2 20", "b info 1 10", "other info 2 20");
	}

	@Test
	void countingAllocatesNothing() {
		LogBill bill = new LogBill();
		bill.budget(1);
		assertThat(Allocation.perCall(20_000, () -> {
			bill.count("known", Level.INFO, 10);
			bill.count("beyond", Level.INFO, 10);
		})).isLessThan(1);
	}

	@Test
	void valueThatIsWrittenAsTextKeepsItsNameBesideOneThatIsRedacted() {
		UUID id = UUID.randomUUID();
		LongAdder counter = new LongAdder();
		counter.add(7);
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("id", id);
		fields.put("at", Instant.EPOCH);
		fields.put("password", "hunter2hunter2");
		fields.put("counter", counter);
		this.logger.atInfo().addKeyValue("number", counter).log("x {}", StructuredArguments.entries(fields));
		assertThat(this.lines.json().get("extra").toString()).isEqualTo("{\"id\":\"" + id
				+ "\",\"at\":\"1970-01-01T00:00:00Z\",\"password\":\"[REDACTED:kv]\",\"counter\":7,\"number\":7}");
	}

	private record Order(List<Integer> ids, int[] numbers, List<List<Integer>> nested) {
	}

	private Pattern attachPattern() {
		Pattern pattern = new Pattern(this.context);
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(pattern);
		return pattern;
	}

	private static final class Pattern extends OutputStreamAppender<ILoggingEvent> {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		Pattern(LoggerContext context) {
			this(context, pattern(context));
		}

		private static PatternLayoutEncoder pattern(LoggerContext context) {
			PatternLayoutEncoder encoder = new PatternLayoutEncoder();
			encoder.setContext(context);
			encoder.setPattern("%level %msg%n%ex");
			encoder.start();
			return encoder;
		}

		Pattern(LoggerContext context, Encoder<ILoggingEvent> encoder) {
			setName("PATTERN");
			setContext(context);
			setEncoder(encoder);
			setOutputStream(this.bytes);
			start();
		}

		private String text() {
			return this.bytes.toString(StandardCharsets.UTF_8);
		}

	}

	private static final class Lines extends AppenderBase<ILoggingEvent> {

		private final JsonLineEncoder encoder = new JsonLineEncoder(new LoggerContext(),
				new LogIdentity("orders", "production", "1.4.2"),
				new StackTraces(ThrowableProxyUtil::asString, (trace) -> trace, LIMITS), (throwable) -> null, LIMITS);

		private ILoggingEvent event;

		Lines() {
			setName("LINES");
			start();
		}

		@Override
		protected void append(ILoggingEvent event) {
			this.event = event;
		}

		private JsonNode json() {
			return JsonMapper.shared().readTree(new String(this.encoder.encode(this.event), StandardCharsets.UTF_8));
		}

	}

}
