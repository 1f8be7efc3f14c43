package dev.fanlight.logging;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventRedaction}: whatever carries the secret, no reader of the event
 * finds it, be it JSON of two kinds, text, or code that looks at the event itself.
 */
class EventRedactionTests {

	private static final String SECRET = "hunter2-Xq9zLmT4";

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("shop.OrderService");

	private final ListAppender<ILoggingEvent> events = new ListAppender<>() {

		@Override
		protected void append(ILoggingEvent event) {
			event.getCallerData();
			super.append(event);
		}

	};

	private LogRedaction redaction;

	@BeforeEach
	void attach() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.redaction = LogRedaction.install(this.context, null);
		this.events.start();
		this.context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this.events);
	}

	@Test
	void whatWasRedactedInALongArgumentIsFoundInAnother() {
		String body = "{\"access_token\":\"" + SECRET + "\"}" + ".".repeat(LogLimits.DEFAULTS.value());
		this.logger.info("Call failed: {} for {}", body, SECRET);
		assertThat(this.events.list).singleElement().satisfies((event) -> {
			assertThat(event.getFormattedMessage()).doesNotContain(SECRET);
			assertThat(event.getArgumentArray()).noneMatch((argument) -> String.valueOf(argument).contains(SECRET));
		});
	}

	@Test
	void textThatClaimsToLackSomethingHidesNoEcho() {
		this.logger.info("password={} again {} \u2026[+999999999][REDACTED:oversize]", SECRET, SECRET);
		assertThat(this.events.list).singleElement()
			.satisfies((event) -> assertThat(event.getFormattedMessage()).doesNotContain(SECRET));
	}

	static List<Arguments> carriers() {
		return List.of(carrier("message", (log) -> log.info("password=" + SECRET)),
				carrier("argument", (log) -> log.info("password={} user={}", SECRET, "bob")),
				carrier("argument beyond the template", (log) -> log.info("done", "password=" + SECRET)),
				carrier("record", (log) -> log.info("login {}", new Login("bob", SECRET))),
				carrier("sensitive record", (log) -> log.info("login {}", new Marked("bob", SECRET))),
				carrier("sensitive record in a list", (log) -> log.info("{}", List.of(new Marked("bob", SECRET)))),
				carrier("map", (log) -> log.info("headers {}", Map.of("Authorization", "Bearer " + SECRET))),
				carrier("kv", (log) -> log.info("login {}", StructuredArguments.kv("password", SECRET))),
				carrier("kv outside the message", (log) -> log.info("login", StructuredArguments.kv("pwd", SECRET))),
				carrier("value", (log) -> log.info("login {}", StructuredArguments.value("password", SECRET))),
				carrier("kv with a pattern",
						(log) -> log.info("{}", StructuredArguments.kv("password", SECRET, "<{0}|{1}>"))),
				carrier("kv number", (log) -> log.info("pay {}", StructuredArguments.value("card", 4539578763621486L))),
				carrier("kv record",
						(log) -> log.info("{}", StructuredArguments.kv("login", new Login("bob", SECRET)))),
				carrier("kv sensitive record",
						(log) -> log.info("{}", StructuredArguments.kv("login", new Marked("bob", SECRET)))),
				carrier("kv hidden by toString",
						(log) -> log.info("{}", StructuredArguments.kv("account", new Account(SECRET)))),
				carrier("kv map",
						(log) -> log.info("{}",
								StructuredArguments.kv("body", Map.of("nested", Map.of("api_key", SECRET))))),
				carrier("kv sensitive parent",
						(log) -> log.info("{}", StructuredArguments.kv("credentials", Map.of("left", SECRET)))),
				carrier("fields", (log) -> log.info("{}", StructuredArguments.fields(new Login("bob", SECRET)))),
				carrier("fields of a sensitive record",
						(log) -> log.info("{}", StructuredArguments.fields(new Marked("bob", SECRET)))),
				carrier("object that holds a sensitive record",
						(log) -> log.info("{}", StructuredArguments.kv("box", new Box(new Marked("bob", SECRET))))),
				carrier("entries", (log) -> log.info("{}", StructuredArguments.entries(Map.of("secret", SECRET)))),
				carrier("array", (log) -> log.info("{}", StructuredArguments.array("secret", SECRET, SECRET))),
				carrier("raw", (log) -> log.info("{}", StructuredArguments.raw("body", json()))),
				carrier("raw under a key",
						(log) -> log.info("{}", StructuredArguments.raw("token", '"' + SECRET + '"'))),
				carrier("deferred",
						(log) -> log.info("{}",
								StructuredArguments.defer(() -> StructuredArguments.kv("pwd", SECRET)))),
				carrier("custom argument", (log) -> log.info("{}", new CustomArgument())),
				carrier("key-value", (log) -> log.atInfo().addKeyValue("password", SECRET).log("login")),
				carrier("key-value text", (log) -> log.atInfo().addKeyValue("q", "pwd=" + SECRET).log("login")),
				carrier("key-value record",
						(log) -> log.atInfo().addKeyValue("login", new Login("bob", SECRET)).log("login")),
				carrier("key-value sensitive record",
						(log) -> log.atInfo().addKeyValue("login", new Marked("bob", SECRET)).log("login")),
				carrier("key-value hidden by toString",
						(log) -> log.atInfo().addKeyValue("account", new Account(SECRET)).log("login")),
				carrier("key-value list of maps",
						(log) -> log.atInfo().addKeyValue("all", List.of(Map.of("secret", SECRET))).log("login")),
				carrier("name in a map",
						(log) -> log.atInfo().addKeyValue("all", Map.of("pwd=" + SECRET, 1, "pwd", SECRET)).log("x")),
				carrier("name of an argument", (log) -> log.info("x", StructuredArguments.kv("pwd=" + SECRET, 1))),
				carrier("append", (log) -> log.info(Markers.append("password", SECRET), "login")),
				carrier("append of a record",
						(log) -> log.info(Markers.append("login", new Login("bob", SECRET)), "login")),
				carrier("appendEntries", (log) -> log.info(Markers.appendEntries(Map.of("pwd", SECRET)), "login")),
				carrier("appendFields", (log) -> log.info(Markers.appendFields(new Login("bob", SECRET)), "login")),
				carrier("appendRaw", (log) -> log.info(Markers.appendRaw("body", json()), "login")),
				carrier("marker of a marker",
						(log) -> log.info(Markers.append("a", 1).and(Markers.append("pwd", SECRET)), "login")),
				carrier("logstash marker of a plain marker", (log) -> log.info(plainMarker(), "login")),
				carrier("marker name", (log) -> log.info(MarkerFactory.getDetachedMarker("pwd=" + SECRET), "login")),
				carrier("exception", (log) -> log.error("failed", new IOException("password=" + SECRET))),
				carrier("cause", (log) -> log.error("failed", new IOException("outer", failure()))),
				carrier("suppressed", (log) -> log.error("failed", suppressing())),
				carrier("message of an exception by its text", (log) -> log.error("failed", new TextException())),
				carrier("exception as argument", (log) -> log.error("failed {} {}", failure(), "x")));
	}

	private static Arguments carrier(String name, Consumer<Logger> line) {
		return Arguments.of(name, line);
	}

	private static Marker plainMarker() {
		Marker marker = MarkerFactory.getDetachedMarker("AUDIT");
		marker.add(Markers.append("password", SECRET));
		return marker;
	}

	private static IllegalStateException failure() {
		return new IllegalStateException("Access denied, api_key: " + SECRET);
	}

	private static IOException suppressing() {
		IOException failure = new IOException("outer");
		failure.addSuppressed(failure());
		return failure;
	}

	private static String json() {
		return "{\"user\":\"bob\",\"auth\":{\"password\":\"" + SECRET + "\",\"cvv\":123}}";
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("carriers")
	void noReaderFindsTheSecret(String name, Consumer<Logger> line) {
		line.accept(this.logger);
		ILoggingEvent event = this.events.list.get(0);
		assertThat(views(event)).allSatisfy((view) -> assertThat(view).doesNotContain(SECRET)
			.doesNotContain("4539578763621486")
			.doesNotContain("error]")
			.doesNotContain("log_error"));
		assertThat(String.join("", views(event))).containsAnyOf("[REDACTED:", "pay null");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("carriers")
	void everyReaderFindsItWhereRedactionIsOff(String name, Consumer<Logger> line) {
		LogRedaction.uninstall(this.context);
		line.accept(this.logger);
		assertThat(String.join("", views(this.events.list.get(0)))).containsAnyOf(SECRET, "4539578763621486");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("carriers")
	void reportModeChangesNothing(String name, Consumer<Logger> line) {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().mode(RedactionMode.REPORT).build());
		LogRedaction.install(this.context, redactor);
		line.accept(this.logger);
		LogRedaction.uninstall(this.context);
		line.accept(this.logger);
		assertThat(withoutTime(views(this.events.list.get(0)))).isEqualTo(withoutTime(views(this.events.list.get(1))));
	}

	private static List<String> withoutTime(List<String> views) {
		return views.stream()
			.map((view) -> view.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+[^\"]*", "T").replaceAll(":\\d+\\)", ":N)"))
			.map((view) -> view.replaceAll("@[0-9a-f]+", "@"))
			.toList();
	}

	@Test
	void theContextOfTheSecretStays() {
		this.logger.info("password={} user={}", SECRET, "bob");
		ILoggingEvent event = this.events.list.get(0);
		assertThat(event.getFormattedMessage()).isEqualTo("password=[REDACTED:kv] user=bob");
		assertThat(event.getArgumentArray()).containsExactly("[REDACTED:argument]", "bob");
		assertThat(event.getMessage()).isEqualTo("password={} user={}");
	}

	@Test
	void secretIsMaskedWhereTheRecordRepeatsIt() {
		this.logger.error("Value of apiKey: \"" + SECRET + "\", For input string: \"" + SECRET + "\"",
				new NumberFormatException("For input string: \"" + SECRET + "\""));
		ILoggingEvent event = this.events.list.get(0);
		assertThat(event.getFormattedMessage())
			.isEqualTo("Value of apiKey: \"[REDACTED:kv]\", For input string: \"[REDACTED:kv]\"");
		assertThat(event.getThrowableProxy().getMessage()).isEqualTo("For input string: \"[REDACTED:kv]\"");
	}

	@Test
	void wordThatIsASecretInOnePlaceStaysAWordElsewhere() {
		this.logger.info("jdbc:postgresql://db/postgres?user=postgres&password=postgres by postgres");
		assertThat(this.events.list.get(0).getFormattedMessage())
			.isEqualTo("jdbc:postgresql://db/postgres?user=postgres&password=[REDACTED:kv] by postgres");
	}

	@Test
	void objectsKeepTheirShapeInJson() {
		this.logger.atInfo()
			.addKeyValue("login", new Login("bob", SECRET))
			.addKeyValue("marked", new Box(new Marked("eve", SECRET)))
			.addKeyValue("cvv", 123)
			.log("login");
		assertThat(json(this.events.list.get(0)))
			.contains("\"extra\":{\"login\":{\"user\":\"bob\",\"password\":\"[REDACTED:kv]\"},"
					+ "\"marked\":{\"content\":{\"user\":\"eve\",\"note\":\"[REDACTED:sensitive]\"}},\"cvv\":null}");
	}

	@Test
	void rawJsonStaysJson() {
		this.logger.info(Markers.appendRaw("body", json()), "login");
		assertThat(json(this.events.list.get(0)))
			.contains("\"body\":{\"user\":\"bob\",\"auth\":{\"password\":\"[REDACTED:kv]\",\"cvv\":null}}");
	}

	@Test
	void mdcIsRedactedByKeyAndShape() {
		this.context.getMDCAdapter().put("session_token", SECRET);
		this.context.getMDCAdapter().put("query", "a=1&password=" + SECRET);
		this.context.getMDCAdapter().put(MdcKey.TRACE_ID, "45395787636214864539578763621486");
		this.logger.info("hello");
		assertThat(this.events.list.get(0).getMDCPropertyMap()).containsOnly(
				Map.entry("session_token", "[REDACTED:kv]"), Map.entry("query", "a=1&password=[REDACTED:kv]"),
				Map.entry(MdcKey.TRACE_ID, "45395787636214864539578763621486"));
	}

	@Test
	void dropRemovesTheEntry() {
		LogRedaction.install(this.context, Redactor.of(RedactionPolicy.builder().action("kv", Action.DROP).build()));
		this.context.getMDCAdapter().put("session_token", SECRET);
		this.logger.info(Markers.append("password", SECRET).and(Markers.append("b", 2)), "{}",
				StructuredArguments.entries(Map.of("pwd", SECRET)));
		this.logger.atInfo().addKeyValue("pwd", SECRET).addKeyValue("c", 3).log("hello");
		assertThat(json(this.events.list.get(0))).contains("\"extra\":{\"b\":2}");
		assertThat(json(this.events.list.get(1))).contains("\"extra\":{\"c\":3}");
	}

	@Test
	void cleanEventPassesByIdentity() {
		EventRedaction redaction = new EventRedaction(() -> Redactor.of(RedactionPolicy.defaults()));
		this.context.getMDCAdapter().put("tenant", "acme");
		this.logger.info(Markers.append("a", 1), "order {} of {} for {}", 42, StructuredArguments.kv("customer", "bob"),
				List.of("x"), new IOException("closed"));
		this.logger.atInfo().addKeyValue("order", 42).log("hello");
		assertThat(this.events.list).hasSize(2).allSatisfy((event) -> {
			assertThat(event).isNotInstanceOf(RedactedEvent.class);
			assertThat(redaction.redact(event)).isSameAs(event);
		});
	}

	@Test
	void redactedEventIsNotRedactedAgain() {
		EventRedaction redaction = new EventRedaction(() -> Redactor.of(RedactionPolicy.defaults()));
		this.logger.info("password=" + SECRET);
		ILoggingEvent event = this.events.list.get(0);
		assertThat(redaction.redact(event)).isInstanceOf(RedactedEvent.class).isSameAs(event);
	}

	@Test
	void throwableOfARedactedEventPrintsLikeTheOriginal() {
		IOException failure = new IOException("outer", failure());
		this.logger.error("failed", failure);
		ThrowableProxy proxy = (ThrowableProxy) this.events.list.get(0).getThrowableProxy();
		StringWriter printed = new StringWriter();
		proxy.getThrowable().printStackTrace(new java.io.PrintWriter(printed, true));
		StringWriter original = new StringWriter();
		failure.printStackTrace(new java.io.PrintWriter(original, true));
		assertThat(printed.toString()).isEqualTo(original.toString().replace(SECRET, "[REDACTED:kv]"));
		assertThat(ThrowableProxyUtil.asString(proxy))
			.isEqualTo(ThrowableProxyUtil.asString(new ThrowableProxy(failure)).replace(SECRET, "[REDACTED:kv]"));
	}

	@Test
	void failureCostsTheValuesNeverTheLine() {
		this.logger.atInfo().addKeyValue("x", 1).setCause(new Treacherous()).log("password=" + SECRET);
		this.logger.info("{}", new FailingArgument());
		assertThat(this.events.list).hasSize(2)
			.allSatisfy((event) -> assertThat(json(event) + reflection(event)).doesNotContain(SECRET));
		assertThat(this.events.list.get(0).getFormattedMessage()).contains("[REDACTED:");
		assertThat(this.events.list.get(0).getLoggerName()).isEqualTo("shop.OrderService");
		assertThat(this.events.list.get(0).getLevel()).isEqualTo(Level.INFO);
	}

	@Test
	void redactedNumberHidesNoOtherThatHoldsItsDigits() {
		Map<String, Object> payment = new LinkedHashMap<>(Map.of("cvv", 123));
		payment.put("total", 41234);
		payment.put("rate", 1.123);
		payment.put("id", "4f123a");
		this.logger.info("paid {}", StructuredArguments.entries(payment));
		this.logger.info("{} of {}", StructuredArguments.value("cvv", 123), 41234);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("paid {cvv=null, total=41234, rate=1.123, id=4f123a}", "null of 41234");
	}

	@Test
	void argumentsMayComeInAnArrayOfTheirType() {
		URI secret = URI.create("https://svc:" + SECRET + "@db.example.com/x");
		this.logger.info("{} {}", (Object[]) new URI[] { secret, URI.create("urn:a") });
		this.logger.info("{} {}", (Object[]) new Holder[] { new Holder(1, SECRET), new Holder(2, SECRET) });
		StringBuilder longer = new StringBuilder("x".repeat(20_000));
		this.logger.info("{} {} end", (Object[]) new StringBuilder[] { longer, longer });
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly(
					(message) -> assertThat(message).startsWith("https://").contains("db.example.com/x urn:a"),
					(message) -> assertThat(message).isEqualTo("Holder[entity=1, note=[REDACTED:sensitive]] "
							+ "Holder[entity=2, note=[REDACTED:sensitive]]"),
					(message) -> assertThat(message).startsWith("xxx").endsWith("] end"));
		assertThat(this.events.list)
			.allSatisfy((event) -> assertThat(json(event) + reflection(event)).doesNotContain(SECRET));
	}

	static Stream<Throwable> failures() {
		return Stream.of(new IllegalStateException(SECRET), new AssertionError(SECRET), new StackOverflowError(),
				new NoClassDefFoundError(SECRET));
	}

	@Test
	void argumentThatTheMessageNeverShowsIsNotAskedForItsText() {
		AtomicInteger asked = new AtomicInteger();
		Object entity = new Object() {

			@Override
			public String toString() {
				asked.incrementAndGet();
				return "password=" + SECRET;
			}

		};
		this.logger.info("Saved", entity);
		this.logger.info("Saved for {}", "bob", List.of(entity));
		this.logger.info("password={}", SECRET, entity);
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Saved", "Saved for bob", "password=[REDACTED:kv]");
		assertThat(asked).hasValue(0);
		assertThat(this.events.list.get(0).getArgumentArray()).singleElement().hasToString("password=[REDACTED:kv]");
		assertThat(asked).hasValue(1);
	}

	@Test
	void argumentThatTheMessageNeverShowsIsThereForWhoAsks() {
		this.logger.info("Saved", new Box("red"), new Marked("bob", SECRET));
		this.logger.info("Saved", new Login("bob", SECRET));
		this.logger.info("Saved", new Unspeakable(new AssertionError(SECRET)));
		this.logger.info("password={}", SECRET, new Box(SECRET));
		assertThat(this.events.list).extracting((event) -> Arrays.toString(event.getArgumentArray()))
			.containsExactly("[Box[content=red], Marked[user=bob, note=[REDACTED:sensitive]]]",
					"[Login[user=bob, password=[REDACTED:kv]]]", "[[FAILED toString()]]",
					"[[REDACTED:argument], Box[content=[REDACTED:kv]]]");
		assertThat(logstashArguments(this.events.list.get(0))).contains("\"arg0\":{\"content\":\"red\"}",
				"\"arg1\":\"Marked[user=bob, note=[REDACTED:sensitive]]\"");
		assertThat(logstashArguments(this.events.list.get(1)))
			.contains("\"arg0\":{\"user\":\"bob\",\"password\":\"[REDACTED:kv]\"}");
		assertThat(Deferred.of(this.events.list.get(0), false).getArgumentArray()).containsExactly(Box.class.getName(),
				"Marked[user=bob, note=[REDACTED:sensitive]]");
	}

	private String logstashArguments(ILoggingEvent event) {
		LogstashEncoder encoder = new LogstashEncoder();
		encoder.setContext(this.context);
		encoder.setIncludeNonStructuredArguments(true);
		encoder.start();
		return checked(encoder.encode(event));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void argumentThatFailsCostsNothingElse(Throwable failure) {
		Object entity = new Unspeakable(failure);
		this.context.getMDCAdapter().put("request_id", "r-1");
		this.logger.atWarn()
			.addKeyValue("order", 42)
			.addKeyValue("entity", entity)
			.addArgument(entity)
			.addArgument(SECRET)
			.log("user {} password={}");
		this.logger.info("{} of {}", new Holder(entity, SECRET), 2);
		this.logger.info("{}", StructuredArguments.kv("password", entity));
		this.logger.info(Markers.append("password", entity), "marked");
		this.context.getMDCAdapter().clear();
		assertThat(this.events.list).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly(
					(message) -> assertThat(message).isEqualTo("user [FAILED toString()] password=[REDACTED:kv]"),
					(message) -> assertThat(message).isEqualTo("[REDACTED:error] of 2"),
					(message) -> assertThat(message).containsAnyOf("[REDACTED:", "[FAILED"),
					(message) -> assertThat(message).isEqualTo("marked"));
		assertThat(this.events.list).allSatisfy((event) -> {
			assertThat(event.getMDCPropertyMap()).containsEntry("request_id", "r-1");
			assertThat(json(event) + reflection(event)).doesNotContain(SECRET);
		});
		assertThat(this.events.list.get(0).getKeyValuePairs()).extracting((pair) -> pair.key + "=" + pair.value)
			.containsExactly("order=42", "entity=[FAILED toString()]");
	}

	@Test
	void callerIsTheCodeThatLogs() {
		this.logger.info("password=" + SECRET);
		assertThat(this.events.list.get(0).getCallerData()[0].getMethodName()).isEqualTo("callerIsTheCodeThatLogs");
	}

	private List<String> views(ILoggingEvent event) {
		PatternLayout layout = new PatternLayout();
		layout.setContext(this.context);
		layout.setPattern("%level %logger %kvp %marker %mdc %msg%n%ex{full}%nopex");
		layout.start();
		return List.of(json(event), logstash(event), layout.doLayout(event), reflection(event));
	}

	private String json(ILoggingEvent event) {
		JsonLineEncoder encoder = new JsonLineEncoder(this.context, new LogIdentity("orders", "production", null),
				ThrowableProxyUtil::asString);
		return checked(encoder.encode(event));
	}

	private String logstash(ILoggingEvent event) {
		LogstashEncoder encoder = new LogstashEncoder();
		encoder.setContext(this.context);
		encoder.setIncludeMdc(true);
		encoder.start();
		return checked(encoder.encode(event));
	}

	private static String checked(byte[] line) {
		String text = new String(line, StandardCharsets.UTF_8);
		JsonMapper.shared().readTree(text);
		return text;
	}

	/** What code finds that reads the event itself. */
	private static String reflection(ILoggingEvent event) {
		StringBuilder text = new StringBuilder().append(event.getMessage()).append(event);
		Object[] arguments = event.getArgumentArray();
		for (int i = 0; arguments != null && i < arguments.length; i++) {
			text.append(arguments[i]);
		}
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		text.append(pairs).append(event.getMarkerList()).append(event.getMDCPropertyMap());
		if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
			StringWriter printed = new StringWriter();
			proxy.getThrowable().printStackTrace(new java.io.PrintWriter(printed, true));
			text.append(printed);
		}
		return text.toString();
	}

	record Login(String user, String password) {
	}

	record Marked(String user, @Sensitive String note) {
	}

	record Box(Object content) {
	}

	static final class Account {

		public final Map<String, String> details;

		Account(String secret) {
			this.details = Map.of("accessToken", secret);
		}

		@Override
		public String toString() {
			return "an account";
		}

	}

	static final class CustomArgument implements StructuredArgument {

		@Override
		public void writeTo(JsonGenerator generator) {
			generator.writeName("outer");
			generator.writeStartObject();
			generator.writeStringProperty("password", SECRET);
			generator.writeEndObject();
		}

		@Override
		public String toString() {
			return "custom " + SECRET;
		}

	}

	static final class FailingArgument implements StructuredArgument {

		@Override
		public void writeTo(JsonGenerator generator) {
			generator.writeStringProperty("password", SECRET);
			throw new IllegalStateException("half way");
		}

		@Override
		public String toString() {
			throw new IllegalStateException(SECRET);
		}

	}

	static final class Unspeakable {

		private final Throwable failure;

		Unspeakable(Throwable failure) {
			this.failure = failure;
		}

		public String getName() {
			return sneakyThrow(this.failure);
		}

		@Override
		public String toString() {
			return sneakyThrow(this.failure);
		}

		@SuppressWarnings("unchecked")
		private static <T extends Throwable> String sneakyThrow(Throwable failure) throws T {
			throw (T) failure;
		}

	}

	record Holder(Object entity, @Sensitive String note) {
	}

	static final class TextException extends Exception {

		private static final long serialVersionUID = 1L;

		@Override
		public String toString() {
			return "TextException{password=" + SECRET + "}";
		}

	}

	static final class Treacherous extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public synchronized Throwable getCause() {
			return null;
		}

		@Override
		public String getMessage() {
			return "token: " + SECRET;
		}

	}

}
