package dev.fanlight.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a line about each request costs: the canonical line as the difference of Fanlight
 * with and without it, beside Tomcat's access log and Logbook as the difference of Boot
 * with and without them, in turn. Arguments: the jar with Fanlight, the jar with Boot,
 * the jar with Boot and Logbook, the number of rounds, and options passed to all.
 */
final class CompareRequestLines {

	private static final List<String> FIGURES = List.of("/hello/world: CPU per request, us",
			"/hello/world: allocated per request, kB");

	private CompareRequestLines() {
	}

	public static void main(String[] args) throws Exception {
		int rounds = Integer.parseInt(args[3]);
		List<String> common = Arrays.asList(args).subList(4, args.length);
		Map<String, Variant> variants = new LinkedHashMap<>();
		variants.put("Fanlight, no line", new Variant(args[0], "--fanlight.logging.requests.enabled=false"));
		variants.put("Fanlight, canonical line", new Variant(args[0]));
		variants.put("Boot, no line", new Variant(args[1]));
		variants.put("Boot, access log", new Variant(args[1], "--server.tomcat.accesslog.enabled=true",
				"--server.tomcat.basedir=target/accesslog"));
		variants.put("Boot, access log and Logbook", new Variant(args[2], "--server.tomcat.accesslog.enabled=true",
				"--server.tomcat.basedir=target/accesslog", "--logging.level.org.zalando.logbook.Logbook=trace"));
		Map<String, List<Map<String, Double>>> figures = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			for (Map.Entry<String, Variant> variant : variants.entrySet()) {
				figures.computeIfAbsent(variant.getKey(), (name) -> new ArrayList<>())
					.add(variant.getValue().measure(common));
			}
		}
		System.out.printf("JVM %s, %d processors, %d rounds, medians%n", Runtime.version(),
				Runtime.getRuntime().availableProcessors(), rounds);
		System.out.printf("%-32s %12s %12s%n", "variant", "CPU, us", "kB");
		figures.forEach((name, all) -> System.out.printf("%-32s %12.1f %12.2f%n", name, median(all, FIGURES.get(0)),
				median(all, FIGURES.get(1))));
	}

	private static double median(List<Map<String, Double>> rounds, String figure) {
		double[] values = rounds.stream().mapToDouble((round) -> round.get(figure)).sorted().toArray();
		int middle = values.length / 2;
		return (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
	}

	private record Variant(String jar, String... options) {

		Map<String, Double> measure(List<String> common) throws Exception {
			List<String> all = new ArrayList<>(common);
			all.addAll(List.of(this.options));
			return MeasuredApplication.measure(Path.of(this.jar), all);
		}

	}

}
