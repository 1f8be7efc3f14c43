package dev.fanlight.sample.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.sample.ShopApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shop in a JVM of its own, on a port of its own choice.
 */
final class ShopProcess {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	/** On the class path for tests of the shop on another web stack. */
	private static final Pattern OTHER_STACK = Pattern.compile("(netty|reactor|webflux)[^/\\\\]*\\.jar$");

	private final Process process;

	private final List<String> out = new CopyOnWriteArrayList<>();

	private final List<String> err = new CopyOnWriteArrayList<>();

	private final List<Thread> readers;

	ShopProcess(Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
				"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", classPath(),
				ShopApplication.class.getName(), "--server.port=0"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(new File("target"));
		builder.environment().keySet().removeIf((name) -> name.matches("(OTEL|SPRING|LOG|APP|SERVICE|SERVER|SHOP)_.*"));
		builder.environment().putAll(environment);
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.readers = List.of(read(this.process.getInputStream(), this.out),
				read(this.process.getErrorStream(), this.err));
	}

	/**
	 * The tests' class path without the tests and the other web stack: what the
	 * application would see.
	 */
	private static String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).endsWith("test-classes") && !OTHER_STACK.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static Thread read(InputStream stream, List<String> lines) {
		Thread reader = new Thread(() -> {
			try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
				text.lines().forEach(lines::add);
			}
			catch (IOException | UncheckedIOException ex) {
				lines.add("Lost the process: " + ex);
			}
		});
		reader.setDaemon(true);
		reader.start();
		return reader;
	}

	String url() {
		await("start").atMost(Duration.ofSeconds(60))
			.failFast("ended before it started", () -> !this.process.isAlive())
			.until(() -> this.out.stream().anyMatch((line) -> STARTED.matcher(line).find()));
		return "http://localhost:" + this.out.stream()
			.map(STARTED::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.orElseThrow();
	}

	List<String> out() {
		return List.copyOf(this.out);
	}

	List<String> err() {
		return List.copyOf(this.err);
	}

	/**
	 * Ends the process as an orchestrator would, and waits for its last line.
	 */
	void stop() throws InterruptedException {
		this.process.toHandle().destroy();
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).as("ended within 30 s").isTrue();
		for (Thread reader : this.readers) {
			reader.join(TimeUnit.SECONDS.toMillis(10));
		}
	}

	void kill() {
		this.process.destroyForcibly();
	}

}
