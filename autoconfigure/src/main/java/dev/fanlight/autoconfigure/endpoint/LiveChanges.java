package dev.fanlight.autoconfigure.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.EndpointSection.Change;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Changes that operators made, and what reverts them: a timer, the operator or the end of
 * the application. A second change of a key prolongs the first; what returns is the value
 * before both. At most {@value #MAX_CHANGES} keys are changed at a time, further ones are
 * refused. A change that its section means to last is not kept here. Each change and each
 * revert is one line of the logger {@value #AUDIT}.
 */
final class LiveChanges implements AutoCloseable {

	static final String AUDIT = "dev.fanlight.audit";

	static final int MAX_CHANGES = 100;

	private static final Log audit = LogFactory.getLog(AUDIT);

	private final Clock clock;

	private final Timer timer;

	private final List<LiveChange> changes = new ArrayList<>();

	private long made;

	LiveChanges(Clock clock, Timer timer) {
		this.clock = clock;
		this.timer = timer;
	}

	/**
	 * Change a value for some time.
	 * @param section the section that owns it
	 * @param key the key
	 * @param value the value
	 * @param expiry how long it is in force
	 * @param who who asks for it
	 * @return the change
	 * @throws IllegalArgumentException if the section refuses it or there are too many
	 */
	synchronized LiveChange change(EndpointSection section, String key, String value, Duration expiry, String who) {
		LiveChange earlier = find(section.name(), key);
		if (earlier == null && this.changes.size() >= MAX_CHANGES) {
			throw new IllegalArgumentException(
					"there are " + MAX_CHANGES + " changes already, wait for one to expire or revert one");
		}
		Change written = section.write(key, value);
		Instant now = this.clock.instant();
		String before = written.before();
		Runnable revert = written.revert();
		if (revert == null) {
			audit.info(
					"%s changed %s %s: %s -> %s for good".formatted(who, section.name(), key, before, written.after()));
			return new LiveChange(++this.made, section.name(), key, written.after(), before, who, now, null, () -> {
			}, () -> {
			});
		}
		if (earlier != null) {
			earlier.cancel().run();
			this.changes.remove(earlier);
			before = earlier.before();
			revert = earlier.revert();
		}
		long id = ++this.made;
		Runnable cancel;
		try {
			cancel = this.timer.schedule(() -> expire(id), expiry);
		}
		catch (RuntimeException ex) {
			// Nothing would revert it
			revert.run();
			throw ex;
		}
		LiveChange change = new LiveChange(id, section.name(), key, written.after(), before, who, now, now.plus(expiry),
				revert, cancel);
		this.changes.add(change);
		audit.info("%s changed %s %s: %s -> %s until %s".formatted(who, section.name(), key, written.before(),
				change.value(), change.until()));
		return change;
	}

	/**
	 * Revert changes of a section at once.
	 * @param section the name of the section
	 * @param key the key or {@code null} for all keys
	 * @param who who asks for it
	 * @return how many changes were reverted
	 */
	synchronized int revert(String section, @Nullable String key, String who) {
		return revertIf((change) -> change.section().equals(section) && (key == null || change.key().equals(key)), who);
	}

	/** By id, since the timer of a change that was replaced may already run. */
	private synchronized void expire(long id) {
		revertIf((change) -> change.id() == id, "expiry");
	}

	private int revertIf(Predicate<LiveChange> wanted, String who) {
		List<LiveChange> ending = this.changes.stream().filter(wanted).toList();
		this.changes.removeAll(ending);
		for (LiveChange change : ending) {
			change.cancel().run();
			String what = "%s %s: %s -> %s".formatted(change.section(), change.key(), change.value(), change.before());
			try {
				change.revert().run();
				audit.info(who + " reverted " + what);
			}
			catch (SupersededException ex) {
				audit.info(who + " did not revert " + what + ", since it was changed elsewhere: " + ex.getMessage());
			}
			catch (RuntimeException ex) {
				audit.warn(who + " could not revert " + what + ", the value stays until a restart", ex);
			}
		}
		return ending.size();
	}

	/**
	 * The changes in force.
	 * @param section the name of a section or {@code null} for all
	 * @return the changes, oldest first
	 */
	synchronized List<LiveChange> list(@Nullable String section) {
		return this.changes.stream().filter((change) -> section == null || change.section().equals(section)).toList();
	}

	private @Nullable LiveChange find(String section, String key) {
		return this.changes.stream()
			.filter((change) -> change.section().equals(section) && change.key().equals(key))
			.findFirst()
			.orElse(null);
	}

	@Override
	public synchronized void close() {
		revertIf((change) -> true, "shutdown");
	}

	/**
	 * Runs something later.
	 */
	@FunctionalInterface
	interface Timer {

		/**
		 * Run something once.
		 * @param task the task
		 * @param delay after which time
		 * @return takes the task back
		 */
		Runnable schedule(Runnable task, Duration delay);

	}

}
