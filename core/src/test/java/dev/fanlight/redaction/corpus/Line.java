package dev.fanlight.redaction.corpus;

import java.util.List;

/**
 * One labelled line.
 *
 * @param text what the application logs
 * @param spans where the secrets are, in order; empty for a look-alike, which has to come
 * back unchanged
 * @param kind the row of the score table, such as {@code github} or {@code kv}
 * @param variant what exactly was built, for the list of failures
 * @param hard whether it is one of the traps named in the facts, which have bars of their
 * own
 * @param group the group that has to be on
 */
public record Line(String text, List<Span> spans, String kind, String variant, boolean hard, Group group) {

	public Line {
		spans = List.copyOf(spans);
	}

	/** Whether nothing in this line may be touched. */
	public boolean lookAlike() {
		return this.spans.stream().noneMatch(Span::secret);
	}

	/** The secrets as they stand in the text, escapes included. */
	public List<String> secrets() {
		return this.spans.stream().filter(Span::secret).map((span) -> span.of(this.text)).toList();
	}

	/**
	 * A part of the text that is not context.
	 *
	 * @param start first character
	 * @param end after the last character
	 * @param secret whether it must not survive; otherwise it may stay or go, such as the
	 * armour of a key or the attributes of a cookie
	 */
	public record Span(int start, int end, boolean secret) {

		String of(String text) {
			return text.substring(this.start, this.end);
		}

	}

}
