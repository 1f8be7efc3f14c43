package dev.fanlight.autoconfigure.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.EndpointSection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class LiveChangesTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final ManualTimer timer = new ManualTimer();

	private final LiveChanges changes = new LiveChanges(
			Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC), this.timer);

	private final Values section = new Values();

	@Test
	void valueReturnsAfterItsTime(CapturedOutput output) {
		this.changes.change(this.section, "a", "2", MINUTE, "alice");
		assertThat(this.section.values).containsEntry("a", "2");
		assertThat(this.changes.list(null)).singleElement().satisfies((change) -> {
			assertThat(change.until()).isEqualTo("2026-11-26T10:01:00Z");
			assertThat(change.toMap()).containsEntry("before", "1").containsEntry("by", "alice");
		});
		assertThat(this.timer.delays).containsExactly(MINUTE);
		this.timer.tasks.get(0).run();
		assertThat(this.section.values).containsEntry("a", "1");
		assertThat(this.changes.list(null)).isEmpty();
		assertThat(output).contains("alice changed values a: 1 -> 2 until 2026-11-26T10:01:00Z")
			.contains("expiry reverted values a: 2 -> 1");
	}

	@Test
	void changeThatLastsIsAuditedAndNotReverted(CapturedOutput output) {
		LiveChange change = this.changes.change(new EndpointSection() {

			@Override
			public String name() {
				return "facts";
			}

			@Override
			public Map<String, ?> read() {
				return Map.of();
			}

			@Override
			public Change write(String key, String value) {
				return Change.lasting("open", value);
			}

		}, "a", "resolved", MINUTE, "alice");
		assertThat(change.toMap()).containsEntry("value", "resolved").doesNotContainKey("until");
		assertThat(this.changes.list(null)).isEmpty();
		assertThat(this.timer.tasks).isEmpty();
		assertThat(output).contains("alice changed facts a: open -> resolved for good");
	}

	@Test
	void secondChangeTakesTheTimeOfTheFirstAndKeepsItsValueBefore() {
		this.changes.change(this.section, "a", "2", MINUTE, "alice");
		this.changes.change(this.section, "a", "3", MINUTE, "bob");
		assertThat(this.timer.cancelled).isEqualTo(1);
		// The first timer was already running when the second change came
		this.timer.tasks.get(0).run();
		assertThat(this.section.values).containsEntry("a", "3");
		this.timer.tasks.get(1).run();
		assertThat(this.section.values).containsEntry("a", "1");
	}

	@Test
	void revertsOneKeyOrAllOfASection() {
		for (String key : List.of("a", "b", "c")) {
			this.changes.change(this.section, key, "2", MINUTE, "alice");
		}
		assertThat(this.changes.revert("values", "b", "bob")).isEqualTo(1);
		assertThat(this.changes.revert("others", null, "bob")).isZero();
		assertThat(this.changes.list("values")).extracting(LiveChange::key).containsExactly("a", "c");
		assertThat(this.changes.revert("values", null, "bob")).isEqualTo(2);
		assertThat(this.section.values).doesNotContainValue("2");
	}

	@Test
	void refusesMoreKeysThanTheBoundButGoesOnWithKnownOnes() {
		for (int i = 0; i < LiveChanges.MAX_CHANGES; i++) {
			this.changes.change(this.section, "key" + i, "2", MINUTE, "alice");
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.changes.change(this.section, "more", "2", MINUTE, "alice"));
		assertThat(this.section.values).doesNotContainKey("more");
		this.changes.change(this.section, "key0", "3", MINUTE, "alice");
		assertThat(this.changes.list(null)).hasSize(LiveChanges.MAX_CHANGES);
	}

	@Test
	void revertThatFailsCostsNoOther(CapturedOutput output) {
		this.section.stuck = "a";
		this.changes.change(this.section, "a", "2", MINUTE, "alice");
		this.changes.change(this.section, "b", "2", MINUTE, "alice");
		this.changes.close();
		assertThat(this.section.values).containsEntry("b", "1");
		assertThat(this.changes.list(null)).isEmpty();
		assertThat(output).contains("shutdown could not revert values a: 2 -> 1")
			.contains("shutdown reverted values b: 2 -> 1");
	}

	@Test
	void realTimerUsesOneThreadAndOnlyWhenItMust() throws InterruptedException {
		try (ThreadTimer real = new ThreadTimer()) {
			assertThat(threads()).isZero();
			CountDownLatch done = new CountDownLatch(2);
			real.schedule(() -> {
				throw new AssertionError("was taken back");
			}, Duration.ofMillis(200)).run();
			real.schedule(done::countDown, Duration.ofMillis(1));
			real.schedule(done::countDown, Duration.ofMillis(2));
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(threads()).isLessThanOrEqualTo(1);
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("fanlight-endpoint"))
			.count();
	}

	private static final class Values implements EndpointSection {

		private final Map<String, String> values = new LinkedHashMap<>(Map.of("a", "1", "b", "1", "c", "1"));

		private String stuck = "";

		@Override
		public String name() {
			return "values";
		}

		@Override
		public Map<String, ?> read() {
			return this.values;
		}

		@Override
		public Change write(String key, String value) {
			String before = String.valueOf(this.values.put(key, value));
			return new Change(before, value, () -> {
				if (key.equals(this.stuck)) {
					throw new IllegalStateException("stuck");
				}
				this.values.put(key, before);
			});
		}

	}

	static final class ManualTimer implements LiveChanges.Timer {

		final List<Runnable> tasks = new ArrayList<>();

		private final List<Duration> delays = new ArrayList<>();

		private int cancelled;

		@Override
		public Runnable schedule(Runnable task, Duration delay) {
			this.tasks.add(task);
			this.delays.add(delay);
			return () -> this.cancelled++;
		}

	}

}
