package dev.fanlight.benchmarks;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.fanlight.allocation.Allocation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a line in JSON, redaction on, may allocate beside Boot's text line and Boot's
 * JSON.
 */
class LineBudgetTests {

	private static final int CALLS = 200;

	@ParameterizedTest
	@EnumSource
	void aLineAllocatesAtMostTwoKilobytesMoreThanBootsText(Short line) {
		assertThat(bytes("fanlight", line.call)).isLessThan(bytes("text", line.call) + 2000);
	}

	@Test
	void aStackTraceAllocatesAtMostThreeTenthsOfBootsJson() {
		assertThat(bytes("fanlight", LineBenchmark::exception))
			.isLessThan(0.3 * bytes("boot", LineBenchmark::exception));
	}

	private static double bytes(String writer, Consumer<LineBenchmark> line) {
		LineBenchmark benchmark = new LineBenchmark();
		benchmark.writer = writer;
		benchmark.prepare();
		return Allocation.perCall(CALLS, () -> line.accept(benchmark));
	}

	enum Short {

		ARGUMENTS(LineBenchmark::arguments), MDC(LineBenchmark::mdc), STRUCTURED(LineBenchmark::structured);

		private final Consumer<LineBenchmark> call;

		Short(Consumer<LineBenchmark> call) {
			this.call = call;
		}

	}

}
