package dev.fanlight.alerting;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A rule with its state. Guarded by the engine.
 */
final class Watched {

	final Rule rule;

	final Judge judge;

	AlertState state;

	Judgement last = Judgement.unknown("not judged yet");

	/** The alert that is due or was due last. */
	@Nullable Alert alert;

	/** Of which alert each channel was told, by when it began. */
	final Map<String, Instant> told = new HashMap<>();

	/** The same, once it arrived or was given up. */
	final Map<String, Instant> settled = new HashMap<>();

	/** When each channel was last told that it is due. */
	final Map<String, Instant> sent = new HashMap<>();

	Watched(Rule rule, Judge judge, Instant now) {
		this.rule = rule;
		this.judge = judge;
		this.state = AlertState.initial(now);
	}

}
