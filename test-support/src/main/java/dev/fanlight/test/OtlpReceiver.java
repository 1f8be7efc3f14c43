package dev.fanlight.test;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.net.ssl.KeyManagerFactory;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Receives OTLP traces, logs and metrics over HTTP/protobuf and gRPC on one port of the
 * loopback interface, decodes them with the official protobuf and shows them to a test:
 *
 * <pre class="code">
 * &#64;RegisterExtension
 * static final OtlpReceiver receiver = OtlpReceiver.start();
 *
 * &#64;Test
 * void requestMakesSpan() {
 *     // … point the application to receiver.httpEndpoint(OtlpSignal.TRACES), call it …
 *     assertThat(receiver.awaitSpans(1)).extracting(ReceivedSpan::name).containsExactly("http get /orders");
 * }
 * </pre>
 *
 * As an extension in a static field it is emptied before each test and closed after the
 * last one, in an instance field it is closed after its test. Without JUnit, close it
 * yourself.
 * <p>
 * It keeps the newest 10,000 requests of together at most 64 MiB; older ones are
 * forgotten and counted in {@link #discarded()}. A request larger than 16 MiB is refused.
 * <p>
 * Its server, Armeria, adds a few gauges {@code armeria.netty.common.*} and
 * {@code netty.allocator.*} to Micrometer's global registry.
 * <p>
 * Thread-safe.
 */
public final class OtlpReceiver
		implements AutoCloseable, BeforeAllCallback, BeforeEachCallback, AssertProvider<OtlpReceiverAssert> {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private final OtlpStore store = new OtlpStore(10_000, 64L * 1024 * 1024);

	private final OtlpServer server;

	private final int port;

	private final String scheme;

	private OtlpReceiver(int port, @Nullable KeyManagerFactory keys) {
		this.server = new OtlpServer(this.store, port, keys);
		this.port = this.server.port();
		this.scheme = (keys != null) ? "https" : "http";
	}

	/**
	 * Start a receiver on a free port.
	 * @return the receiver, ready for requests
	 */
	public static OtlpReceiver start() {
		return start(0);
	}

	/**
	 * Start a receiver on a given port, for example that of one closed before.
	 * @param port the port, 0 for a free one
	 * @return the receiver, ready for requests
	 */
	public static OtlpReceiver start(int port) {
		return new OtlpReceiver(port, null);
	}

	/**
	 * Start a receiver on a free port that speaks TLS alone.
	 * @param keys its key and certificate, for {@code localhost}
	 * @return the receiver, ready for requests
	 */
	public static OtlpReceiver start(KeyManagerFactory keys) {
		return new OtlpReceiver(0, keys);
	}

	/**
	 * The port.
	 * @return the port it listens on
	 */
	public int port() {
		return this.port;
	}

	/**
	 * The base address for OTLP over HTTP, as {@code OTEL_EXPORTER_OTLP_ENDPOINT} wants
	 * it.
	 * @return the address, without a path
	 */
	public String httpEndpoint() {
		return this.scheme + "://localhost:" + this.port;
	}

	/**
	 * The address of one signal for OTLP over HTTP, as Spring Boot's properties want it.
	 * @param signal the signal
	 * @return the address, with the path of the signal
	 */
	public String httpEndpoint(OtlpSignal signal) {
		return httpEndpoint() + signal.path();
	}

	/**
	 * The address for OTLP over gRPC. One port serves both.
	 * @return the address, without a path
	 */
	public String grpcEndpoint() {
		return httpEndpoint();
	}

	/**
	 * All spans of accepted requests, in the order they came.
	 * @return the spans
	 */
	public List<ReceivedSpan> spans() {
		return this.store.items(OtlpStore.Entry::spans);
	}

	/**
	 * All log records of accepted requests, in the order they came.
	 * @return the log records
	 */
	public List<ReceivedLog> logs() {
		return this.store.items(OtlpStore.Entry::logs);
	}

	/**
	 * All metric points of accepted requests, in the order they came.
	 * @return the points
	 */
	public List<ReceivedMetric> metrics() {
		return this.store.items(OtlpStore.Entry::metrics);
	}

	/**
	 * All requests that could be decoded, refused ones too, in the order they came.
	 * @return the requests
	 */
	public List<ReceivedRequest> requests() {
		return this.store.requests();
	}

	@Override
	public OtlpReceiverAssert assertThat() {
		return new OtlpReceiverAssert(this);
	}

	/**
	 * How many requests were forgotten to stay within the bound.
	 * @return the number of requests
	 */
	public long discarded() {
		return this.store.discarded();
	}

	/**
	 * Wait at most ten seconds for a number of spans.
	 * @param atLeast how many
	 * @return all spans by then
	 * @throws AssertionError if they do not come in time
	 */
	public List<ReceivedSpan> awaitSpans(int atLeast) {
		return awaitSpans((spans) -> spans.size() >= atLeast);
	}

	/**
	 * Wait at most ten seconds for certain spans.
	 * @param until what must hold of all spans seen
	 * @return all spans by then
	 * @throws AssertionError if it does not hold in time
	 */
	public List<ReceivedSpan> awaitSpans(Predicate<List<ReceivedSpan>> until) {
		return await(this::spans, until, DEFAULT_TIMEOUT);
	}

	/**
	 * Wait at most ten seconds for a number of log records.
	 * @param atLeast how many
	 * @return all log records by then
	 * @throws AssertionError if they do not come in time
	 */
	public List<ReceivedLog> awaitLogs(int atLeast) {
		return awaitLogs((logs) -> logs.size() >= atLeast);
	}

	/**
	 * Wait at most ten seconds for certain log records.
	 * @param until what must hold of all log records seen
	 * @return all log records by then
	 * @throws AssertionError if it does not hold in time
	 */
	public List<ReceivedLog> awaitLogs(Predicate<List<ReceivedLog>> until) {
		return await(this::logs, until, DEFAULT_TIMEOUT);
	}

	/**
	 * Wait at most ten seconds for a number of metric points.
	 * @param atLeast how many
	 * @return all points by then
	 * @throws AssertionError if they do not come in time
	 */
	public List<ReceivedMetric> awaitMetrics(int atLeast) {
		return awaitMetrics((metrics) -> metrics.size() >= atLeast);
	}

	/**
	 * Wait at most ten seconds for certain metric points.
	 * @param until what must hold of all points seen
	 * @return all points by then
	 * @throws AssertionError if it does not hold in time
	 */
	public List<ReceivedMetric> awaitMetrics(Predicate<List<ReceivedMetric>> until) {
		return await(this::metrics, until, DEFAULT_TIMEOUT);
	}

	/**
	 * Wait for anything this receiver shows.
	 * @param <T> the type of what is seen
	 * @param seen what to look at, for example {@code receiver::requests}
	 * @param until what must hold of it
	 * @param timeout how long to wait
	 * @return what was seen when it held
	 * @throws AssertionError if it does not hold in time
	 */
	public <T> List<T> await(Supplier<List<T>> seen, Predicate<List<T>> until, Duration timeout) {
		BooleanSupplier condition = () -> until.test(seen.get());
		if (!this.store.await(condition, timeout)) {
			List<T> last = seen.get();
			throw new AssertionError("Not seen within %s. Seen: %d%n%s".formatted(timeout, last.size(),
					String.join(System.lineSeparator(), last.stream().limit(20).map(Object::toString).toList())));
		}
		return seen.get();
	}

	/**
	 * Answer the next requests so, one answer each; then as usual again.
	 * @param answers the answers in their order
	 */
	public void answerNext(OtlpAnswer... answers) {
		this.store.answerNext(List.of(answers));
	}

	/**
	 * Answer every request so, from now until {@link #reset()}.
	 * @param answer the answer
	 */
	public void answerAlways(OtlpAnswer answer) {
		this.store.answerAlways(answer);
	}

	/**
	 * Forget everything received and scripted.
	 */
	public void reset() {
		this.store.reset();
	}

	/**
	 * Stop listening. What was received stays readable.
	 */
	@Override
	public void close() {
		this.server.stop();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		closeWith(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		closeWith(context);
		reset();
	}

	private void closeWith(ExtensionContext context) {
		context.getStore(ExtensionContext.Namespace.create(OtlpReceiver.class))
			.computeIfAbsent(this, (receiver) -> receiver);
	}

}
