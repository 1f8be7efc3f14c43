package dev.fanlight.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of an application as a process of its own: start, warm up, load, stop.
 */
final class MeasuredApplication {

	private static final int WARM_UP = 5_000;

	private static final int REQUESTS = 10_000;

	private static final int FAILURES = 1_000;

	private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(60);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Process process;

	private final int port;

	private MeasuredApplication(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static Map<String, Double> measure(Path jar, List<String> options) throws Exception {
		int port = freePort();
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:+UseSerialGC", "-jar", jar.toString(), "--server.port=" + port));
		command.addAll(options);
		long start = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(File.createTempFile("compare", ".log"))
			.start();
		try {
			MeasuredApplication application = new MeasuredApplication(process, port);
			application.awaitFirstAnswer(start);
			Map<String, Double> figures = new LinkedHashMap<>();
			figures.put("start to first answer, ms", (System.nanoTime() - start) / 1e6);
			application.load(figures);
			long stop = System.nanoTime();
			process.destroy();
			process.waitFor(30, TimeUnit.SECONDS);
			figures.put("stop, ms", (System.nanoTime() - stop) / 1e6);
			return figures;
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private void load(Map<String, Double> figures) throws Exception {
		drive("/hello/world", WARM_UP);
		drive("/fail", FAILURES);
		figures.put("resident memory after warm-up, MB", residentMegabytes());
		perRequest(figures, "/hello/world", REQUESTS);
		perRequest(figures, "/fail", FAILURES);
		figures.put("heap in use after GC, MB", probe().heap() / 1e6);
		figures.put("resident memory at the end, MB", residentMegabytes());
		figures.put("scrape size, kB", get("/actuator/prometheus").length() / 1e3);
	}

	private void perRequest(Map<String, Double> figures, String path, int requests) throws Exception {
		Probe before = probe();
		drive(path, requests);
		Probe after = probe();
		figures.put(path + ": CPU per request, us", (after.cpu() - before.cpu()) / 1e3 / requests);
		figures.put(path + ": allocated per request, kB", (after.allocated() - before.allocated()) / 1e3 / requests);
	}

	private void drive(String path, int requests) throws Exception {
		for (int i = 0; i < requests; i++) {
			get(path);
		}
	}

	private Probe probe() throws Exception {
		String answer = get("/probe");
		return new Probe(figure(answer, "cpu"), figure(answer, "allocated"), figure(answer, "heap"));
	}

	private static double figure(String answer, String name) {
		Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(answer);
		return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
	}

	private void awaitFirstAnswer(long start) throws Exception {
		while (System.nanoTime() - start < START_LIMIT && this.process.isAlive()) {
			try {
				get("/hello/world");
				return;
			}
			catch (IOException ex) {
				Thread.sleep(10);
			}
		}
		throw new IllegalStateException("The application did not answer");
	}

	private String get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + this.port + path);
		return this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	private double residentMegabytes() throws IOException {
		return Files.readAllLines(Path.of("/proc", String.valueOf(this.process.pid()), "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / 1e3)
			.findFirst()
			.orElse(Double.NaN);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private record Probe(double cpu, double allocated, double heap) {
	}

}
