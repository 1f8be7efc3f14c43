package dev.fanlight.tracing.tail;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Spans on their way out of the table: collected under the lock of a stripe, delivered
 * after it.
 *
 * @param <S> what stands for a span
 */
final class Outcome<S> {

	private final List<Object> spans = new ArrayList<>(4);

	/** Next to each span why it is kept, {@code null} when it is dropped. */
	private final List<@Nullable KeepReason> reasons = new ArrayList<>(4);

	void add(Object span, @Nullable KeepReason reason) {
		this.spans.add(span);
		this.reasons.add(reason);
	}

	void addAll(Object[] spans, @Nullable KeepReason reason) {
		for (Object span : spans) {
			add(span, reason);
		}
	}

	@SuppressWarnings("unchecked")
	void deliver(Outlet<S> outlet) {
		for (int i = 0; i < this.spans.size(); i++) {
			KeepReason reason = this.reasons.get(i);
			if (reason != null) {
				outlet.keep((S) this.spans.get(i), reason);
			}
			else {
				outlet.drop((S) this.spans.get(i));
			}
		}
	}

}
