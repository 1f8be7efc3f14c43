package dev.fanlight.redaction.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Sends lines through an exit and judges what comes out. Not thread-safe. */
public final class Scorer {

	private static final int GRAM = 8;

	private static final Pattern MASK = Pattern.compile("\\[REDACTED[^\\]\\n]{0,40}]|REDACTED");

	private final UnaryOperator<String> exit;

	private final TreeMap<String, Tally> tallies = new TreeMap<>();

	private final List<Failure> failures = new ArrayList<>();

	/**
	 * A judge for one way out.
	 * @param exit takes the text that the application logs and gives the text that left
	 * the process, with the escapes of the carrier undone
	 */
	public Scorer(UnaryOperator<String> exit) {
		this.exit = exit;
	}

	/** Judge the lines and add them to what was judged before. */
	public Scorer judge(List<Line> lines) {
		lines.forEach((line) -> judge(line, this.exit.apply(line.text())));
		return this;
	}

	/** Judge what came out for a line that was sent through some other way. */
	public void judge(Line line, String output) {
		Tally tally = this.tallies.computeIfAbsent(line.kind() + (line.hard() ? " (hard)" : ""),
				(key) -> new Tally(line));
		tally.lines++;
		if (line.lookAlike()) {
			if (!output.equals(line.text())) {
				tally.damaged++;
				this.failures.add(new Failure("damaged", line, output));
			}
			return;
		}
		String context = context(line, false);
		String around = context(line, true);
		String visible = MASK.matcher(output).replaceAll("\0");
		String unmasked = visible.replace("\0", "");
		boolean leaks = line.secrets().stream().anyMatch((secret) -> survives(secret, visible, around));
		long kept = kept(context.replace("\0", ""), unmasked);
		long lost = context.replace("\0", "").length() - kept;
		tally.context += context.length();
		tally.lost += lost;
		if (leaks) {
			tally.leaking++;
			this.failures.add(new Failure("leak", line, output));
		}
		else if (lost > 0) {
			this.failures.add(new Failure("context", line, output));
		}
	}

	/**
	 * Everything but the secrets, with a NUL where one was; what may stay or go is part
	 * of it or not.
	 */
	private static String context(Line line, boolean all) {
		StringBuilder context = new StringBuilder();
		int at = 0;
		for (Line.Span span : line.spans()) {
			if (all && !span.secret()) {
				continue;
			}
			context.append(line.text(), at, span.start()).append('\0');
			at = span.end();
		}
		return context.append(line.text().substring(at)).toString();
	}

	/**
	 * Whether eight characters of the secret in a row came out, or half of it when it is
	 * shorter. What the context says anyway does not count.
	 */
	private static boolean survives(String secret, String output, String around) {
		int width = (secret.length() >= GRAM) ? GRAM : (secret.length() + 1) / 2;
		for (int i = 0; i + width <= secret.length(); i++) {
			String gram = secret.substring(i, i + width);
			int seen = occurrences(gram, output);
			if (seen > 0 && seen > occurrences(gram, around)) {
				return true;
			}
		}
		return false;
	}

	private static int occurrences(String gram, String text) {
		int count = 0;
		for (int at = text.indexOf(gram); at >= 0; at = text.indexOf(gram, at + 1)) {
			count++;
		}
		return count;
	}

	/** Length of the longest common subsequence, by Myers' greedy algorithm. */
	static int kept(String context, String output) {
		int n = context.length();
		int m = output.length();
		int most = Math.min(n + m, 4000);
		if (Math.abs(n - m) > most) {
			return 0;
		}
		int[] furthest = new int[2 * most + 3];
		for (int d = 0; d <= most; d++) {
			for (int k = -d; k <= d; k += 2) {
				int slot = k + most + 1;
				int x = (k == -d || (k != d && furthest[slot - 1] < furthest[slot + 1])) ? furthest[slot + 1]
						: furthest[slot - 1] + 1;
				for (int y = x - k; x < n && y < m && context.charAt(x) == output.charAt(y); y++) {
					x++;
				}
				furthest[slot] = x;
				if (x >= n && x - k >= m) {
					return (n + m - d) / 2;
				}
			}
		}
		return 0;
	}

	/** What went wrong, in the order it was seen. */
	public List<Failure> failures() {
		return List.copyOf(this.failures);
	}

