package dev.fanlight.benchmarks.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

/**
 * Runs two applications in turn, A B A B, and prints for each figure the medians and the
 * ratio. Arguments: the jar of A, the jar of B, the number of rounds, and options passed
 * to both, or to one of them when they begin with {@code A:} or {@code B:}. In an option,
 * <code>{collector}</code> is the address of a server that takes whatever it is sent.
 */
final class CompareApplications {

	private CompareApplications() {
	}

	public static void main(String[] args) throws Exception {
		Path a = Path.of(args[0]);
		Path b = Path.of(args[1]);
		int rounds = Integer.parseInt(args[2]);
		HttpServer collector = collector();
		String address = "http://localhost:" + collector.getAddress().getPort();
		List<String> options = Arrays.stream(args)
			.skip(3)
			.map((option) -> option.replace("{collector}", address))
			.toList();
		Map<String, List<Double>> figuresOfA = new LinkedHashMap<>();
		Map<String, List<Double>> figuresOfB = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			add(figuresOfA, MeasuredApplication.measure(a, options(options, "A:")));
			add(figuresOfB, MeasuredApplication.measure(b, options(options, "B:")));
		}
		collector.stop(0);
		System.out.printf("JVM %s, %d processors, %d rounds, medians%n", Runtime.version(),
				Runtime.getRuntime().availableProcessors(), rounds);
		System.out.printf("%-44s %12s %12s %8s%n", "figure", "A", "B", "A/B");
		figuresOfA.forEach((name, values) -> {
			double medianOfA = median(values);
			double medianOfB = median(figuresOfB.getOrDefault(name, List.of(Double.NaN)));
			System.out.printf("%-44s %12.1f %12.1f %8.2f%n", name, medianOfA, medianOfB, medianOfA / medianOfB);
		});
	}

	private static HttpServer collector() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	private static List<String> options(List<String> all, String own) {
		return all.stream()
			.filter((option) -> option.startsWith(own) || option.startsWith("--"))
			.map((option) -> option.substring(option.indexOf('-')))
			.toList();
	}

	private static void add(Map<String, List<Double>> figures, Map<String, Double> round) {
		round.forEach((name, value) -> figures.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value));
	}

	private static double median(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
