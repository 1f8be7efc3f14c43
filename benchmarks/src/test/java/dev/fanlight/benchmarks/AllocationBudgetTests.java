package dev.fanlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a clean line may cost the garbage collector: nothing. And what the error inbox may
 * add to a throwable: less than its trace as text.
 */
class AllocationBudgetTests {

	private static final int ROUNDS = 20_000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@ParameterizedTest
	@ValueSource(strings = { "clean200", "clean1000", "trace20k" })
	void aCleanTextAllocatesNothingAndComesBackAsItself(String input) {
		String[] lines = Lines.of(input);
		int rounds = ROUNDS * 200 / lines[0].length();
		// What the machine allocates once in a while is no cost of a text
		long least = LongStream.range(0, 5).map((run) -> bytes(lines, rounds)).min().orElseThrow();
		assertThat((double) least / rounds).isBetween(0.0, 1.0);
	}

	@Test
	void takingAnErrorAllocatesLessThanWritingItsTrace() {
		ErrorBenchmark errors = new ErrorBenchmark();
		assertThat(bytes(errors::makeAndTake) - bytes(errors::make))
			.isLessThan(bytes(errors::makeAndWrite) - bytes(errors::make));
	}

	private double bytes(Runnable work) {
		for (int i = 0; i < ROUNDS / 10; i++) {
			work.run();
		}
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS / 10; i++) {
			work.run();
		}
		return (double) (this.threads.getCurrentThreadAllocatedBytes() - before) / (ROUNDS / 10);
	}

	private long bytes(String[] lines, int rounds) {
		boolean same = true;
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < rounds; i++) {
			String line = lines[i % lines.length];
			same &= this.redactor.redact(line, Exit.LOG) == line;
		}
		long after = this.threads.getCurrentThreadAllocatedBytes();
		assertThat(same).isTrue();
		return after - before;
	}

}
