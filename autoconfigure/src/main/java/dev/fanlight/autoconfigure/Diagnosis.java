package dev.fanlight.autoconfigure;

import java.util.function.Consumer;

/**
 * One thing that the doctor looks at: every bean of this type is asked at start, at
 * {@code /actuator/fanlight/doctor} and by {@code --fanlight.doctor}. Implementations are
 * thread-safe; what they throw becomes a finding.
 */
public interface Diagnosis {

	/** The name of what the doctor sends to see whether it arrives. */
	String CANARY = "fanlight.doctor";

	/**
	 * Look, and say what is wrong. Silence means health.
	 * @param findings takes each finding
	 * @throws Exception if nobody can tell
	 */
	void examine(Consumer<Finding> findings) throws Exception;

	/**
	 * Whether it is asked at start as well: not if it sends something, waits, or is said
	 * there anyway.
	 * @return {@code true} if it answers at once
	 */
	default boolean atStart() {
		return true;
	}

	/**
	 * A diagnosis that is not asked at start.
	 * @param diagnosis what it looks at
	 * @return the same, left out at start
	 */
	static Diagnosis notAtStart(Diagnosis diagnosis) {
		return new Diagnosis() {

			@Override
			public void examine(Consumer<Finding> findings) throws Exception {
				diagnosis.examine(findings);
			}

			@Override
			public boolean atStart() {
				return false;
			}

		};
	}

	/**
	 * Something that is wrong.
	 *
	 * @param subject what it is about, such as {@code traces}
	 * @param sentence what is wrong, as a sentence without secrets
	 * @param fix what to do about it, as a sentence
	 */
	record Finding(String subject, String sentence, String fix) {

		@Override
		public String toString() {
			return this.subject + ": " + this.sentence + " " + this.fix;
		}

	}

}
