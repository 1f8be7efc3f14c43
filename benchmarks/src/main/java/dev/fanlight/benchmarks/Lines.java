package dev.fanlight.benchmarks;

import java.util.Base64;
import java.util.Random;

/** The lines that are timed: always the same, none of them twice in a row. */
final class Lines {

	private static final int DISTINCT = 64;

	private static final String[] CLEAN = {
			"Order 100482 of customer 6f9619ff-8b86-4d01-b42d-00cf4fc964ff moved from PAID to SHIPPED by job nightly-ship at 2026-11-21T02:00:00+01:00, ",
			"[Consumer clientId=consumer-orders-1, groupId=orders] Resetting offset for partition orders-v1-3 to position FetchPosition{offset=48213, epoch=12} ",
			"GET /api/v1/orders/4711?page=2&size=50&sort=id,desc -> 200 in 14 ms, etag=\"9c56cc51b374c3ba189210d5b6d4bf57\", 4 rows ",
			"HikariPool-1 - Pool stats (total=10/10, active=3, idle=7, waiting=0) connection org.postgresql.jdbc.PgConnection@5f3a4b84 ",
			"select o1_0.id,o1_0.status,o1_0.total from orders o1_0 where o1_0.customer_id=? and o1_0.created_at>? order by o1_0.id limit 50 ",
			"Invoice[number=2026-004711, gross=128.50, currency=EUR, lines=[Line[sku=A-10482, qty=2], Line[sku=B-99172, qty=1]], paid=true] ",
			"{\"event\":\"order.shipped\",\"id\":100482,\"carrier\":\"dhl\",\"parcels\":[{\"weight\":1.25,\"items\":2}],\"eta\":\"2026-11-24\"} ",
			"Bean 'orderService' of type [dev.shop.OrderService$$SpringCGLIB$$0] is not eligible for getting processed by all BeanPostProcessors ",
			"Netty event loop nioEventLoopGroup-3-1 closed channel [id: 0x5b2a7c1d, L:/10.0.3.7:8080 - R:/10.0.3.9:53124] after 30001 ms ",
			"Cache products::4711 missed, loaded from database in 3.14 ms, ratio 0.9735, size 1024 of 4096, evictions=17, next sweep 09:26:53 ",
			"Will secure any request with filters: DisableEncodeUrlFilter, SecurityContextHolderFilter, UsernamePasswordAuthenticationFilter, LogoutFilter ",
			"Partition key orders-7 hashed to shard 3, session closed after 1800 s, status code 404 for /favicon.ico, retry 2 of 5 in 250 ms ",
			"Rotated signing keys, kid=2026-11, 2 tokens refreshed, next rotation at 2026-12-21T02:00:00Z, issuer https://auth.example.com/realms/shop " };

	private static final String[] FRAMES = { "dev.shop.orders.OrderService.create(OrderService.java:%d)",
			"org.springframework.aop.framework.CglibAopProxy$DynamicAdvisedInterceptor.intercept(CglibAopProxy.java:%d)",
			"org.springframework.security.web.FilterChainProxy$VirtualFilterChain.doFilter(FilterChainProxy.java:%d)",
			"org.hibernate.engine.jdbc.spi.SqlExceptionHelper.convert(SqlExceptionHelper.java:%d) ~[hibernate-core-7.1.4.Final.jar!/:7.1.4.Final]",
			"java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:%d)",
			"org.apache.catalina.core.ApplicationFilterChain.internalDoFilter(ApplicationFilterChain.java:%d)" };

	private final Random random = new Random(42);

	private Lines() {
	}

	/** The set of lines that the benchmark parameter names. */
	static String[] of(String input) {
		Lines lines = new Lines();
		String[] set = new String[input.equals("trace20k") ? 4 : DISTINCT];
		for (int i = 0; i < set.length; i++) {
			set[i] = switch (input) {
				case "clean200" -> lines.clean(200);
				case "mixed200" -> (i % 10 == 7) ? lines.dirty() : lines.clean(200);
				case "dirty200" -> lines.dirty();
				case "clean1000" -> lines.clean(1000);
				case "trace20k" -> lines.trace();
				default -> throw new IllegalArgumentException(input);
			};
		}
		return set;
	}

	private String clean(int length) {
		StringBuilder line = new StringBuilder();
		while (line.length() < length) {
			line.append(CLEAN[this.random.nextInt(CLEAN.length)].replace("4711",
					String.valueOf(this.random.nextInt(10_000))));
		}
		return line.substring(0, length);
	}

	private String dirty() {
		String secret = switch (this.random.nextInt(10)) {
			case 0 -> "password=" + run(14) + " ";
			case 1 -> "{\"clientSecret\":\"" + run(32) + "\",\"n\":1}";
			case 2 -> "Authorization: Bearer " + jwt();
			case 3 -> "card " + card() + " declined";
			case 4 -> "https://svc:" + run(16) + "@db.internal/x";
			case 5 -> "token ghp" + "_" + run(36) + " ";
			case 6 -> "key AKIA" + run(16).toUpperCase(java.util.Locale.ROOT).replaceAll("[0189]", "Z") + " ";
			case 7 -> "\\\"apiKey\\\":\\\"" + run(40) + "\\\" ";
			case 8 -> "Account[id=7, userPassword=" + run(12) + ", n=1]";
			default -> "stripe sk" + "_live_" + run(24) + " ";
		};
		String clean = clean(200);
		int at = Math.max(0, Math.min(60, 200 - secret.length()));
		return clean.substring(0, at) + " " + secret + " " + clean.substring(Math.min(200, at + secret.length()));
	}

	private String trace() {
		StringBuilder trace = new StringBuilder("java.lang.IllegalStateException: order 100482 failed");
		while (trace.length() < 20_000) {
			for (int i = 0; i < 25; i++) {
				trace.append("\n\tat ")
					.append(FRAMES[this.random.nextInt(FRAMES.length)].replace("%d", "" + this.random.nextInt(2400)));
			}
			trace.append(
					"\nCaused by: org.springframework.dao.DataIntegrityViolationException: could not execute statement");
		}
		return trace.substring(0, 20_000);
	}

	private String jwt() {
		Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
		return url.encodeToString("{\"alg\":\"HS256\"}".getBytes()) + "."
				+ url.encodeToString(("{\"sub\":\"" + run(8) + "\"}").getBytes()) + "." + run(43);
	}

	private String card() {
		StringBuilder card = new StringBuilder("4");
		while (card.length() < 15) {
			card.append(this.random.nextInt(10));
		}
		int sum = 0;
		for (int i = 0; i < 15; i++) {
			int digit = (card.charAt(14 - i) - '0') * (2 - i % 2);
			sum += (digit > 9) ? digit - 9 : digit;
		}
		return card.append((10 - sum % 10) % 10).toString();
	}

	private String run(int length) {
		String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
		StringBuilder run = new StringBuilder();
		for (int i = 0; i < length; i++) {
			run.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
		}
		return run.toString();
	}

}
