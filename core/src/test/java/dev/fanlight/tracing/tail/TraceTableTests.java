package dev.fanlight.tracing.tail;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One trace at a time, on a clock of the test. */
class TraceTableTests {

	private static final int SIZE = 100;

	private final AtomicLong clock = new AtomicLong(1);

	private final Fates fates = new Fates();

	private final TailCounters counters = new TailCounters();

	private TraceTable<String> table = table(100, 8, 1_000_000);

	@Test
	void anOrdinaryTraceIsForgottenWhenItsLastSpanHasEnded() {
		start("a", 1, true);
		start("a", 2, false);
		end("a", 1, 0, true, null);
		assertThat(this.fates.all).isEmpty();
		end("a", 2, 1, false, null);
		assertThat(this.fates.all).containsOnly(dropped("a1"), dropped("a2"));
		assertThat(this.counters.forgotten().sum()).isEqualTo(1);
		assertNothingIsLeft();
	}

	@Test
	void anErrorKeepsWhatEndedBeforeAndAfterIt() {
		start("a", 1, true);
		start("a", 2, false);
		start("a", 3, false);
		end("a", 2, 1, false, null);
		end("a", 3, 1, false, KeepReason.ERROR);
		assertThat(this.fates.all).containsOnly(kept("a2"), kept("a3"));
		end("a", 1, 0, true, KeepReason.SLOW);
		assertThat(this.fates.all).containsOnly(kept("a1"), kept("a2"), kept("a3"));
		assertThat(this.counters.kept(KeepReason.ERROR).sum()).isEqualTo(1);
		assertNothingIsLeft();
	}

	@Test
	void lateSpansFollowTheVerdictInBothDirections() {
		start("a", 1, true);
		end("a", 1, 0, true, KeepReason.ERROR);
		start("a", 2, false);
		end("a", 2, 1, false, null);
		start("b", 1, true);
		end("b", 1, 0, true, null);
		start("b", 2, false);
		end("b", 2, 1, false, KeepReason.ERROR);
		assertThat(this.fates.all).containsOnly(kept("a1"), kept("a2"), dropped("b1"), dropped("b2"));
		assertThat(this.counters.started().sum()).isEqualTo(2);
		assertThat(this.counters.dropped(DropReason.LATE).sum()).isEqualTo(1);
		assertNothingIsLeft();
	}

	@Test
	void theCallersNextRequestIsDecidedByItself() {
		start("a", 1, true);
		end("a", 1, 9, true, null);
		start("a", 2, true);
		end("a", 2, 9, true, KeepReason.SERVER_ERROR);
		assertThat(this.fates.all).containsOnly(dropped("a1"), kept("a2", KeepReason.SERVER_ERROR));
		assertThat(this.counters.started().sum()).isEqualTo(2);
		assertNothingIsLeft();
	}

	@Test
	void twoRootsOfOneTraceAreDecidedTogether() {
		start("a", 1, true);
		start("a", 2, true);
		end("a", 2, 7, true, null);
		end("a", 1, 0, true, KeepReason.ERROR);
		assertThat(this.fates.all).containsOnly(kept("a1"), kept("a2"));
		assertThat(this.counters.started().sum()).isEqualTo(2);
		assertThat(this.counters.kept(KeepReason.ERROR).sum()).isEqualTo(2);
	}

	@Test
	void openSpansAreWaitedForUntilTheDeadline() {
		start("a", 1, true);
		start("a", 2, false);
		end("a", 1, 0, true, null);
		passSeconds(29);
		assertThat(this.fates.all).isEmpty();
		passSeconds(1);
		assertThat(this.fates.all).containsOnly(dropped("a1"));
		assertThat(this.counters.forgotten().sum()).isEqualTo(1);
		end("a", 2, 1, false, KeepReason.ERROR);
		assertThat(this.fates.all).containsOnly(dropped("a1"), dropped("a2"));
		assertNothingIsLeft();
	}

	@Test
	void aFailureBeforeTheDeadlineCounts() {
		start("a", 1, true);
		start("a", 2, false);
		end("a", 1, 0, true, null);
		passSeconds(29);
		end("a", 2, 1, false, KeepReason.ERROR);
		assertThat(this.fates.all).containsOnly(kept("a1"), kept("a2"));
	}

	@Test
	void whatIsOpenForTooLongIsEvictedUnlessItIsKept() {
		start("a", 1, true);
		start("b", 1, true);
		this.table.mark(id("b"), KeepReason.ERROR_LOG);
		passSeconds(600);
		assertThat(this.counters.evicted(EvictReason.AGE).sum()).isEqualTo(1);
		end("a", 1, 0, true, null);
		end("b", 1, 0, true, null);
		assertThat(this.fates.all).containsOnly(dropped("a1"), kept("b1", KeepReason.ERROR_LOG));
		assertNothingIsLeft();
	}

	@Test
	void theOldestUndecidedTraceGoesFirst() {
		this.table = table(3, 8, 1_000_000);
		start("a", 1, true);
		this.table.mark(id("a"), KeepReason.ERROR);
		for (String trace : new String[] { "b", "c", "d", "e" }) {
			start(trace, 1, true);
			start(trace, 2, false);
			end(trace, 2, 1, false, null);
		}
		assertThat(this.fates.all).containsOnly(dropped("b2"));
		assertThat(this.counters.evicted(EvictReason.TRACES).sum()).isEqualTo(1);
		end("a", 1, 0, true, null);
		assertThat(this.fates.all).contains(kept("a1"));
	}

