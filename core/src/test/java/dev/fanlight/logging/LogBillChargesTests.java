package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who writes most is found, whenever it began to.
 */
class LogBillChargesTests {

	private static final int MANY = 10_000;

	private final LogBill bill = new LogBill();

	@Test
	void loggerThatFloodsAfterTheBudgetIsSpentIsTheWorst() {
		for (int i = 0; i < LogBill.BUDGET; i++) {
			this.bill.count("startup." + i, Level.INFO, 100);
		}
		for (int i = 0; i < 1_000_000; i++) {
			this.bill.count("flood", Level.WARN, 100);
		}
		assertThat(this.bill.worst(1)).containsExactly(new LogBill.Charge("flood", "warn", 1_000_000, 100_000_000, 0));
		assertThat(this.bill.worst(LogBill.BUDGET + 2)).hasSize(LogBill.BUDGET + 1);
		assertThat(this.bill.items().get(0).logger()).isEqualTo(LogBill.OTHER);
	}

	@Test
	void floodIsFoundAmongMoreLoggersThanAreRememberedAndNumbersAddUp() {
		for (int i = 0; i < MANY; i++) {
			this.bill.count("startup." + i, Level.INFO, 100);
		}
		for (int i = 0; i < MANY; i++) {
			this.bill.count("flood", Level.INFO, 100);
			this.bill.count("rare." + i, Level.INFO, 100);
		}
		List<LogBill.Charge> worst = this.bill.worst(Integer.MAX_VALUE);
		LogBill.Charge flood = worst.stream()
			.filter((charge) -> charge.logger().equals("flood"))
			.findFirst()
			.orElseThrow();
		assertThat(worst.indexOf(flood)).isLessThan(2);
		assertThat(flood.bytes()).isLessThanOrEqualTo(MANY * 100);
		assertThat(flood.bytes() + flood.before()).isGreaterThanOrEqualTo(MANY * 100);
		// An eighth of what came to its places: one of 32 parts of the others, and itself
		assertThat(flood.before()).isLessThan(2 * 2 * MANY * 100 / 32 / Newcomers.WAYS + MANY * 100 / Newcomers.WAYS);
		assertThat(worst.stream().mapToLong(LogBill.Charge::lines).sum()).isEqualTo(3 * MANY);
		assertThat(worst.stream().mapToLong(LogBill.Charge::bytes).sum()).isEqualTo(3 * MANY * 100);
		assertThat(worst).hasSizeLessThan(LogBill.BUDGET + 256 + 2);
	}

	@Test
	void manyThreadsLoseNothing() throws Exception {
		this.bill.budget(1);
		this.bill.count("first", Level.INFO, 1);
		int threads = 4;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<?>> results = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			results.add(executor.submit(() -> {
				for (int i = 0; i < MANY; i++) {
					this.bill.count("flood", Level.INFO, 10);
					this.bill.count("rare." + i, Level.DEBUG, 10);
				}
			}));
		}
		for (Future<?> result : results) {
			result.get();
		}
		executor.shutdown();
		List<LogBill.Charge> worst = this.bill.worst(Integer.MAX_VALUE);
		assertThat(worst.stream().mapToLong(LogBill.Charge::lines).sum()).isEqualTo(1 + 2 * threads * MANY);
		assertThat(worst).anySatisfy((charge) -> {
			assertThat(charge.logger()).isEqualTo("flood");
			assertThat(charge.bytes() + charge.before()).isGreaterThan(threads * MANY * 10 * 9 / 10);
		});
	}

}
