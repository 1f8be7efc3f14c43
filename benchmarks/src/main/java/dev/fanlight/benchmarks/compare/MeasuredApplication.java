package dev.fanlight.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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
final class MeasuredApplication implements AutoCloseable {

	private static final int WARM_UP = 5_000;

	private static final int REQUESTS = 10_000;

	private static final int FAILURES = 1_000;

	private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(60);

	private final File output;

	private final Process process;

	private final int port;

	private MeasuredApplication(File output, Process process, int port) {
		this.output = output;
		this.process = process;
		this.port = port;
	}

	static Map<String, Double> measure(Path jar, List<String> options) throws Exception {
		Map<String, Double> figures = new LinkedHashMap<>();
		long start = System.nanoTime();
		try (MeasuredApplication application = start(jar, options)) {
			figures.put("start to first answer, ms", (System.nanoTime() - start) / 1e6);
			application.load(figures);
			long stop = System.nanoTime();
			application.process.destroy();
			application.process.waitFor(30, TimeUnit.SECONDS);
			figures.put("stop, ms", (System.nanoTime() - stop) / 1e6);
			return figures;
		}
	}

	static MeasuredApplication start(Path jar, List<String> options) throws Exception {
		int port = freePort();
		List<String> command = new ArrayList<>();
		String processor = System.getProperty("compare.processor");
		if (processor != null) {
			command.addAll(List.of("taskset", "-c", processor));
		}
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:+UseSerialGC", "-jar", jar.toString(), "--server.port=" + port,
				"--server.tomcat.max-keep-alive-requests=-1"));
		command.addAll(options);
		File output = File.createTempFile("compare", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		MeasuredApplication application = new MeasuredApplication(output, process, port);
		try {
			application.awaitFirstAnswer();
			return application;
		}
		catch (Exception ex) {
			application.close();
			throw ex;
		}
	}

	@Override
	public void close() throws Exception {
		this.process.destroyForcibly().waitFor();
		Files.deleteIfExists(this.output.toPath());
	}

	private void load(Map<String, Double> figures) throws Exception {
		drive("/hello/world", WARM_UP);
		drive("/fail", FAILURES);
		figures.put("resident memory after warm-up, MB", residentMegabytes());
		perRequest(figures, "/hello/world", REQUESTS);
		perRequest(figures, "/fail", FAILURES);
		figures.put("heap in use after GC, MB", figure(get("/heap"), "heap") / 1e6);
		figures.put("resident memory at the end, MB", residentMegabytes());
		figures.put("scrape size, kB", get("/actuator/prometheus").length() / 1e3);
	}

	private void perRequest(Map<String, Double> figures, String path, int requests) throws Exception {
		Usage usage = perRequest(path, requests);
		figures.put(path + ": CPU per request, us", usage.cpu() / 1e3);
		figures.put(path + ": allocated per request, kB", usage.allocated() / 1e3);
	}

	/** What the whole process used for each of some requests. */
	Usage perRequest(String path, int requests) throws Exception {
		Usage before = usage();
		drive(path, requests);
		Usage after = usage();
		return new Usage((after.cpu() - before.cpu()) / requests, (after.allocated() - before.allocated()) / requests);
	}

	/**
	 * What all threads but those of the compiler used for each of some requests. The
	 * system knows it to the nanosecond, and the process to ten milliseconds.
	 */
	Usage compiledPerRequest(String path, int requests) throws Exception {
		Usage before = usage();
		Map<Path, Long> threadsBefore = threads();
		drive(path, requests);
		long cpu = 0;
		for (Map.Entry<Path, Long> thread : threads().entrySet()) {
			cpu += thread.getValue() - threadsBefore.getOrDefault(thread.getKey(), 0L);
		}
		return new Usage((double) cpu / requests, (usage().allocated() - before.allocated()) / requests);
	}

	private Map<Path, Long> threads() throws IOException {
		Map<Path, Long> times = new LinkedHashMap<>();
		try (DirectoryStream<Path> threads = Files
			.newDirectoryStream(Path.of("/proc", String.valueOf(this.process.pid()), "task"))) {
			for (Path thread : threads) {
				if (!Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
					times.put(thread, Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]));
				}
			}
		}
		return times;
	}

	void drive(String path, int requests) throws Exception {
		for (int i = 0; i < requests; i++) {
			get(path);
		}
	}

	private Usage usage() throws Exception {
		String answer = get("/probe");
		return new Usage(figure(answer, "cpu"), figure(answer, "allocated"));
	}

	private static double figure(String answer, String name) {
		Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(answer);
		return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
	}

	private void awaitFirstAnswer() throws Exception {
		long start = System.nanoTime();
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

	/** On the thread that asks, over a connection that is kept. */
	private String get(String path) throws IOException {
		URLConnection connection = URI.create("http://localhost:" + this.port + path).toURL().openConnection();
		connection.setRequestProperty("Accept", "*/*");
		try (InputStream body = connection.getInputStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
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

	/** Processor time in nanoseconds and bytes. */
	record Usage(double cpu, double allocated) {
	}

}
