package dev.fanlight.tracing.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line that a receiver cannot be reached and in one that everything reached
 * it after all, however many pipelines go there.
 */
final class OutageLog {

	private static final Logger logger = LoggerFactory.getLogger(Delivery.class);

	private static final Duration REPEAT = Duration.ofHours(1);

	private final Map<String, Outage> outages = new HashMap<>();

	private final Map<String, Long> ended = new HashMap<>();

	private final Map<String, Long> complaints = new HashMap<>();

	/**
	 * A pipeline stopped reaching its receiver.
	 * @param pipeline the pipeline
	 * @param words why
	 * @param attemptBegan when the attempt that failed began, as
	 * {@link System#nanoTime()}
	 * @return whether that is an outage, rather than the end of one that is over for
	 * others
	 */
	synchronized boolean begin(Pipeline pipeline, String words, long attemptBegan) {
		Long ended = this.ended.get(pipeline.authority());
		if (ended != null && attemptBegan - ended < 0) {
			return false;
		}
		Outage outage = this.outages.computeIfAbsent(pipeline.authority(), (key) -> new Outage());
		if (outage.pipelines.add(pipeline)) {
			outage.before.putIfAbsent(pipeline, Tally.of(pipeline));
		}
		if (!outage.said) {
			outage.said = true;
			logger.warn("{} do not reach {}: {}{} {} Nothing more is said until they do.", name(pipeline.signal()),
					pipeline.address(), words, words.endsWith("?") ? "" : ".", pipeline.refuge());
		}
		return true;
	}

	/**
	 * All that a pipeline had kept is delivered.
	 * @param pipeline the pipeline
	 */
	synchronized void end(Pipeline pipeline) {
		Outage outage = this.outages.get(pipeline.authority());
		if (outage == null || !outage.pipelines.remove(pipeline) || !outage.pipelines.isEmpty()) {
			return;
		}
		this.outages.remove(pipeline.authority());
		this.ended.put(pipeline.authority(), System.nanoTime());
		StringBuilder late = new StringBuilder();
		long lost = 0;
		for (Map.Entry<Pipeline, Tally> entry : outage.before.entrySet()) {
			Tally now = Tally.of(entry.getKey());
			late.append(late.isEmpty() ? "" : ", ")
				.append(now.delivered - entry.getValue().delivered)
				.append(' ')
				.append(entry.getKey().signal().items());
			lost += now.dropped - entry.getValue().dropped;
		}
		logger.warn("Telemetry reaches {} again after {} s: {} were late, {} were lost", pipeline.authority(),
				Duration.ofNanos(System.nanoTime() - outage.since).toSeconds(), late, lost);
	}

	/**
	 * Something is wrong that is not an outage. Said once an hour at most.
	 * @param pipeline where
	 * @param about which kind of complaint it is
	 * @param line what
	 */
	synchronized void complain(Pipeline pipeline, Complaint about, String line) {
		String key = pipeline.authority() + " " + about;
		Long last = this.complaints.get(key);
		if (last == null || System.nanoTime() - last > REPEAT.toNanos()) {
			this.complaints.put(key, System.nanoTime());
			logger.warn("{} to {}: {}", name(pipeline.signal()), pipeline.address(), line);
		}
	}

	private static String name(Signal signal) {
		return Character.toUpperCase(signal.key().charAt(0)) + signal.key().substring(1);
	}

	enum Complaint {

		REJECTED, REFUSED, SPOOL, PROCESSOR

	}

	private static final class Outage {

		private final Set<Pipeline> pipelines = new HashSet<>();

		private final Map<Pipeline, Tally> before = new HashMap<>();

		private final long since = System.nanoTime();

		private boolean said;

	}

	private record Tally(long delivered, long dropped) {

		static Tally of(Pipeline pipeline) {
			return new Tally(pipeline.counters().delivered.get(), pipeline.counters().dropped());
		}

	}

}
