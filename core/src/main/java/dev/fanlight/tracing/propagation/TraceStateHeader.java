package dev.fanlight.tracing.propagation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate} of the W3C Trace Context. Where the levels differ in
 * their keys, those that the conformance tests of the W3C and OpenTelemetry take are
 * valid.
 */
final class TraceStateHeader {

	static final String HEADER = "tracestate";

	private static final int MOST_MEMBERS = 32;

	private static final int MOST_CHARACTERS = 512;

	/** Longer members are the first to go when there are too many characters. */
	private static final int LONG_MEMBER = 128;

	private static final int LONGEST_KEY = 256;

	private static final int LONGEST_TENANT = 241;

	private static final int LONGEST_SYSTEM = 14;

	private static final int LONGEST_VALUE = 256;

	private TraceStateHeader() {
	}

	/**
	 * Combine what was received, in its order.
	 * @param lines the values of all header lines of this name
	 * @return a valid value of at most 512 characters, or {@code null} if there is
	 * nothing or something is invalid
	 */
	static @Nullable String read(Iterator<String> lines) {
		if (!lines.hasNext()) {
			return null;
		}
		List<String> members = new ArrayList<>();
		Set<String> keys = new HashSet<>();
		while (lines.hasNext()) {
			if (!read(lines.next(), members, keys)) {
				return null;
			}
		}
		truncate(members);
		return members.isEmpty() ? null : String.join(",", members);
	}

	private static boolean read(String line, List<String> members, Set<String> keys) {
		int from = 0;
		while (from <= line.length()) {
			int comma = line.indexOf(',', from);
			int to = (comma < 0) ? line.length() : comma;
			String member = trim(line, from, to);
			if (!member.isEmpty()) {
				int equals = member.indexOf('=');
				if (members.size() == MOST_MEMBERS || equals < 0 || !isKey(member, equals)
						|| !isValue(member, equals + 1) || !keys.add(member.substring(0, equals))) {
					return false;
				}
				members.add(member);
			}
			from = to + 1;
		}
		return true;
	}

	private static String trim(String line, int from, int to) {
		int start = from;
		int end = to;
		while (start < end && isSpace(line.charAt(start))) {
			start++;
		}
		while (end > start && isSpace(line.charAt(end - 1))) {
			end--;
		}
		return line.substring(start, end);
	}

	private static boolean isSpace(char c) {
		return c == ' ' || c == '\t';
	}

	private static boolean isKey(String member, int end) {
		if (end == 0 || end > LONGEST_KEY) {
			return false;
		}
		int at = -1;
		for (int i = 0; i < end; i++) {
			char c = member.charAt(i);
			if (c == '@' && at < 0 && i > 0) {
				at = i;
			}
			else if (!isLetter(c) && !isDigit(c) && (i == 0 || "_-*/".indexOf(c) < 0)) {
				return false;
			}
		}
		if (at < 0) {
			return isLetter(member.charAt(0));
		}
		int system = end - at - 1;
		return at <= LONGEST_TENANT && system > 0 && system <= LONGEST_SYSTEM;
	}

	private static boolean isLetter(char c) {
		return c >= 'a' && c <= 'z';
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static boolean isValue(String member, int start) {
		int length = member.length() - start;
		if (length == 0 || length > LONGEST_VALUE) {
			return false;
		}
		for (int i = start; i < member.length(); i++) {
			char c = member.charAt(i);
			if (c < ' ' || c > '~' || c == '=') {
				return false;
			}
		}
		return true;
	}

	private static void truncate(List<String> members) {
		int length = members.stream().mapToInt((member) -> member.length() + 1).sum() - 1;
		for (int longerThan = LONG_MEMBER; length > MOST_CHARACTERS; longerThan = 0) {
			for (int i = members.size() - 1; i >= 0 && length > MOST_CHARACTERS; i--) {
				if (members.get(i).length() > longerThan) {
					length -= members.remove(i).length() + 1;
				}
			}
		}
	}

}
