package dev.fanlight.tracing.tail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Random traffic against the table and against what it ought to do. */
class TraceTableFuzzTests {

	private static final KeepReason[] REASONS = KeepReason.values();

	private final AtomicLong clock = new AtomicLong();

	@Test
	void decidesLikeTheSlowTable() {
		Set<String> seen = new HashSet<>();
		for (int seed = 1; seed <= 10; seed++) {
			seen.addAll(decidesLikeTheSlowTable(new Random(seed)));
		}
		assertThat(seen).hasSize(2 + KeepReason.values().length + 3)
			.contains("evicted traces", "evicted bytes", "evicted age");
	}

	private Set<String> decidesLikeTheSlowTable(Random random) {
		TailLimits limits = new TailLimits(5 + random.nextInt(15), 4 + random.nextInt(12), 3000, Duration.ofNanos(150),
				Duration.ofNanos(60), 1 << 20);
		TailCounters counters = new TailCounters();
		Fates fates = new Fates();
		Fates expected = new Fates();
		TraceTable<String> table = new TraceTable<>(limits, counters, fates, this.clock::get);
		SlowTable slow = new SlowTable(limits, expected);
		List<Open> open = new ArrayList<>();
		for (int i = 1; i < 10_000; i++) {
			long now = this.clock.incrementAndGet();
			int dice = random.nextInt(100);
			if (open.isEmpty() || dice < 10 || (dice < 50 && open.size() < 40)) {
				Open parent = (!open.isEmpty() && random.nextInt(4) > 0) ? open.get(random.nextInt(open.size())) : null;
				String trace = (parent != null) ? parent.trace : "%032x".formatted(random.nextInt(2000) + 1);
				boolean root = parent == null ? random.nextInt(10) > 0 : random.nextInt(20) == 0;
				Open span = new Open(trace, i, (parent != null) ? parent.id : 0, root);
				open.add(span);
				table.start(trace, span.id, root);
				slow.start(trace, span.id, root, now);
			}
			else if (dice < 95) {
				Open span = open.remove(random.nextInt(open.size()));
				KeepReason reason = (random.nextInt(20) == 0) ? REASONS[random.nextInt(REASONS.length)] : null;
				Ended ended = new Ended(span.trace, span.id, span.parent, span.root, reason, random.nextInt(500));
				table.end("span" + span.id, ended);
				slow.end("span" + span.id, ended, now);
			}
			else if (dice < 98) {
				String trace = open.get(random.nextInt(open.size())).trace;
				if (random.nextInt(8) == 0) {
					table.mark(trace, KeepReason.ERROR_LOG);
					slow.mark(trace, KeepReason.ERROR_LOG);
				}
			}
			else {
				table.sweep();
				slow.sweep(now);
			}
			if (i % 100 == 0) {
				assertThat(fates.all).isEqualTo(expected.all);
			}
		}
		assertThat(new TreeMap<>(fates.all)).isEqualTo(new TreeMap<>(expected.all));
		assertThat(counts(counters)).isEqualTo(new TreeMap<>(slow.counts));
		return slow.counts.keySet();
	}

