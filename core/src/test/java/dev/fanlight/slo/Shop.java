package dev.fanlight.slo;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import dev.fanlight.slo.MonitoredService.Thresholds;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;

/**
 * A service with everything there is.
 */
final class Shop {

	static final RequestSeries REQUESTS = new RequestSeries("http_server_requests_seconds", "uri", "method", "status",
			LabelMatcher.parse("outcome=~\"SERVER_ERROR|TIMEOUT\""));

	static final RequestSeries CALLS = new RequestSeries("http_client_requests_seconds", "uri", "method", "status",
			LabelMatcher.parse("outcome=~\"SERVER_ERROR|UNKNOWN\""));

	static final Objective CHECKOUT = new Objective("checkout", Route.parse("POST /orders"), 0.999,
			new Latency(Duration.ofMillis(300), 0.99), Duration.ofDays(30), "Customers can pay", "team-shop");

	private Shop() {
	}

	static MonitoredService with(Objective... objectives) {
		return new MonitoredService("shop", "job=\"shop\"", REQUESTS, CALLS, List.of(objectives),
				List.of("shop_orders_total"), EnumSet.allOf(Subject.class),
				new Thresholds(0.05, Duration.ofSeconds(2), 5), "https://example.org/runbooks",
				"https://grafana.example.org");
	}

}
