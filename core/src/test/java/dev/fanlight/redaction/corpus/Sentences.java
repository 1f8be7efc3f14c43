package dev.fanlight.redaction.corpus;

import java.util.List;

/** What Java services say around the values. */
final class Sentences {

	private static final List<String> OPENINGS = List.of("Login attempt rejected,", "Creating client with",
			"Unable to bind request", "HikariPool-1 - Starting with", "Sending message to topic orders-v1",
			"Refreshing context:", "Received callback", "Executing step with parameters",
			"o.s.web.client.RestClient request", "Hibernate flush of", "gRPC call orders.v1.Orders/Create failed with",
			"Tomcat started with", "Retrying (2 of 5) with", "Consumer orders-7 assigned, config",
			"Benutzer angemeldet,", "Устройство добавлено,",
			"2026-11-21T12:34:56.789Z  INFO 1 --- [orders] [nio-8080-exec-3] d.s.orders.OrderController :",
			"2026-11-21 12:34:56,789 WARN  [http-nio-8080-exec-7] c.e.web.SessionFilter -", "user 4711 sent",
			"[main] DEBUG org.hibernate.SQL - binding", "saved", "→", "args:");

	private static final List<String> HOSTS = List.of("payments.example.com", "shop.internal",
			"orders.svc.cluster.local", "vault.example.net", "10.1.2.3:8443");

	/** Clean, without a colon that could make a key of the last word. */
	private static final List<String> CLEAN = List.of("Tomcat started on port 8080 (http) with context path '/'",
			"Started OrdersApplication in 3.412 seconds (process running for 4.01)",
			"HikariPool-1 - Added connection org.postgresql.jdbc.PgConnection@5f3a4b84",
			"o.h.e.jdbc.spi.SqlExceptionHelper   : SQL Error: 0, SQLState: 23505",
			"[Consumer clientId=consumer-orders-1, groupId=orders] Resetting offset for partition orders-v1-3 to position FetchPosition{offset=48213, epoch=12}",
			"Completed 200 OK in 37 ms, 4 rows, page 2 of 17",
			"Order 100482 moved from PAID to SHIPPED by job nightly-ship at 2026-11-21T02:00:00+01:00",
			"Bean 'orderService' of type [dev.shop.OrderService$$SpringCGLIB$$0] is not eligible for getting processed by all BeanPostProcessors",
			"io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: deadline exceeded after 0.998762s",
			"Flyway 10.20.1: Successfully validated 42 migrations (execution time 00:00.031s)",
			"Cache miss for products::4711, loading from database, ratio 0.9735",
			"GET /api/v1/orders/6f9619ff-8b86-4d01-b42d-00cf4fc964ff?page=2&size=50 -> 200 in 14ms",
			"Netty event loop nioEventLoopGroup-3-1 closed channel [id: 0x5b2a7c1d, L:/10.0.3.7:8080 - R:/10.0.3.9:53124]",
			"select o1_0.id,o1_0.status,o1_0.total from orders o1_0 where o1_0.customer_id=? order by o1_0.id limit ?");

	private Sentences() {
	}

	static String opening(Rng rng) {
		return rng.pick(OPENINGS);
	}

	static String host(Rng rng) {
		return rng.pick(HOSTS);
	}

	static String clean(Rng rng) {
		return rng.pick(CLEAN);
	}

	static String clean(Rng rng, int length) {
		StringBuilder clean = new StringBuilder();
		while (clean.length() < length) {
			clean.append(clean(rng)).append(rng.pick(". ", " | ", "; ", " - "));
		}
		return clean.toString();
	}

	/** A bare token among the neighbours that log lines give it. */
	static Draft around(Rng rng, String token) {
		String[] pair = rng.pick(new String[] { "Calling upstream with ", " failed with 401" },
				new String[] { "found ", "" }, new String[] { "\"", "\"" }, new String[] { "args=[", ", 3]" },
				new String[] { "值为", "，已过期" }, new String[] { "使用", "登录" }, new String[] { "🔐", "🔐" },
				new String[] { "(", ")" }, new String[] { "<", ">" }, new String[] { "value='", "', page=2" },
				new String[] { "{\"v\":\"", "\",\"n\":1}" }, new String[] { "{\\\"v\\\":\\\"", "\\\",\\\"n\\\":1}" },
				new String[] { "Invalid input: ", "; retry in 5s" }, new String[] { "x=", "&page=2" },
				new String[] { "Item[v=", ", n=1]" }, new String[] { "line one\n", "\nline three" },
				new String[] { "arg\t", "\tend" }, new String[] { "Ключ ", " отозван" },
				new String[] { "revoked ", ", created 2026-03-16" },
				new String[] { "java.lang.IllegalStateException: unexpected reply ",
						"\n\tat dev.shop.Client.call(Client.java:42)" },
				new String[] { "`", "`" }, new String[] { "GET /hook?x=", " HTTP/1.1" });
		return new Draft().text(pair[0]).secret(token).text(pair[1]);
	}

}
