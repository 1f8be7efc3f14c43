package dev.fanlight.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.fanlight.benchmarks.compare.MeasuredApplication.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a line about each request costs: the canonical line beside Fanlight without it,
 * Tomcat's access log and Logbook beside Boot without them. All run at the same time and
 * are asked in turn, several short windows of requests each, once the compiler is done
 * with them, on a processor of their own if the system property {@code compare.processor}
 * names one; what a line costs is the difference of windows of one turn. Since two
 * processes of the same program differ by what the compiler made of them, the canonical
 * line is also left out by the path of the request, in one process, window by window; and
 * so is a bare write of as many bytes as a line has, below which no line can be that is
 * written at once, and the line with an asynchronous console. Arguments: the jar with
 * Fanlight, the jar with Boot, the jar with Boot and Logbook, the number of rounds, each
 * with processes of its own, and options passed to all.
 */
final class CompareRequestLines {

	private static final String PATH = "/hello/world";

	/** As long as {@link #PATH}. */
	private static final String EXCLUDED = "/hello/earth";

	private static final String BARE_WRITE = "/hello/bytes";

	private static final int WARM_UP = 30_000;

	private static final int WARM_UP_TURN = 2_500;

	private static final int TURNS = 100;

	/**
	 * Requests at the begin of a turn that are not counted: the others had the caches.
	 */
	private static final int SETTLE = 200;

	/** Windows of a turn for each path. */
	private static final int WINDOWS = 10;

	private static final int REQUESTS = 60;

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
		Variant excluded = new Variant("Fanlight, path excluded", null, args[0],
				"--fanlight.logging.requests.exclude-paths=" + EXCLUDED)
			.asked(EXCLUDED, null);
		Variant queued = new Variant("Fanlight, queued, excluded", null, args[0],
				"--fanlight.logging.sinks.async.enabled=true", "--fanlight.logging.requests.exclude-paths=" + EXCLUDED)
			.asked(EXCLUDED, null);
		Variant boot = new Variant("Boot, no line", null, args[1]);
		String only = System.getProperty("compare.only", ".*");
		CompareRequestLines comparison = new CompareRequestLines(Stream
			.of(fanlight, new Variant("Fanlight, canonical line", fanlight, args[0]), excluded,
					new Variant("Fanlight, path not excluded", excluded, args[0]).asked(PATH, excluded), queued,
					new Variant("Fanlight, queued, not excluded", queued, args[0]).asked(PATH, queued), boot,
					new Variant("Boot, bare write", boot, args[1]).asked(BARE_WRITE, boot),
					new Variant("Boot, access log", boot, args[1], accessLog, accessLogDirectory),
					new Variant("Boot, access log and Logbook", boot, args[2], accessLog, accessLogDirectory,
							"--logging.level.org.zalando.logbook.Logbook=trace"))
			.filter((variant) -> variant.name().matches(only))
			.toArray(Variant[]::new));
		for (int round = 0; round < rounds; round++) {
			comparison.round(common);
		}
		comparison.print(rounds);
	}

	private void round(List<String> common) throws Exception {
		Map<Variant, MeasuredApplication> applications = new IdentityHashMap<>();
		try {
			for (Variant variant : this.variants) {
				if (variant.shared() == null) {
					applications.put(variant, variant.start(common));
				}
			}
			for (int done = 0; done < WARM_UP; done += WARM_UP_TURN) {
				for (Variant variant : this.variants) {
					variant.in(applications).drive(variant.path(), WARM_UP_TURN);
				}
			}
			for (int turn = 0; turn < TURNS; turn++) {
				for (MeasuredApplication application : applications.values()) {
					List<Variant> asked = Arrays.stream(this.variants)
						.filter((variant) -> variant.in(applications) == application)
						.toList();
					turn(application, asked);
				}
			}
		}
		finally {
			for (MeasuredApplication application : applications.values()) {
				application.close();
			}
		}
	}

	private static void turn(MeasuredApplication application, List<Variant> variants) throws Exception {
		application.drive(PATH, SETTLE);
		for (int window = 0; window < WINDOWS; window++) {
			for (int i = 0; i < variants.size(); i++) {
				// Forth and back, so that none always comes first
				Variant variant = variants.get((window % 2 == 0) ? i : variants.size() - 1 - i);
				variant.windows().add(application.compiledPerRequest(variant.path(), REQUESTS));
			}
		}
	}

	private void print(int rounds) {
		System.out.printf("JVM %s, %d rounds of %d windows: medians, and the quartiles of what is more%n",
				Runtime.version(), rounds, TURNS * WINDOWS);
		System.out.printf("%-30s %9s %9s %28s %6s %24s%n", "variant", "CPU, us", "kB", "us more", "%", "kB more");
		for (Variant variant : this.variants) {
			double[] cpu = variant.figures((usage) -> usage.cpu() / 1e3);
			double[] allocated = variant.figures((usage) -> usage.allocated() / 1e3);
			System.out.printf("%-30s %9.1f %9.2f", variant.name(), quantile(cpu, 0.5), quantile(allocated, 0.5));
			Variant base = variant.base();
			if (base != null) {
				double[] baseCpu = base.figures((usage) -> usage.cpu() / 1e3);
				double[] more = more(cpu, baseCpu);
				double[] moreAllocated = more(allocated, base.figures((usage) -> usage.allocated() / 1e3));
				System.out.printf(" %9.1f (%.1f to %.1f) %9.1f %11.2f (%.2f to %.2f)", quantile(more, 0.5),
						quantile(more, 0.25), quantile(more, 0.75), 100 * quantile(more, 0.5) / quantile(baseCpu, 0.5),
						quantile(moreAllocated, 0.5), quantile(moreAllocated, 0.25), quantile(moreAllocated, 0.75));
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
	 * @param path what it is asked for
	 * @param shared the variant whose process it shares
	 * @param windows what was measured
	 */
	private record Variant(String name, @Nullable Variant base, String jar, List<String> options, String path,
			@Nullable Variant shared, List<Usage> windows) {

		Variant(String name, @Nullable Variant base, String jar, String... options) {
			this(name, base, jar, List.of(options), PATH, null, new ArrayList<>());
		}

		Variant asked(String path, @Nullable Variant shared) {
			return new Variant(this.name, this.base, this.jar, this.options, path, shared, this.windows);
		}

		MeasuredApplication in(Map<Variant, MeasuredApplication> applications) {
			Variant own = this.shared;
			return Objects.requireNonNull(applications.get((own != null) ? own : this));
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
