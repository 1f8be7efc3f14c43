package dev.fanlight.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import dev.fanlight.benchmarks.compare.MeasuredApplication.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a line about each request costs: the canonical line beside Fanlight without it,
 * Tomcat's access log and Logbook beside Boot without them. All run at the same time and
 * are asked in turn, a window of requests each, once the compiler is done with them; what
 * a line costs is the difference of windows that follow each other. Since two processes
 * of the same program differ by what the compiler made of them, the canonical line is
 * also switched off and on by the level of its logger, in one process. Arguments: the jar
 * with Fanlight, the jar with Boot, the jar with Boot and Logbook, the number of rounds,
 * each with processes of its own, and options passed to all.
 */
final class CompareRequestLines {

	private static final String PATH = "/hello/world";

	private static final int WARM_UP = 30_000;

	private static final int WARM_UP_TURN = 2_500;

	private static final int WINDOWS = 30;

	private static final int REQUESTS = 500;

	/** Requests that are not counted after the line was switched off or on. */
	private static final int SWITCHED = 50;

	private final Variant[] variants;

	private CompareRequestLines(Variant... variants) {
		this.variants = variants;
	}

	public static void main(String[] args) throws Exception {
		int rounds = Integer.parseInt(args[3]);
		List<String> common = Arrays.asList(args).subList(4, args.length);
		String accessLog = "--server.tomcat.accesslog.enabled=true";
		String accessLogDirectory = "--server.tomcat.basedir=target/accesslog";
		Variant fanlight = new Variant("Fanlight, no line", null, args[0], "--fanlight.logging.requests.enabled=false");
		Variant off = new Variant("Fanlight, line switched off", null, args[0],
				"--management.endpoints.web.exposure.include=loggers,prometheus")
			.at("OFF", null);
		Variant boot = new Variant("Boot, no line", null, args[1]);
		CompareRequestLines comparison = new CompareRequestLines(fanlight,
				new Variant("Fanlight, canonical line", fanlight, args[0]), off,
				new Variant("Fanlight, line switched on", off, args[0]).at("INFO", off), boot,
				new Variant("Boot, access log", boot, args[1], accessLog, accessLogDirectory),
				new Variant("Boot, access log and Logbook", boot, args[2], accessLog, accessLogDirectory,
						"--logging.level.org.zalando.logbook.Logbook=trace"));
		for (int round = 0; round < rounds; round++) {
			comparison.round(common);
		}
		comparison.print(rounds);
	}

	private void round(List<String> common) throws Exception {
		Map<Variant, MeasuredApplication> applications = new IdentityHashMap<>();
		try {
			for (Variant variant : this.variants) {
				if (variant.switched() == null) {
					applications.put(variant, variant.start(common));
				}
			}
			for (int done = 0; done < WARM_UP; done += WARM_UP_TURN) {
				for (Variant variant : this.variants) {
					variant.in(applications).drive(PATH, WARM_UP_TURN);
				}
			}
			for (int window = 0; window < WINDOWS; window++) {
				for (Variant variant : this.variants) {
					variant.windows().add(variant.in(applications).compiledPerRequest(PATH, REQUESTS));
				}
			}
		}
		finally {
			for (MeasuredApplication application : applications.values()) {
				application.close();
			}
		}
	}

	private void print(int rounds) {
		System.out.printf(
				"JVM %s, %d processors, %d rounds of %d windows: medians, and the quartiles of what is more%n",
				Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds, WINDOWS);
		System.out.printf("%-30s %9s %9s %28s %24s%n", "variant", "CPU, us", "kB", "us more", "kB more");
		for (Variant variant : this.variants) {
			double[] cpu = variant.figures((usage) -> usage.cpu() / 1e3);
			double[] allocated = variant.figures((usage) -> usage.allocated() / 1e3);
			System.out.printf("%-30s %9.1f %9.2f", variant.name(), quantile(cpu, 0.5), quantile(allocated, 0.5));
			Variant base = variant.base();
			if (base != null) {
				double[] more = more(cpu, base.figures((usage) -> usage.cpu() / 1e3));
				double[] moreAllocated = more(allocated, base.figures((usage) -> usage.allocated() / 1e3));
				System.out.printf(" %9.1f (%.1f to %.1f) %11.2f (%.2f to %.2f)", quantile(more, 0.5),
						quantile(more, 0.25), quantile(more, 0.75), quantile(moreAllocated, 0.5),
						quantile(moreAllocated, 0.25), quantile(moreAllocated, 0.75));
			}
			System.out.println();
		}
	}

	private static double[] more(double[] figures, double[] base) {
		double[] more = new double[figures.length];
		Arrays.setAll(more, (i) -> figures[i] - base[i]);
		return more;
	}

	private static double quantile(double[] values, double share) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		double position = share * (sorted.length - 1);
		int below = (int) position;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
	}

	/**
	 * What is measured.
	 *
	 * @param name what it is called
	 * @param base what it costs more than
	 * @param jar the application
	 * @param options its options
	 * @param level level that the logger of the line is given before a window
	 * @param switched the variant whose process it shares
	 * @param windows what was measured
	 */
	private record Variant(String name, @Nullable Variant base, String jar, List<String> options,
			@Nullable String level, @Nullable Variant switched, List<Usage> windows) {

		Variant(String name, @Nullable Variant base, String jar, String... options) {
			this(name, base, jar, List.of(options), null, null, new ArrayList<>());
		}

		Variant at(String level, @Nullable Variant switched) {
			return new Variant(this.name, this.base, this.jar, this.options, level, switched, this.windows);
		}

		MeasuredApplication in(Map<Variant, MeasuredApplication> applications) throws Exception {
			Variant own = this.switched;
			MeasuredApplication application = Objects.requireNonNull(applications.get((own != null) ? own : this));
			if (this.level != null) {
				application.level("dev.fanlight.request", this.level);
				application.drive(PATH, SWITCHED);
			}
			return application;
		}

		MeasuredApplication start(List<String> common) throws Exception {
			List<String> all = new ArrayList<>(common);
			all.addAll(this.options);
			return MeasuredApplication.start(Path.of(this.jar), all);
		}

		double[] figures(ToDoubleFunction<Usage> figure) {
			return this.windows.stream().mapToDouble(figure).toArray();
		}

	}

}
