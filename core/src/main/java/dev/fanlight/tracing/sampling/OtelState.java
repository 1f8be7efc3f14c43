package dev.fanlight.tracing.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code ot} of a {@code tracestate}: sub-keys with values, such as
 * {@code ot=th:e666;rv:6e6d1a75832a2f}.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/">TraceState
 * handling</a>
 */
final class OtelState {

	static final String THRESHOLD = "th";

	static final String RANDOMNESS = "rv";

	private static final String KEY = "ot";

	private static final int MOST_MEMBERS = 32;

	private static final int LONGEST_VALUE = 256;

	private OtelState() {
	}

	/**
	 * The value of a sub-key.
	 * @param state the state, usually empty
	 * @param key the sub-key
	 * @return the value, or {@code null}
	 */
	static @Nullable String get(TraceState state, String key) {
		String value = state.isEmpty() ? null : state.get(KEY);
		if (value == null) {
			return null;
		}
		for (String member : value.split(";")) {
			if (isOf(member, key)) {
				return member.substring(key.length() + 1);
			}
		}
		return null;
	}

	/**
	 * Set or take away the threshold. What else there is stays, in its order, behind
	 * ours.
	 * @param state the state
	 * @param threshold the threshold, or {@link Threshold#NONE}
	 * @return the state with it
	 */
	static TraceState withThreshold(TraceState state, long threshold) {
		String before = state.get(KEY);
		String after = value(before, threshold);
		if (after.equals((before != null) ? before : "")) {
			return state;
		}
		List<Map.Entry<String, String>> others = new ArrayList<>();
		state.forEach((key, value) -> {
			if (!key.equals(KEY)) {
				others.add(Map.entry(key, value));
			}
		});
		int room = after.isEmpty() ? MOST_MEMBERS : MOST_MEMBERS - 1;
		TraceStateBuilder builder = TraceState.builder();
		for (int i = Math.min(others.size(), room) - 1; i >= 0; i--) {
			builder.put(others.get(i).getKey(), others.get(i).getValue());
		}
		return (after.isEmpty() ? builder : builder.put(KEY, after)).build();
	}

	private static String value(@Nullable String before, long threshold) {
		StringBuilder others = new StringBuilder();
		for (String member : ((before != null) ? before : "").split(";")) {
			if (!member.isEmpty() && !isOf(member, THRESHOLD)) {
				others.append(others.isEmpty() ? "" : ";").append(member);
			}
		}
		if (threshold == Threshold.NONE) {
			return others.toString();
		}
		String ours = THRESHOLD + ":" + Threshold.text(threshold);
		boolean fits = ours.length() + 1 + others.length() <= LONGEST_VALUE;
		return others.isEmpty() ? ours : fits ? ours + ";" + others : others.toString();
	}

	private static boolean isOf(String member, String key) {
		return member.startsWith(key) && member.length() > key.length() && member.charAt(key.length()) == ':';
	}

}
