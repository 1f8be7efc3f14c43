package dev.fanlight.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.fanlight.sample.TraceContextCases.Case;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway of the shop, on either web stack, handles the headers of the W3C Trace
 * Context as specified: judged by what the orders behind it are sent. Shows also where
 * Boot alone does not.
 */
class TraceContextConformanceTests {

	/** Most because Boot reads the first header line of a name only. */
	private static final Set<String> BOOT_FAILS = Set.of("random flag of a restarted trace",
			"tracestate beside two traceparents", "tracestate: 32 members on four lines",
			"tracestate: 33 members on two lines", "tracestate: 517 characters, a long member first",
			"tracestate: 514 characters, the last member first",
			"tracestate: duplicated key of another value on two lines", "tracestate: duplicated key on two lines",
			"tracestate: empty line before", "tracestate: empty members", "tracestate: illegal member on a second line",
			"tracestate: key of 256", "tracestate: key of 257", "tracestate: lines with empty ones between",
			"tracestate: system of 15", "tracestate: tenant of 241", "tracestate: tenant of 242",
			"tracestate: three lines", "tracestate: white line before", "two equal traceparents", "two traceparents");

	private final BlockingQueue<Headers> received = new LinkedBlockingQueue<>();

	private HttpServer orders;

	@BeforeEach
	void startOrders() throws IOException {
		this.orders = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.orders.createContext("/orders/slow", (exchange) -> {
			this.received.add(exchange.getRequestHeaders());
			exchange.sendResponseHeaders(HttpStatus.NO_CONTENT.value(), -1);
			exchange.close();
		});
		this.orders.start();
	}

	@AfterEach
	void stopOrders() {
		this.orders.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void fanlightFailsNone(String stack) throws Exception {
		assertThat(failing("--spring.main.web-application-type=" + stack)).isEmpty();
	}

	@Test
	void bootFailsThese() throws Exception {
		assertThat(failing("--fanlight.enabled=false")).isEqualTo(new TreeSet<>(BOOT_FAILS));
	}

	private Set<String> failing(String setting) throws Exception {
		Set<String> failing = new TreeSet<>();
		try (ConfigurableApplicationContext gateway = new SpringApplicationBuilder(ShopApplication.class,
				BlockingControllers.class)
			.profiles("gateway")
			.run(setting, "--server.port=0", "--shop.traffic.enabled=false",
					"--spring.reactor.netty.shutdown-quiet-period=0s",
					"--shop.orders.url=http://localhost:" + this.orders.getAddress().getPort())) {
			int port = ((WebServerApplicationContext) gateway).getWebServer().getPort();
			for (Case one : TraceContextCases.all()) {
				call(port, one.headers());
				Headers sent = this.received.poll(30, TimeUnit.SECONDS);
				if (!one.passes(values(sent, "traceparent"), values(sent, "tracestate"))) {
					failing.add(one.name());
				}
			}
		}
		return failing;
	}

	/** Over a socket, since no client sends what some of the cases need. */
	private static void call(int port, List<String> headers) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			StringBuilder request = new StringBuilder("GET /api/orders/slow?delay=0 HTTP/1.1\r\nHost: localhost\r\n");
			headers.forEach((header) -> request.append(header).append("\r\n"));
			request.append("Connection: close\r\n\r\n");
			socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
				.startsWith("HTTP/1.1 204");
		}
	}

	private static List<String> values(Headers headers, String name) {
		List<String> values = headers.get(name);
		return (values != null) ? values : List.of();
	}

	/**
	 * Lets the shop's controllers, which wait for what they call, do so on threads other
	 * than those of a reactive server. From Java 21 on,
	 * {@code spring.threads.virtual.enabled} does it.
	 */
	static class BlockingControllers {

		@Bean
		WebFluxConfigurer blockingControllers(SimpleAsyncTaskExecutorBuilder threads) {
			return new WebFluxConfigurer() {

				@Override
				public void configureBlockingExecution(BlockingExecutionConfigurer blocking) {
					blocking.setExecutor(threads.build());
				}

			};
		}

	}

}
