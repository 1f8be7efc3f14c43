package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What was given back is used again, never by two at once, and is long enough. */
class ScanPoolTests {

	private final ScanPool pool = new ScanPool();

	@ParameterizedTest
	@CsvSource({ "0, 4096", "4096, 4096", "4097, 65536", "65536, 65536", "65537, 65537", "100000, 100000" })
	void givesWhatIsLongEnoughAndNoLonger(int length, int capacity) {
		assertThat(this.pool.acquire(length).capacity()).isEqualTo(capacity);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 10_000, 100_000 })
	void usesAgainWhatWasGivenBack(int length) {
		Scan first = this.pool.acquire(length);
		assertThat(this.pool.acquire(length)).isNotSameAs(first);
		for (int n = 0; n < 3; n++) {
			this.pool.release(first);
			assertThat(this.pool.acquire(length)).isSameAs(first);
			assertThat(this.pool.acquire(length)).isNotSameAs(first);
		}
	}

	@Test
	void takesOfTheLongestTextsOnlyWhatIsLongEnough() {
		Scan large = this.pool.acquire(100_000);
		this.pool.release(large);
		assertThat(this.pool.acquire(100_001)).isNotSameAs(large);
		this.pool.release(large);
		assertThat(this.pool.acquire(99_999)).isSameAs(large);
	}

	/** Threads differ in their numbers only; one slot for all would be one for each. */
	@Test
	void threadsHaveSlotsOfTheirOwnAsFarAsThereAreAny() throws Exception {
		for (int length : new int[] { 10, 10_000 }) {
			List<Scan> released = new ArrayList<>();
			for (int n = 0; n < 64; n++) {
				Thread thread = new Thread(() -> {
					Scan scan = new ScanPool().acquire(length);
					released.add(scan);
					this.pool.release(scan);
				});
				thread.start();
				thread.join();
			}
			List<Scan> again = new ArrayList<>();
			for (int n = 0; n < 64; n++) {
				Thread thread = new Thread(() -> again.add(this.pool.acquire(length)));
				thread.start();
				thread.join();
			}
			again.retainAll(released);
			assertThat(again).doesNotHaveDuplicates().hasSizeGreaterThan((length < 4096) ? 8 : 2);
		}
	}

}
