package dev.fanlight.autoconfigure.redaction;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionListener;

/**
 * Counts from the first log line on, long before there is a meter registry. Holds one
 * adder for each detector, exit and action that was seen; beyond 1024 detectors, which
 * only a policy replaced over and over can reach, all others share the id {@code other}.
 */
final class RedactionCounters implements RedactionListener {

	private static final int MAX_DETECTORS = 1024;

	private static final String OTHER = "other";

	private static final Exit[] EXITS = Exit.values();

	private static final Action[] ACTIONS = Action.values();

	private final Map<String, AtomicReferenceArray<LongAdder>> redactions = new ConcurrentHashMap<>();

	private final LongAdder[] failures = adders();

	private final LongAdder[] oversizes = adders();

	private final List<Observer> observers = new CopyOnWriteArrayList<>();

	@Override
	public void redacted(String detector, Exit exit, Action action) {
		AtomicReferenceArray<LongAdder> known = this.redactions.get(detector);
		String id = (known != null || this.redactions.size() < MAX_DETECTORS) ? detector : OTHER;
		AtomicReferenceArray<LongAdder> adders = (known != null) ? known : this.redactions.computeIfAbsent(id,
				(key) -> new AtomicReferenceArray<>(EXITS.length * ACTIONS.length));
		int index = exit.ordinal() * ACTIONS.length + action.ordinal();
		LongAdder adder = adders.get(index);
		if (adder == null) {
			LongAdder created = new LongAdder();
			adder = adders.compareAndExchange(index, null, created);
			if (adder == null) {
				adder = created;
				for (Observer observer : this.observers) {
					observer.added(id, exit, action, created);
				}
			}
		}
		adder.increment();
	}

	@Override
	public void failed(Exit exit) {
		this.failures[exit.ordinal()].increment();
	}

	@Override
	public void oversize(Exit exit) {
		this.oversizes[exit.ordinal()].increment();
	}

	LongAdder failures(Exit exit) {
		return this.failures[exit.ordinal()];
	}

	LongAdder oversizes(Exit exit) {
		return this.oversizes[exit.ordinal()];
	}

	/**
	 * Tells an observer of every adder there is and of each further one. It may be told
	 * of the same adder twice.
	 * @param observer the observer, called on the thread that logs
	 */
	void observe(Observer observer) {
		this.observers.add(observer);
		each(observer);
	}

	/**
	 * Tells an observer of every adder there is now.
	 * @param observer the observer
	 */
	void each(Observer observer) {
		this.redactions.forEach((detector, adders) -> {
			for (int i = 0; i < adders.length(); i++) {
				LongAdder adder = adders.get(i);
				if (adder != null) {
					observer.added(detector, EXITS[i / ACTIONS.length], ACTIONS[i % ACTIONS.length], adder);
				}
			}
		});
	}

	private static LongAdder[] adders() {
		LongAdder[] adders = new LongAdder[EXITS.length];
		for (int i = 0; i < adders.length; i++) {
			adders[i] = new LongAdder();
		}
		return adders;
	}

	/**
	 * Sees the adders.
	 */
	@FunctionalInterface
	interface Observer {

		void added(String detector, Exit exit, Action action, LongAdder adder);

	}

}