	/** Share of leaking lines among those with secrets, in per cent. */
	public double leaking(boolean hard) {
		return share(hard, false, (tally) -> tally.leaking);
	}

	/** Share of changed lines among the look-alikes, in per cent. */
	public double damaged(boolean hard) {
		return share(hard, true, (tally) -> tally.damaged);
	}

	/** Share of the characters outside the secrets that came out, in per cent. */
	public double contextKept() {
		long context = this.tallies.values().stream().mapToLong((tally) -> tally.context).sum();
		long lost = this.tallies.values().stream().mapToLong((tally) -> tally.lost).sum();
		return (context == 0) ? 100 : 100.0 * (context - lost) / context;
	}

	private double share(boolean hard, boolean lookAlike, java.util.function.ToLongFunction<Tally> of) {
		List<Tally> rows = this.tallies.values()
			.stream()
			.filter((tally) -> tally.hard == hard && tally.lookAlike == lookAlike)
			.toList();
		long lines = rows.stream().mapToLong((tally) -> tally.lines).sum();
		return (lines == 0) ? 0 : 100.0 * rows.stream().mapToLong(of).sum() / lines;
	}

	/** The bars that were not reached, with the first failures; empty if all were. */
	public List<String> missed() {
		List<String> missed = new ArrayList<>();
		bar(missed, "ordinary leaks", leaking(false), 0);
		bar(missed, "hard leaks", leaking(true), 2);
		bar(missed, "ordinary look-alikes damaged", damaged(false), 0.4);
		bar(missed, "hard look-alikes damaged", damaged(true), 3);
		bar(missed, "context lost", 100 - contextKept(), 0.5);
		if (!missed.isEmpty()) {
			this.failures.stream().limit(20).forEach((failure) -> missed.add(failure.toString()));
		}
		return missed;
	}

	private static void bar(List<String> missed, String name, double value, double most) {
		if (value > most) {
			missed.add("%s: %.2f %%, at most %s %%".formatted(name, value, most));
		}
	}

	/** One row per kind and the totals, as a Markdown table. */
	public String table() {
		StringBuilder table = new StringBuilder(
				"| kind | lines | leaking | damaged | context kept |\n|---|---:|---:|---:|---:|\n");
		this.tallies.forEach((kind, tally) -> table.append(tally.lookAlike
				? "| %s | %d | | %.2f %% | |\n".formatted(kind, tally.lines, 100.0 * tally.damaged / tally.lines)
				: "| %s | %d | %.2f %% | | %.2f %% |\n".formatted(kind, tally.lines,
						100.0 * tally.leaking / tally.lines,
						(tally.context == 0) ? 100.0 : 100.0 * (tally.context - tally.lost) / tally.context)));
		for (boolean hard : new boolean[] { false, true }) {
			long lines = this.tallies.values()
				.stream()
				.filter((tally) -> tally.hard == hard)
				.mapToLong((tally) -> tally.lines)
				.sum();
			table.append("| **%s** | %d | %.2f %% | %.2f %% | |\n".formatted(hard ? "hard" : "ordinary", lines,
					leaking(hard), damaged(hard)));
		}
		return table.append("| **all** | | | | %.2f %% |\n".formatted(contextKept())).toString();
	}

	/**
	 * A line that was not handled.
	 *
	 * @param what {@code leak}, {@code damaged} or {@code context}
	 * @param line the line
	 * @param output what came out
	 */
	public record Failure(String what, Line line, String output) {

		@Override
		public String toString() {
			return "%s: %s / %s%s%n  in:  %s%n  out: %s".formatted(this.what, this.line.kind(), this.line.variant(),
					this.line.hard() ? " (hard)" : "", shown(this.line.text()), shown(this.output));
		}

		private static String shown(String text) {
			String line = text.replace("\n", "⏎").replace("\r", "␍");
			return (line.length() <= 700) ? line : line.substring(0, 700) + "…";
		}

	}

	private static final class Tally {

		private final boolean hard;

		private final boolean lookAlike;

		private long lines;

		private long leaking;

		private long damaged;

		private long context;

		private long lost;

		private Tally(Line line) {
			this.hard = line.hard();
			this.lookAlike = line.lookAlike();
		}

	}

}