	@Test
	void whereAllAreKeptNothingOfThemIsLost() {
		this.table = table(2, 8, 1_000_000);
		for (int i = 0; i < 2000; i++) {
			start("t" + i, 1, true);
			this.table.mark(id("t" + i), KeepReason.ERROR);
		}
		for (int i = 0; i < 2000; i++) {
			end("t" + i, 1, 0, true, null);
		}
		assertThat(this.fates.all).hasSize(2000).containsValue("error").doesNotContainValue(Fates.DROPPED);
		assertNothingIsLeft();
	}

	@Test
	void bytesAreBounded() {
		this.table = table(100, 8, 3 * SIZE);
		start("a", 1, true);
		start("b", 1, true);
		for (int i = 2; i < 5; i++) {
			start("a", i, false);
			end("a", i, 1, false, null);
		}
		assertThat(this.table.bytes()).isEqualTo(3 * SIZE);
		start("b", 2, false);
		end("b", 2, 1, false, null);
		assertThat(this.table.bytes()).isEqualTo(SIZE);
		assertThat(this.counters.evicted(EvictReason.BYTES).sum()).isEqualTo(1);
	}

	@Test
	void aVeryWideTraceStaysWithinItsBoundAndKeepsErrorsAndTheirAncestors() {
		int max = 400;
		this.table = table(100, max, Long.MAX_VALUE);
		start("w", 1, true);
		int id = 2;
		for (int branch = 0; branch < 100; branch++) {
			int parent = id++;
			start("w", parent, false);
			for (int i = 0; i < 1000; i++) {
				int leaf = id++;
				start("w", leaf, false);
				end("w", leaf, parent, false, (branch >= 50 && i == 500) ? KeepReason.ERROR : null);
				assertThat(this.table.bytes()).isLessThanOrEqualTo((max + 100) * (long) SIZE);
			}
			end("w", parent, 1, false, null);
		}
		end("w", 1, 0, true, null);
		long kept = this.fates.all.values().stream().filter((fate) -> !fate.equals(Fates.DROPPED)).count();
		assertThat(kept).isLessThanOrEqualTo(max + 101);
		assertThat(this.fates.all).hasSize(100_101).contains(kept("w1"), kept("w2"));
		for (int branch = 50; branch < 100; branch++) {
			int parent = 2 + branch * 1001;
			assertThat(this.fates.all).contains(kept("w" + parent), kept("w" + (parent + 501)));
		}
		assertThat(this.counters.dropped(DropReason.TRACE_FULL).sum()).isEqualTo(100_101 - kept);
		assertNothingIsLeft();
	}

	@Test
	void aSlowRootIsCertainWhileItRuns() {
		start("a", 1, true);
		this.clock.addAndGet(Duration.ofMillis(999).toNanos());
		assertThat(this.table.isCertain(id("a"), Duration.ofSeconds(1).toNanos())).isFalse();
		this.clock.addAndGet(Duration.ofMillis(1).toNanos());
		assertThat(this.table.isCertain(id("a"), 0)).isFalse();
		assertThat(this.table.isCertain(id("a"), Duration.ofSeconds(1).toNanos())).isTrue();
		assertThat(this.counters.kept(KeepReason.SLOW).sum()).isEqualTo(1);
		assertThat(this.table.isCertain(id("a"), 0)).isTrue();
	}

	@Test
	void whatIsOpenAtTheEndIsEvicted() {
		start("a", 1, true);
		start("b", 1, true);
		this.table.mark(id("b"), KeepReason.ERROR);
		this.table.clear();
		assertThat(this.counters.evicted(EvictReason.SHUTDOWN).sum()).isEqualTo(1);
		assertNothingIsLeft();
	}

	private TraceTable<String> table(int traces, int spans, long bytes) {
		return new TraceTable<>(
				new TailLimits(traces, spans, bytes, Duration.ofMinutes(10), Duration.ofSeconds(30), 16384),
				this.counters, this.fates, this.clock::get);
	}

	private void passSeconds(int seconds) {
		this.clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
		this.table.sweep();
	}

	private void start(String trace, long span, boolean root) {
		this.clock.incrementAndGet();
		this.table.start(id(trace), span, root);
	}

	private void end(String trace, long span, long parent, boolean root, @Nullable KeepReason reason) {
		this.table.end(trace + span, new Ended(id(trace), span, parent, root, reason, SIZE));
	}

	private void assertNothingIsLeft() {
		assertThat(this.table.undecided()).isZero();
		assertThat(this.table.bytes()).isZero();
	}

	private static String id(String trace) {
		return "%032x".formatted(trace.hashCode());
	}

	private static Map.Entry<String, String> kept(String span) {
		return kept(span, KeepReason.ERROR);
	}

	private static Map.Entry<String, String> kept(String span, KeepReason reason) {
		return Map.entry(span, reason.value());
	}

	private static Map.Entry<String, String> dropped(String span) {
		return Map.entry(span, Fates.DROPPED);
	}

}
