package dev.fanlight.sample.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.ReceivedSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Gateway, orders and payments as three JVMs, and one order through all of them.
 */
class ThreeProcessesTests {

	private static final String CARD = "4539578763621486";

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@RegisterExtension
	final ShopProcesses processes = new ShopProcesses();

	private List<ShopProcess> all = List.of();

	@Test
	void oneOrderIsOneTraceInTheLinesAndAtTheReceiver() {
		RestClient shop = shop();
		linesOf(() -> order(shop, "paypal", 201), 7);
		List<LogLine> lines = linesOf(() -> order(shop, "paypal", 201), 7);
		assertThat(words(lines)).containsExactlyInAnyOrder("gateway: Taking an order of 2 teapot",
				"payments: Charged 78.00 EUR", "orders: Created order", "orders: Confirmed order",
				"payments: POST /payments 201", "orders: POST /orders 201", "gateway: POST /api/orders 201");
		assertThat(pathTo("payments", "SERVER", traceOf(lines))).containsExactly("gateway SERVER", "gateway CLIENT",
				"orders SERVER", "orders INTERNAL", "orders CLIENT", "payments SERVER");
	}

	/** As {@code docs/failing-request.md} shows it. */
	@Test
	void oneFailingOrderIsToldWithTheLinesThatWereHeldAndWithoutItsCard() throws IOException {
		RestClient shop = shop("--shop.payments.broken=true");
		linesOf(() -> order(shop, "card", 502), 10);
		List<LogLine> lines = linesOf(() -> order(shop, "card", 502), 10);
		assertThat(words(lines)).containsExactlyInAnyOrder("gateway: Taking an order of 2 teapot",
				"gateway: replayed Cart null, card [REDACTED:pan]", "gateway: A service behind the gateway failed",
				"gateway: POST /api/orders 502", "orders: replayed Reserved 2 of teapot for 78.00 EUR",
				"orders: Order not paid", "orders: POST /orders 502",
				"payments: replayed Charging 78.00 EUR by CARD, card [REDACTED:pan]", "payments: POST /payments 500",
				"payments: Servlet.service()");
		traceOf(lines);
		assertThat(shapes(lines.stream())).as("docs/failing-request.md")
			.containsExactlyInAnyOrderElementsOf(shapes(shown()));
		assertThat(this.all).allSatisfy((process) -> assertThat(process.out().toString()).doesNotContain(CARD));
	}

	private RestClient shop(String... argumentsOfPayments) {
		ShopProcess payments = start("payments", argumentsOfPayments);
		ShopProcess orders = start("orders", "--shop.payments.url=" + payments.url());
		ShopProcess gateway = start("gateway", "--shop.orders.url=" + orders.url(), "--shop.traffic.enabled=false");
		this.all = List.of(gateway, orders, payments);
		return RestClient.create(gateway.url());
	}

	/** Every line that all processes write about a request, once there are so many. */
	private List<LogLine> linesOf(Runnable request, int count) {
		Map<ShopProcess, Integer> before = this.all.stream()
			.collect(Collectors.toMap(Function.identity(), (process) -> process.out().size()));
		request.run();
		return await().until(() -> before.entrySet()
			.stream()
			.flatMap((entry) -> entry.getKey().out().stream().skip(entry.getValue()))
			.map(LogLine::parse)
			.filter((line) -> !line.isScheduled())
			.toList(), (lines) -> lines.size() >= count);
	}

	private static Stream<LogLine> shown() throws IOException {
		return Files.readAllLines(Path.of("../docs/failing-request.md"))
			.stream()
			.filter((line) -> line.startsWith("{\"timestamp\""))
			.map(LogLine::parse);
	}

	/** Service, message and fields of lines, without what the page leaves out. */
	private static List<String> shapes(Stream<LogLine> lines) {
		return lines.map((line) -> {
			List<String> fields = new ArrayList<>(line.json().propertyNames());
			fields.addAll(line.json().path("extra").propertyNames());
			fields.removeAll(List.of("environment", "version"));
			return line.text("service") + ": " + line.text("message").replaceFirst(" in \\d+ ms$", "") + ' ' + fields;
		}).toList();
	}

	private static List<String> words(List<LogLine> lines) {
		return lines.stream()
			.map((line) -> line.text("service") + ": " + (line.json().path("replayed").asBoolean() ? "replayed " : "")
					+ line.text("message")
						.replaceFirst(" in \\d+ ms$", "")
						.replaceFirst("(?<=^Servlet.service\\(\\)).*", ""))
			.toList();
	}

	private static String traceOf(List<LogLine> lines) {
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.text("trace_id")).matches("[0-9a-f]{32}");
			assertThat(line.text("span_id")).matches("[0-9a-f]{16}");
			assertThat(line.json().path("trace_sampled").asBoolean()).isTrue();
			assertThat(line.text("request_id")).isNotEmpty();
		});
		assertThat(lines).extracting((line) -> line.text("trace_id")).containsOnly(lines.get(0).text("trace_id"));
		return lines.get(0).text("trace_id");
	}

	private ShopProcess start(String role, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--spring.profiles.active=" + role));
		all.addAll(List.of(arguments));
		return this.processes.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint(),
				"OTEL_TRACES_SAMPLER", "parentbased_always_on", "OTEL_BSP_SCHEDULE_DELAY", "200"),
				all.toArray(String[]::new));
	}

	private static void order(RestClient shop, String paymentMethod, int status) {
		int answered = shop.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 2, "paymentMethod", paymentMethod, "card", CARD))
			.exchange((request, response) -> response.getStatusCode().value());
		assertThat(answered).isEqualTo(status);
	}

	/** Services and kinds of the spans from the root of a trace to one of its spans. */
	private static Deque<String> pathTo(String service, String kind, String traceId) {
		List<ReceivedSpan> trace = receiver
			.awaitSpans((spans) -> Stream.of("gateway", "orders", "payments")
				.allMatch((name) -> spans.stream()
					.anyMatch((span) -> span.traceId().equals(traceId) && span.service().equals(name)
							&& span.kind().equals("SERVER"))))
			.stream()
			.filter((span) -> span.traceId().equals(traceId))
			.toList();
		Map<String, ReceivedSpan> byId = trace.stream().collect(Collectors.toMap(ReceivedSpan::spanId, (s) -> s));
		Deque<String> path = new ArrayDeque<>();
		ReceivedSpan span = trace.stream()
			.filter((s) -> s.service().equals(service) && s.kind().equals(kind))
			.findFirst()
			.orElseThrow();
		while (span != null && path.size() < trace.size()) {
			path.addFirst(span.service() + " " + span.kind());
			assertThat(span.parentSpanId().isEmpty() || byId.containsKey(span.parentSpanId()))
				.as("parent of %s is in the trace", span)
				.isTrue();
			span = byId.get(span.parentSpanId());
		}
		return path;
	}

}