	@Test
	void decidesTheSameWhenManyThreadsShareTracesAndNothingMustGo() throws Exception {
		TailCounters counters = new TailCounters();
		Fates fates = new Fates();
		TraceTable<String> table = new TraceTable<>(
				new TailLimits(1_000_000, 1_000_000, Long.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1), 1 << 20),
				counters, fates, System::nanoTime);
		int traces = 3000;
		int threads = 8;
		for (int trace = 1; trace <= traces; trace++) {
			table.start("%032x".formatted(trace), 1, true);
		}
		List<Future<?>> work = new ArrayList<>();
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int thread = 0; thread < threads; thread++) {
			int base = 2 + thread * 10;
			work.add(executor.submit(() -> {
				for (int trace = 1; trace <= traces; trace++) {
					String id = "%032x".formatted(trace);
					for (int span = base; span < base + 3; span++) {
						table.start(id, span, false);
						boolean fails = trace % 7 == 0 && span == 22;
						table.end(id + span, new Ended(id, span, 1, false, fails ? KeepReason.ERROR : null, 10));
					}
					if (ThreadLocalRandom.current().nextInt(50) == 0) {
						table.sweep();
					}
				}
			}));
		}
		for (Future<?> each : work) {
			each.get();
		}
		for (int trace = 1; trace <= traces; trace++) {
			String id = "%032x".formatted(trace);
			table.end(id + "1", new Ended(id, 1, 0, true, null, 10));
		}
		executor.shutdown();
		assertThat(fates.all).hasSize(traces * (threads * 3 + 1));
		fates.all.forEach((span, fate) -> assertThat(fate).as(span)
			.isEqualTo(
					Integer.parseInt(span.substring(0, 32), 16) % 7 == 0 ? KeepReason.ERROR.value() : Fates.DROPPED));
		assertThat(counters.kept(KeepReason.ERROR).sum()).isEqualTo(traces / 7);
		assertThat(counters.forgotten().sum()).isEqualTo(traces - traces / 7);
		assertThat(table.undecided()).isZero();
		assertThat(table.bytes()).isZero();
	}

	@Test
	void countsAddUpAndBoundsHoldWhenManyThreadsFillTheTable() throws Exception {
		int threads = 8;
		int maxTraces = 50;
		long maxBytes = 40_000;
		TailCounters counters = new TailCounters();
		Fates fates = new Fates();
		TraceTable<String> table = new TraceTable<>(
				new TailLimits(maxTraces, 50, maxBytes, Duration.ofMillis(50), Duration.ofMillis(10), 4096), counters,
				fates, System::nanoTime);
		List<Future<Long>> work = new ArrayList<>();
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int thread = 0; thread < threads; thread++) {
			int seed = thread;
			work.add(executor.submit(() -> flood(table, new Random(seed), seed, maxTraces + threads)));
		}
		long spans = 0;
		for (Future<Long> each : work) {
			spans += each.get();
		}
		executor.shutdown();
		table.clear();
		assertThat(fates.all).hasSize((int) spans);
		Map<String, Integer> counts = counts(counters);
		int decided = counts.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals("started"))
			.mapToInt(Map.Entry::getValue)
			.sum();
		assertThat(decided).isEqualTo(counts.get("started"));
		assertThat(counts.keySet()).contains("evicted traces", "kept error", "forgotten");
		assertThat(table.undecided()).isZero();
		assertThat(table.bytes()).isZero();
	}

	private static long flood(TraceTable<String> table, Random random, int seed, int bound) {
		List<Open> open = new ArrayList<>();
		long ended = 0;
		for (int i = 1; i < 30_000; i++) {
			if (open.size() < 60 && random.nextBoolean()) {
				Open parent = (open.isEmpty() || random.nextInt(3) == 0) ? null : open.get(random.nextInt(open.size()));
				String trace = (parent != null) ? parent.trace : "%032x".formatted(random.nextInt(4000) + 1);
				Open span = new Open(trace, (seed + 1) * 1_000_000L + i, (parent != null) ? parent.id : 0,
						parent == null);
				open.add(span);
				table.start(trace, span.id, span.root);
				assertThat(table.undecided()).isLessThanOrEqualTo(bound);
			}
			else if (!open.isEmpty()) {
				Open span = open.remove(random.nextInt(open.size()));
				KeepReason reason = (random.nextInt(30) == 0) ? KeepReason.ERROR : null;
				table.end("span" + span.id, new Ended(span.trace, span.id, span.parent, span.root, reason, 200));
				ended++;
			}
			if (i % 1000 == 0) {
				table.sweep();
			}
		}
		return ended;
	}

	private static Map<String, Integer> counts(TailCounters counters) {
		Map<String, Integer> counts = new HashMap<>();
		counts.put("started", counters.started().intValue());
		counts.put("forgotten", counters.forgotten().intValue());
		Arrays.stream(REASONS)
			.forEach((reason) -> counts.put("kept " + reason.value(), counters.kept(reason).intValue()));
		Arrays.stream(EvictReason.values())
			.forEach((reason) -> counts.put("evicted " + reason.value(), counters.evicted(reason).intValue()));
		counts.values().removeIf((count) -> count == 0);
		return new TreeMap<>(counts);
	}

	private record Open(String trace, long id, long parent, boolean root) {
	}

}
