package dev.fanlight.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What one test made the application write, record and measure, after redaction: the same
 * that its appenders, exporters and registries got.
 * <p>
 * Something belongs to the test on whose thread its trace began; MockMvc and the clients
 * that Boot builds carry that on. What comes in without a known trace belongs to the only
 * test that is running on its context. When tests run side by side on one context and
 * call it through a client that knows nothing of traces, send {@link #traceparent()}
 * along. Gauges belong to nobody and are not captured, nor are loggers with
 * {@code additivity="false"}.
 * <p>
 * At most 10,000 lines, spans and series each are kept; the first stay. Thread-safe.
 */
public final class Telemetry implements AssertProvider<TelemetryAssert> {

	private static final int MAX = 10_000;

	private final Thread thread = Thread.currentThread();

	private final Set<Object> contexts = ConcurrentHashMap.newKeySet();

	private final List<CapturedLine> lines = new ArrayList<>();

	private final List<ReceivedSpan> spans = new ArrayList<>();

	private final Map<Meter.Id, double[]> meters = new LinkedHashMap<>();

	private int openSpans;

	private Duration patience = Duration.ofSeconds(5);

	Telemetry() {
		Sessions.start(this);
		CapturingAppender.attach();
	}

	void close() {
		Sessions.end(this);
	}

	void attach(ApplicationContext context) {
		this.contexts.add(context);
		CapturingAppender.attach();
	}

	/**
	 * Attaches a context that the test starts itself, for example:
	 *
	 * <pre class="code">
	 * new ApplicationContextRunner().withInitializer(telemetry.initializer())
	 * </pre>
	 * @return an initializer for any number of contexts
	 */
	public ApplicationContextInitializer<ConfigurableApplicationContext> initializer() {
		return (context) -> {
			TelemetryCapture.install(context, false);
			attach(context);
		};
	}

	/**
	 * How long assertions wait for what is still on its way: a server ends its span after
	 * the client has the answer. Five seconds by default.
	 * @param patience the time
	 * @return this
	 */
	public Telemetry within(Duration patience) {
		this.patience = patience;
		return this;
	}

	/**
	 * The header of a new trace that belongs to this test, for a client that sends none.
	 * @return a value of the header {@code traceparent}, see W3C Trace Context
	 */
	public String traceparent() {
		HexFormat hex = HexFormat.of();
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String trace = hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
		Sessions.own(trace, this);
		return "00-" + trace + "-" + hex.toHexDigits(random.nextLong() | 1) + "-01";
	}

	/**
	 * The lines so far.
	 * @return the lines in the order in which they were written
	 */
	public List<CapturedLine> lines() {
		return settled(this::linesNow);
	}

	/**
	 * The spans that ended so far.
	 * @return the spans in the order in which they ended
	 */
	public List<ReceivedSpan> spans() {
		return settled(this::spansNow);
	}

	/**
	 * What was recorded so far, without gauges.
	 * @return one element for each series
	 */
	public List<CapturedMeter> meters() {
		return settled(this::metersNow);
	}

	@Override
	public TelemetryAssert assertThat() {
		return new TelemetryAssert(this);
	}

	synchronized void line(CapturedLine line) {
		if (this.lines.size() < MAX) {
			this.lines.add(line);
		}
		notifyAll();
	}

	synchronized void spanStarted() {
		this.openSpans++;
	}

	synchronized void spanEnded(ReceivedSpan span) {
		this.openSpans--;
		if (this.spans.size() < MAX) {
			this.spans.add(span);
		}
		notifyAll();
	}

	synchronized void recorded(Meter.Id id, double count, double total) {
		if (this.meters.size() < MAX || this.meters.containsKey(id)) {
			double[] values = this.meters.computeIfAbsent(id, (key) -> new double[2]);
			values[0] += count;
			values[1] += total;
		}
		notifyAll();
	}

	boolean isAttachedTo(@Nullable Object context) {
		return context == null || this.contexts.contains(context);
	}

	boolean isThisThread() {
		return Thread.currentThread() == this.thread;
	}

	synchronized List<ReceivedSpan> spansNow() {
		return List.copyOf(this.spans);
	}

	synchronized List<CapturedLine> linesNow() {
		return List.copyOf(this.lines);
	}

	synchronized List<CapturedMeter> metersNow() {
		return this.meters.entrySet().stream().map(Telemetry::captured).toList();
	}

	/** Everything that left, one text for each place. */
	List<CapturedText> texts() {
		List<CapturedText> texts = new ArrayList<>();
		for (CapturedLine line : lines()) {
			String place = "a line of " + line.logger();
			texts.add(new CapturedText(place, "", line.message()));
			texts.add(new CapturedText("the stack trace of " + place, "", line.stackTrace()));
			texts.add(new CapturedText(place + " as JSON", "", line.json()));
			line.mdc().forEach((key, value) -> texts.add(new CapturedText("the MDC of " + place, key, value)));
		}
		for (ReceivedSpan span : spans()) {
			String place = "the span " + span.name();
			texts.add(new CapturedText("the name of a span", "", span.name()));
			texts.add(new CapturedText("the status of " + place, "", span.statusMessage()));
			span.attributes()
				.forEach((key, value) -> texts
					.add(new CapturedText("the attribute " + key + " of " + place, key, value.toString())));
			span.events()
				.forEach((event) -> event.attributes()
					.forEach((key, value) -> texts
						.add(new CapturedText("the event " + event.name() + " of " + place, key, value.toString()))));
		}
		for (CapturedMeter meter : meters()) {
			meter.tags()
				.forEach((key, value) -> texts
					.add(new CapturedText("the tag " + key + " of " + meter.name(), key, value)));
		}
		return texts;
	}

	/** Until something is there, or patience ends. */
	synchronized <T> List<T> await(Supplier<List<T>> matching) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		List<T> found = matching.get();
		while (found.isEmpty() && pause(deadline)) {
			found = matching.get();
		}
		return found;
	}

	/** Once no span is open, or patience ends. */
	private synchronized <T> T settled(Supplier<T> result) {
		long deadline = System.nanoTime() + this.patience.toNanos();
		while (this.openSpans > 0 && pause(deadline)) {
			// Until the last span ended
		}
		return result.get();
	}

	private boolean pause(long deadline) {
		long left = (deadline - System.nanoTime()) / 1_000_000;
		if (left <= 0) {
			return false;
		}
		try {
			wait(left);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static CapturedMeter captured(Map.Entry<Meter.Id, double[]> entry) {
		Map<String, String> tags = new LinkedHashMap<>();
		for (Tag tag : entry.getKey().getTagsAsIterable()) {
			tags.put(tag.getKey(), tag.getValue());
		}
		return new CapturedMeter(entry.getKey().getName(), tags, entry.getValue()[0], entry.getValue()[1]);
	}

}
