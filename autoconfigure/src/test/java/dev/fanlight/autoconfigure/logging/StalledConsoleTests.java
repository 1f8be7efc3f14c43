package dev.fanlight.autoconfigure.logging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.OpenApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service in a process of its own whose standard output nobody reads for a while, under
 * requests that make 20,000 log calls a second: requests take no longer, the heap stays
 * bounded, and every line is read or counted. Short in the build;
 * {@code -Dfanlight.sinks.seconds=30} makes it long.
 */
@Timeout(600)
class StalledConsoleTests {

	private static final int SECONDS = Integer.getInteger("fanlight.sinks.seconds", 3);

	private static final int THREADS = 4;

	private static final int LINES_PER_REQUEST = 100;

	private static final int REQUESTS_PER_SECOND = 20_000 / LINES_PER_REQUEST;

	private static final int QUEUE = 8192;

	/** More than the pipe and those who write and read it hold. */
	private static final int PIPE = 2048;

	/** Of the 36 MB that three seconds of such lines take at least. */
	private static final long HEAP = 16 << 20;

	private static final String LOGGER = "shop.orders";

	private static final String MARK = "Created order ";

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void requestsDoNotNoticeAConsoleThatStallsAndEveryLineIsReadOrCounted() throws Exception {
		try (Service service = new Service()) {
			URI orders = service.uri("/orders");
			int warmUp = load(orders, 2).length;
			long[] before = load(orders, (SECONDS + 1) / 2);
			long heap = Long.parseLong(get(service.uri("/heap")));
			service.stall();
			long[] stalled = load(orders, SECONDS);
			long grown = Long.parseLong(get(service.uri("/heap"))) - heap;
			double dropped = service.lines("dropped");
			service.go();
			long[] after = load(orders, (SECONDS + 1) / 2);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> service.queued() == 0);
			long logged = LINES_PER_REQUEST * (long) (warmUp + before.length + stalled.length + after.length);
			double droppedInAll = service.lines("dropped");
			double written = service.lines("written");
			long read = service.end();
			System.out.printf(
					"STALL %d s, p50/p99/worst of requests in ms: before %s, stalled %s, after %s;"
							+ " heap %+.1f MB; logged %d, read %d, dropped %.0f%n",
					SECONDS, text(before), text(stalled), text(after), grown / 1e6, logged, read, droppedInAll);
			assertThat(dropped).isGreaterThan(LINES_PER_REQUEST * stalled.length - QUEUE - PIPE);
			assertThat(read + (long) droppedInAll).isEqualTo(logged);
			assertThat(read).isEqualTo((long) written);
			assertThat(grown).isLessThan(HEAP);
			// Nobody waited for the reader
			assertThat(millis(stalled, 1)).isLessThan(SECONDS * 1000);
			assertThat(millis(stalled, 0.5)).isLessThan(slower(before, after, 0.5) * 1.5 + 1);
			if (SECONDS >= 30) {
				// Of less, a build that shares its machine makes what it likes
				assertThat(millis(stalled, 0.99)).isLessThan(slower(before, after, 0.99) * 1.5 + 1);
			}
		}
	}

	/** At a steady rate. Answers the time of each request in nanoseconds. */
	private long[] load(URI uri, int seconds) {
		long[] nanos = new long[REQUESTS_PER_SECOND * seconds];
		long pause = TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND;
		long begin = System.nanoTime();
		CompletableFuture.allOf(IntStream.range(0, THREADS).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			for (int i = thread; i < nanos.length; i += THREADS) {
				for (long left; (left = begin + i * pause - System.nanoTime()) > 0;) {
					LockSupport.parkNanos(left);
				}
				long start = System.nanoTime();
				get(uri);
				nanos[i] = System.nanoTime() - start;
			}
		}, (task) -> new Thread(task).start())).toArray(CompletableFuture<?>[]::new)).join();
		return nanos;
	}

	private String get(URI uri) {
		try {
			HttpResponse<String> response = this.client.send(
					HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static double slower(long[] one, long[] other, double share) {
		return Math.max(millis(one, share), millis(other, share));
	}

	private static double millis(long[] nanos, double share) {
		long[] sorted = nanos.clone();
		Arrays.sort(sorted);
		return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
	}

	private static String text(long[] nanos) {
		return String.format("%.1f/%.1f/%.1f", millis(nanos, 0.5), millis(nanos, 0.99), millis(nanos, 1));
	}

	/** The service, and who reads what it says. */
	private final class Service implements AutoCloseable {

		private final Process process;

		private final Thread reader;

		private final CompletableFuture<String> port = new CompletableFuture<>();

		/** Nobody reads while one more than the reader is registered. */
		private final Phaser gate = new Phaser(1);

		private long read;

		Service() throws IOException {
			this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-cp",
					System.getProperty("java.class.path"), Application.class.getName(), "--server.port=0",
					"--spring.main.web-application-type=servlet", "--logging.level.root=warn",
					"--logging.level." + LOGGER + "=info", "--fanlight.logging.requests.enabled=false",
					"--fanlight.logging.storm-guard.enabled=false", "--fanlight.logging.sinks.async.enabled=true",
					"--fanlight.logging.sinks.async.queue-size=" + QUEUE, "--fanlight.errors.store.enabled=false",
					"--fanlight.slo.state.enabled=false", "--fanlight.delivery.spool.enabled=false",
					"--management.endpoints.web.exposure.include=prometheus")
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			this.reader = new Thread(this::read);
			this.reader.start();
		}

		private void read() {
			try (BufferedReader lines = new BufferedReader(
					new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
				for (String line; (line = lines.readLine()) != null;) {
					if (line.startsWith("PORT ")) {
						this.port.complete(line.substring(5));
					}
					this.read += line.contains(MARK) ? 1 : 0;
					this.gate.arriveAndAwaitAdvance();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			finally {
				this.port.completeExceptionally(new IllegalStateException("ended before it started"));
			}
		}

		URI uri(String path) {
			return URI.create("http://localhost:" + this.port.orTimeout(120, TimeUnit.SECONDS).join() + path);
		}

		void stall() {
			this.gate.register();
		}

		void go() {
			this.gate.arriveAndDeregister();
		}

		double lines(String outcome) {
			return scraped("fanlight_logging_sink_lines_total", "outcome=\"" + outcome + '"', "level=\"info\"");
		}

		double queued() {
			return scraped("fanlight_logging_sink_queued");
		}

		private double scraped(String meter, String... tags) {
			return get(uri("/actuator/prometheus")).lines()
				.filter((line) -> line.startsWith(meter + '{') && Stream.of(tags).allMatch(line::contains))
				.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
				.sum();
		}

		/** How many lines were read when there were no more. */
		long end() throws InterruptedException {
			this.process.destroy();
			this.reader.join(TimeUnit.SECONDS.toMillis(60));
			assertThat(this.reader.isAlive()).isFalse();
			return this.read;
		}

		@Override
		public void close() {
			this.gate.forceTermination();
			this.process.destroyForcibly();
		}

	}

	@OpenApplication
	@RestController
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(LOGGER);

		@GetMapping("/orders")
		List<Integer> orders() {
			List<Integer> orders = IntStream.range(0, LINES_PER_REQUEST).boxed().toList();
			orders
				.forEach((order) -> logger.info(MARK + "{} of customer {} in {} ms", order, "6f9619ff-8b86-4d01", 14));
			return orders;
		}

		@GetMapping("/heap")
		long heap() {
			System.gc();
			return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		}

		@Bean
		ApplicationRunner port(Environment environment) {
			return (arguments) -> System.out.println("PORT " + environment.getProperty("local.server.port"));
		}

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
