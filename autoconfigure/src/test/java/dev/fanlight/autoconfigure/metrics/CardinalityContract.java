package dev.fanlight.autoconfigure.metrics;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every web stack owes to strangers who send what they like: few series, every
 * request counted, and a scraper that takes its time holds nobody up. Metrics are pushed
 * as well, so that the registry of the application is a composite.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CardinalityContract {

	private static final String SERVER = "http.server.requests";

	private static final String CLIENT = "http.client.requests";

	private static final int MANY = 500;

	private static final int SLOW_SCRAPERS = 3;

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	private int port;

	abstract String type();

	abstract Class<?> application();

	/** Call a URL with a client of the stack, which the application observes. */
	abstract void call(ConfigurableApplicationContext context, String url);

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(application()).properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=" + type(),
					"--management.otlp.metrics.export.enabled=true", "--management.otlp.metrics.export.step=1h",
					"--management.otlp.metrics.export.url=http://localhost:1/v1/metrics");
		this.port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	@AfterAll
	void close() {
		this.context.close();
	}

	/** The last request of the test before is counted after its answer. */
	private long settled() {
		AtomicLong last = new AtomicLong(-1);
		Awaitility.await().until(() -> last.getAndSet(total(SERVER)) == last.get());
		return last.get();
	}

	@Test
	void pathsAndMethodsWithoutEndAreFewSeriesAndAllCounted() throws IOException {
		assertThat(registry()).isInstanceOf(CompositeMeterRegistry.class);
		long before = settled();
		for (int sent = 0; sent < 2 * MANY;) {
			sent += attack(sent);
		}
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> total(SERVER) - before >= 2 * MANY);
		assertThat(total(SERVER) - before).isEqualTo(2 * MANY);
		// Spring folds unknown methods on the reactive stack itself
		assertThat(values(SERVER, "method")).containsAnyOf("other", "UNKNOWN").hasSizeLessThan(5);
		assertThat(values(SERVER, "uri")).hasSizeLessThan(10);
		assertThat(this.context.getBean(PrometheusMeterRegistry.class).find(SERVER).meters()).hasSizeLessThan(20);
	}

	@Test
	void uriOfACallBecomesATemplate() {
		for (int i = 0; i < 100; i++) {
			call(this.context, "http://localhost:" + this.port + "/items/" + i + "?token=t" + i);
		}
		assertThat(values(CLIENT, "uri")).containsExactly("/items/{id}");
		assertThat(total(CLIENT)).isEqualTo(100);
		assertThat(this.context.getBean(PrometheusMeterRegistry.class).find(CLIENT).meters()).hasSize(1);
	}

	@Test
	void moreRoutesThanBootAllowsAreCounted() {
		for (int i = 0; i < 150; i++) {
			registry().timer(SERVER, "uri", "/route" + (char) ('a' + i % 26) + (char) ('a' + i / 26), "method", "GET")
				.record(Duration.ofMillis(1));
		}
		assertThat(values(SERVER, "uri")).hasSizeBetween(95, 101).contains("other");
		assertThat(registry().get(SERVER).tag("uri", "other").timers().stream().mapToLong(Timer::count).sum())
			.isBetween(50L, 60L);
		registry().find(SERVER).meters().forEach(registry()::remove);
	}

	@Test
	void aSlowScraperHoldsNoRequestUp() throws Exception {
		for (int i = 0; i < 900; i++) {
			Timer.builder("slow.scrape")
				.publishPercentileHistogram()
				.tags("tag" + i % 10, "value" + i)
				.register(registry())
				.record(Duration.ofMillis(i));
		}
		URI fine = URI.create("http://localhost:" + this.port + "/items/1");
		List<Socket> scrapers = new ArrayList<>();
		try {
			for (int i = 0; i < SLOW_SCRAPERS; i++) {
				Socket socket = new Socket();
				socket.setReceiveBufferSize(1024);
				socket.connect(new InetSocketAddress("localhost", this.port));
				send(socket.getOutputStream(), "GET /actuator/prometheus");
				// The first byte is there; nobody takes the megabytes that follow
				assertThat(socket.getInputStream().read()).isEqualTo('H');
				scrapers.add(socket);
			}
			long start = System.nanoTime();
			for (int i = 0; i < 100; i++) {
				HttpResponse<Void> response = this.http.send(HttpRequest.newBuilder(fine).build(),
						BodyHandlers.discarding());
				assertThat(response.statusCode()).isEqualTo(200);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			String other = this.http
				.send(HttpRequest.newBuilder(fine.resolve("/actuator/prometheus"))
					.timeout(Duration.ofSeconds(20))
					.build(), BodyHandlers.ofString())
				.body();
			assertThat(other).hasSizeGreaterThan(3_000_000);
			for (Socket scraper : scrapers) {
				assertThat(scraper.getInputStream().read()).as("still being served").isEqualTo('T');
			}
		}
		finally {
			for (Socket scraper : scrapers) {
				scraper.close();
			}
			registry().find("slow.scrape").meters().forEach(registry()::remove);
		}
	}

	private MeterRegistry registry() {
		return this.context.getBean(MeterRegistry.class);
	}

	private long total(String name) {
		return registry().find(name).timers().stream().mapToLong(Timer::count).sum();
	}

	private Set<String> values(String name, String key) {
		return registry().find(name)
			.meters()
			.stream()
			.map(Meter::getId)
			.map((id) -> String.valueOf(id.getTag(key)))
			.collect(Collectors.toSet());
	}

	/** Requests over one connection, until the server closes it. */
	private int attack(int from) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout(10_000);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			int sent = 0;
			boolean open = true;
			while (open && from + sent < 2 * MANY) {
				int i = from + sent;
				send(socket.getOutputStream(), (i % 2 == 0) ? "GET /nowhere/" + i + "/x?q=" + i
						: "M" + Integer.toString(i, 36).toUpperCase(Locale.ROOT) + "X /items/" + i);
				open = skipResponse(in);
				sent++;
			}
			return sent;
		}
	}

	private static void send(OutputStream out, String request) throws IOException {
		out.write((request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private static boolean skipResponse(InputStream in) throws IOException {
		int length = 0;
		boolean chunked = false;
		boolean open = true;
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			String lower = line.toLowerCase(Locale.ROOT);
			length = lower.startsWith("content-length:") ? Integer.parseInt(lower.substring(15).strip()) : length;
			chunked |= lower.equals("transfer-encoding: chunked");
			open &= !lower.equals("connection: close");
		}
		in.skipNBytes(length);
		while (chunked) {
			int chunk = Integer.parseInt(line(in), 16);
			in.skipNBytes(chunk);
			line(in);
			chunked = chunk > 0;
		}
		return open;
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c != '\n'; c = in.read()) {
			if (c < 0) {
				throw new IOException("closed after " + line);
			}
			line.append((char) c);
		}
		return line.toString().strip();
	}

}
