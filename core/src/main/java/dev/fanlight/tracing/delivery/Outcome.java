package dev.fanlight.tracing.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt.
 *
 * @param kind what to do about it
 * @param words the cause as it is said to people, or what the receiver said about a
 * partial success
 * @param retryAfter how long the receiver wants to be left alone
 * @param rejected how many items of a delivered batch it did not take
 */
record Outcome(Kind kind, String words, @Nullable Duration retryAfter, long rejected) {

	static Outcome delivered(long rejected, String words) {
		return new Outcome(Kind.DELIVERED, words, null, rejected);
	}

	static Outcome of(Kind kind, String words) {
		return new Outcome(kind, words, null, 0);
	}

	Outcome after(@Nullable Duration retryAfter) {
		return new Outcome(this.kind, this.words, retryAfter, this.rejected);
	}

	enum Kind {

		/** The receiver has it. */
		DELIVERED,

		/** The receiver is away or closed to us: keep the batch, come back later. */
		AWAY,

		/**
		 * The receiver does not want this batch, or does not want anything: what it does
		 * with others tells.
		 */
		REFUSED

	}

}
