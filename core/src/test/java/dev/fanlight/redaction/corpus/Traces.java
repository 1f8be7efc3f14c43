package dev.fanlight.redaction.corpus;

import java.util.List;

/** Rendered stack traces with causes and suppressed exceptions. */
final class Traces {

	private static final List<String> FRAMES = List.of("dev.shop.orders.OrderService.create(OrderService.java:%d)",
			"dev.shop.orders.OrderController.post(OrderController.java:%d)",
			"java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:%d)",
			"org.springframework.aop.framework.CglibAopProxy$DynamicAdvisedInterceptor.intercept(CglibAopProxy.java:%d)",
			"org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:%d)",
			"org.springframework.security.web.FilterChainProxy$VirtualFilterChain.doFilter(FilterChainProxy.java:%d)",
			"org.springframework.security.authentication.UsernamePasswordAuthenticationToken.of(UsernamePasswordAuthenticationToken.java:%d)",
			"org.apache.catalina.core.ApplicationFilterChain.internalDoFilter(ApplicationFilterChain.java:%d)",
			"org.hibernate.engine.jdbc.spi.SqlExceptionHelper.convert(SqlExceptionHelper.java:%d) ~[hibernate-core-7.1.4.Final.jar!/:7.1.4.Final]",
			"org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:%d) ~[postgresql-42.7.8.jar!/:42.7.8]",
			"com.zaxxer.hikari.pool.ProxyPreparedStatement.executeUpdate(ProxyPreparedStatement.java:%d)",
			"dev.shop.OrderService$$SpringCGLIB$$0.create(<generated>)",
			"io.netty.util.concurrent.SingleThreadEventExecutor$4.run(SingleThreadEventExecutor.java:%d)",
			"org.apache.kafka.clients.consumer.internals.ConsumerCoordinator.poll(ConsumerCoordinator.java:%d)",
			"java.base/java.lang.VirtualThread.run(VirtualThread.java:%d)");

	private static final List<String> TYPES = List.of("java.lang.IllegalStateException",
			"org.springframework.dao.DataIntegrityViolationException",
			"org.hibernate.exception.ConstraintViolationException", "io.grpc.StatusRuntimeException",
			"java.net.http.HttpTimeoutException", "dev.shop.PaymentDeclinedException");

	private Traces() {
	}

	static String clean(Rng rng, int length) {
		StringBuilder trace = new StringBuilder(rng.pick(TYPES) + ": order 100482 failed");
		while (trace.length() < length) {
			frames(rng, trace, "\n\tat ", rng.between(12, 40));
			trace.append("\n\t... ").append(rng.below(90)).append(" common frames omitted");
			trace.append(rng.oneIn(3) ? "\n\tSuppressed: " : "\nCaused by: ")
				.append(rng.pick(TYPES))
				.append(": could not complete");
		}
		return trace.append('\n').toString();
	}

	/** Messages of the causes are the given lines. */
	static Draft dirty(Rng rng, int length, List<Draft> messages) {
		Draft trace = new Draft().text(rng.pick(TYPES) + ": order 100482 failed");
		for (Draft message : messages) {
			StringBuilder frames = new StringBuilder();
			while (frames.length() < length / messages.size()) {
				frames(rng, frames, "\n\tat ", rng.between(12, 40));
			}
			trace.text(frames + (rng.oneIn(3) ? "\n\tSuppressed: " : "\nCaused by: ") + rng.pick(TYPES) + ": ")
				.append(message);
		}
		StringBuilder frames = new StringBuilder();
		frames(rng, frames, "\n\tat ", 10);
		return trace.text(frames + "\n\t... 63 more\n");
	}

	private static void frames(Rng rng, StringBuilder trace, String lead, int count) {
		for (int i = 0; i < count; i++) {
			trace.append(lead).append(rng.pick(FRAMES).replace("%d", String.valueOf(rng.between(12, 2400))));
		}
	}

}
