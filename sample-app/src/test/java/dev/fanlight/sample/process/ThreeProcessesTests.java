package dev.fanlight.sample.process;

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
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Gateway, orders and payments as three JVMs, and one order through all of them.
 */
class ThreeProcessesTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@RegisterExtension
	final ShopProcesses processes = new ShopProcesses();

	@Test
	void oneOrderIsOneTraceInTheLinesAndAtTheReceiver() {
		ShopProcess payments = start("payments");
		ShopProcess orders = start("orders", "--shop.payments.url=" + payments.url());
		ShopProcess gateway = start("gateway", "--shop.orders.url=" + orders.url(), "--shop.traffic.enabled=false");
		List<ShopProcess> all = List.of(gateway, orders, payments);
		RestClient shop = RestClient.create(gateway.url());
		order(shop);
		await().until(() -> orders.out().stream().anyMatch((line) -> line.contains("Confirmed order")));
		Map<ShopProcess, Integer> before = all.stream()
			.collect(Collectors.toMap(Function.identity(), (process) -> process.out().size()));

		order(shop);
		await().until(() -> linesSince(before).anyMatch((line) -> line.text("message").equals("Confirmed order")));
		await().until(() -> linesSince(before).filter((line) -> line.text("message").startsWith("POST ")).count() == 3);

		List<LogLine> lines = linesSince(before).filter((line) -> !line.isScheduled()).toList();
		assertThat(lines)
			.extracting((line) -> line.text("service") + ": " + line.text("message").replaceFirst(" in \\d+ ms$", ""))
			.containsExactlyInAnyOrder("gateway: Taking an order of 2 teapot", "payments: Charged 78.00 EUR",
					"orders: Created order", "orders: Confirmed order", "payments: POST /payments 201",
					"orders: POST /orders 201", "gateway: POST /api/orders 201");
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.text("trace_id")).matches("[0-9a-f]{32}");
			assertThat(line.text("span_id")).matches("[0-9a-f]{16}");
			assertThat(line.json().path("trace_sampled").asBoolean()).isTrue();
			assertThat(line.text("request_id")).isNotEmpty();
		});
		assertThat(lines).extracting((line) -> line.text("trace_id")).containsOnly(lines.get(0).text("trace_id"));
		assertThat(pathTo("payments", "SERVER", lines.get(0).text("trace_id"))).containsExactly("gateway SERVER",
				"gateway CLIENT", "orders SERVER", "orders INTERNAL", "orders CLIENT", "payments SERVER");
	}

	private ShopProcess start(String role, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--spring.profiles.active=" + role));
		all.addAll(List.of(arguments));
		return this.processes.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.httpEndpoint(),
				"OTEL_TRACES_SAMPLER", "parentbased_always_on", "OTEL_BSP_SCHEDULE_DELAY", "200"),
				all.toArray(String[]::new));
	}

	private static void order(RestClient shop) {
		ResponseEntity<Void> answer = shop.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 2, "paymentMethod", "paypal"))
			.retrieve()
			.toBodilessEntity();
		assertThat(answer.getStatusCode().value()).isEqualTo(201);
	}

	private static Stream<LogLine> linesSince(Map<ShopProcess, Integer> before) {
		return before.entrySet()
			.stream()
			.flatMap((entry) -> entry.getKey().out().stream().skip(entry.getValue()))
			.map(LogLine::parse);
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
