package dev.fanlight.tracing.tail;

import org.jspecify.annotations.Nullable;

/**
 * Traces in the order in which they were added, linked through themselves.
 *
 * @param <S> what stands for a span
 */
final class TraceList<S> {

	private @Nullable LocalTrace<S> first;

	private @Nullable LocalTrace<S> last;

	private int size;

	@Nullable LocalTrace<S> first() {
		return this.first;
	}

	int size() {
		return this.size;
	}

	void add(LocalTrace<S> trace) {
		trace.previous = this.last;
		trace.next = null;
		if (this.last != null) {
			this.last.next = trace;
		}
		else {
			this.first = trace;
		}
		this.last = trace;
		this.size++;
	}

	void remove(LocalTrace<S> trace) {
		LocalTrace<S> previous = trace.previous;
		LocalTrace<S> next = trace.next;
		if (previous != null) {
			previous.next = next;
		}
		else {
			this.first = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		else {
			this.last = previous;
		}
		this.size--;
	}

}
