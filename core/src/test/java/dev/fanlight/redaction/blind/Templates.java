package dev.fanlight.redaction.blind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.redaction.corpus.Group;
import dev.fanlight.redaction.corpus.Line;

/**
 * Fills templates: {@code «pw»} is a secret, {@code ‹host›} is context, {@code ⟨text⟩}
 * may go or stay. Between filling and reading, private characters mark what is what; they
 * survive the escaping of the carrier.
 */
final class Templates {

	private static final Pattern PLACE = Pattern.compile("«([^»]+)»|‹([^›]+)›|⟨([^⟩]*)⟩");

	private static final char SECRET = '\uE000';

	private static final char GREY = '\uE001';

	private static final char END = '\uE002';

	private final Values values;

	private final List<Line> lines = new ArrayList<>();

	Templates(Values values) {
		this.values = values;
	}

	List<Line> lines() {
		return this.lines;
	}

	void add(Kind kind, int count, String... templates) {
		add(kind, count, UnaryOperator.identity(), templates);
	}

	void add(Kind kind, int count, UnaryOperator<String> wrap, String... templates) {
		for (int i = 0; i < Math.max(count, templates.length); i++) {
			String template = templates[i % templates.length];
			this.lines.add(line(wrap.apply(fill(template)), kind, template));
		}
	}

	private String fill(String template) {
		Matcher matcher = PLACE.matcher(template);
		StringBuilder filled = new StringBuilder();
		while (matcher.find()) {
			String value;
			if (matcher.group(1) != null) {
				value = SECRET + this.values.get(matcher.group(1)) + END;
			}
			else if (matcher.group(2) != null) {
				value = this.values.get(matcher.group(2));
			}
			else {
				value = GREY + matcher.group(3) + END;
			}
			matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
		}
		return matcher.appendTail(filled).toString();
	}

	private static Line line(String marked, Kind kind, String template) {
		StringBuilder text = new StringBuilder();
		List<Line.Span> spans = new ArrayList<>();
		for (int i = 0; i < marked.length(); i++) {
			char c = marked.charAt(i);
			if (c == SECRET || c == GREY) {
				int end = marked.indexOf(END, i);
				spans.add(new Line.Span(text.length(), text.length() + end - i - 1, c == SECRET));
				text.append(marked, i + 1, end);
				i = end;
			}
			else {
				text.append(c);
			}
		}
		return new Line(text.toString(), spans, kind.name(), template, kind.hard(),
				kind.personal() ? Group.PII : Group.SECRETS);
	}

	/** Text as it stands inside a JSON string. */
	static String escaped(String text) {
		return text.replace("\\", "\\\\")
			.replace("\"", "\\\"")
			.replace("\n", "\\n")
			.replace("\r", "\\r")
			.replace("\t", "\\t");
	}

	/**
	 * A row of the score table.
	 *
	 * @param name its name
	 * @param hard whether the bars of the traps apply
	 * @param personal whether the group of personal data has to be on
	 */
	record Kind(String name, boolean hard, boolean personal) {
	}

}
