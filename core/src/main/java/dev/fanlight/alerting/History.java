package dev.fanlight.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * What was measured during a window, at {@value #POINTS} points at most. The window is
 * longer than asked for by one point at most.
 *
 * @param <T> what was measured
 */
final class History<T> {

	static final int POINTS = 30;

	private final Duration window;

	private final Duration step;

	private final Deque<Point<T>> points = new ArrayDeque<>();

	History(Duration window) {
		this.window = window;
		this.step = window.dividedBy(POINTS);
	}

	void add(Instant now, T value) {
		Point<T> last = this.points.peekLast();
		if (last != null && now.isBefore(last.at)) {
			// The clock was set back
			this.points.clear();
			last = null;
		}
		if (last == null || !now.isBefore(last.at.plus(this.step))) {
			this.points.addLast(new Point<>(now, value));
		}
		Instant begin = now.minus(this.window);
		while (this.points.size() > 1 && !second().at.isAfter(begin)) {
			this.points.removeFirst();
		}
	}

	private Point<T> second() {
		Iterator<Point<T>> iterator = this.points.iterator();
		iterator.next();
		return iterator.next();
	}

	/**
	 * What was measured when the window began, or the first thing ever.
	 * @return the point, or {@code null} if there is none
	 */
	@Nullable Point<T> begin() {
		return this.points.peekFirst();
	}

	@Nullable Point<T> last() {
		return this.points.peekLast();
	}

	/**
	 * Whether the past reaches as far as the window.
	 * @param now the time
	 * @return whether it does
	 */
	boolean isWhole(Instant now) {
		Point<T> begin = begin();
		return begin != null && !begin.at.isAfter(now.minus(this.window));
	}

	int size() {
		return this.points.size();
	}

	record Point<T>(Instant at, T value) {
	}

}
