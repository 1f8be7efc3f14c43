package dev.fanlight.alerting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.alerting.Condition.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition from left to right: what is judged, compared with what, over how
 * long.
 */
final class ConditionParser {

	private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

	private static final Pattern PERCENTILE = Pattern.compile("p(\\d{2,4})");

	private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

	private static final Pattern UNIT = Pattern.compile("%|/?[a-z]+");

	private static final Pattern COMPARISON = Pattern.compile("[<>]=?");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]+");

	private static final Map<String, Double> SECONDS = Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0);

	private static final Map<String, Double> PER_SECOND = Map.of("", 1.0, "/s", 1.0, "/m", 1 / 60.0, "/h", 1 / 3600.0);

	private static final Duration LATE = Duration.ofMinutes(1);

	private final String text;

	private final Duration defaultWindow;

	private int at;

	private @Nullable MeterQuery meter;

	private @Nullable String subject;

	private String name = "";

	private double percentile;

	ConditionParser(String text, Duration defaultWindow) {
		this.text = text;
		this.defaultWindow = defaultWindow;
	}

	Condition parse() {
		skipBlanks();
		int start = this.at;
		this.name = expect(WORD, "begin with what is judged, for example error-rate, p99 or count(orders)");
		Kind kind = kind(this.name, start);
		skipBlanks();
		if (kind == Kind.MISSED) {
			word("missed", "end with missed: job(name) missed");
			return condition(kind, true, false, 0, "", LATE);
		}
		if (kind == Kind.COUNT && this.text.startsWith("stopped", this.at)) {
			this.at += "stopped".length();
			return condition(Kind.STOPPED, true, false, 0, "", this.defaultWindow);
		}
		String comparison = expect(COMPARISON, "compare with >, >=, < or <=");
		skipBlanks();
		int limit = this.at;
		double threshold = threshold(kind);
		return condition(kind, comparison.charAt(0) == '>', comparison.length() > 1, threshold,
				this.text.substring(limit, this.at), this.defaultWindow);
	}

	private Condition condition(Kind kind, boolean above, boolean inclusive, double threshold, String limit,
			Duration defaultWindow) {
		Duration window = defaultWindow;
		skipBlanks();
		if (this.at < this.text.length()) {
			if (kind == Kind.VALUE || kind == Kind.READING) {
				throw wrong("end here: " + this.name + " is a number of now, not of a window");
			}
			word("over", "end here or go on with a window, for example: over 5m");
			skipBlanks();
			int start = this.at;
			window = Duration.ofMillis(Math.round(seconds() * 1000));
			if (window.isZero() || window.isNegative() || window.compareTo(Condition.LONGEST_WINDOW) > 0) {
				throw new ConditionException("name a window of at most " + Words.duration(Condition.LONGEST_WINDOW),
						start);
			}
			skipBlanks();
			if (this.at < this.text.length()) {
				throw wrong("end after the window");
			}
		}
		return new Condition(this.text.strip(), kind, this.meter, this.name, this.subject, this.percentile, above,
				inclusive, threshold, limit, window);
	}

	private Kind kind(String word, int start) {
		Matcher percentile = PERCENTILE.matcher(word);
		if (percentile.matches()) {
			this.percentile = Double.parseDouble("0." + percentile.group(1));
			return withoutArgument(Kind.PERCENTILE);
		}
		switch (word) {
			case "error-rate":
				return withoutArgument(Kind.ERROR_RATE);
			case "availability":
				return withoutArgument(Kind.AVAILABILITY);
			case "rate":
				return withMeter(Kind.RATE);
			case "count":
				return withMeter(Kind.COUNT);
			case "value":
				return withMeter(Kind.VALUE);
			case "job":
				this.name = argument("name the job, for example job(InventoryJob.count)");
				return Kind.MISSED;
			default:
				if (!word.equals(word.toLowerCase(java.util.Locale.ROOT))) {
					throw new ConditionException("be written in lower case", start);
				}
				if (this.text.startsWith("(", this.at)) {
					this.subject = argument("name what it is about, for example burn-rate(checkout)");
				}
				return Kind.READING;
		}
	}

	private Kind withoutArgument(Kind kind) {
		if (this.text.startsWith("(", this.at)) {
			throw wrong("name the route in the key route of the rule, not in brackets");
		}
		return kind;
	}

	private Kind withMeter(Kind kind) {
		String hint = "name the meter in brackets, for example " + this.name + "(orders.created{method=card})";
		word("(", hint);
		skipBlanks();
		String meter = expect(NAME, hint);
		Map<String, String> tags = new LinkedHashMap<>();
		skipBlanks();
		if (this.text.startsWith("{", this.at)) {
			do {
				this.at++;
				tag(tags);
			}
			while (this.text.startsWith(",", this.at));
			word("}", "close the tags with }");
			skipBlanks();
		}
		word(")", "close the bracket with )");
		this.meter = new MeterQuery(meter, tags);
		this.name = this.name + "(" + this.meter + ")";
		return kind;
	}

	private void tag(Map<String, String> tags) {
		skipBlanks();
		String key = expect(NAME, "name a tag as key=value");
		skipBlanks();
		word("=", "give the tag a value with =");
		skipBlanks();
		int start = this.at;
		boolean quoted = this.text.startsWith("\"", start);
		int end = quoted ? this.text.indexOf('"', start + 1) : start;
		if (quoted && end < 0) {
			throw wrong("close the quotes");
		}
		while (!quoted && end < this.text.length() && ",})".indexOf(this.text.charAt(end)) < 0) {
			end++;
		}
		tags.put(key, quoted ? this.text.substring(start + 1, end) : this.text.substring(start, end).strip());
		this.at = quoted ? end + 1 : end;
		skipBlanks();
	}

	private String argument(String hint) {
		word("(", hint);
		int end = this.text.indexOf(')', this.at);
		String argument = (end >= 0) ? this.text.substring(this.at, end).strip() : "";
		if (argument.isEmpty()) {
			throw wrong(hint);
		}
		this.at = end + 1;
		return argument;
	}

	private double threshold(Kind kind) {
		if (kind == Kind.PERCENTILE) {
			return seconds();
		}
		int start = this.at;
		double number = number();
		String unit = unit();
		if (kind == Kind.RATE) {
			Double factor = PER_SECOND.get(unit);
			if (factor == null) {
				throw new ConditionException("be a number per time, for example 1/m or 0.5/s", start);
			}
			return number * factor;
		}
		if (!unit.isEmpty() && !unit.equals("%")) {
			throw new ConditionException("be a number" + (isRatio(kind) ? " or a percentage, for example 5%" : ""),
					start);
		}
		// Not divided, so that 99.9% is 0.999
		double value = unit.isEmpty() ? number : Double.parseDouble(this.text.substring(start, this.at - 1) + "e-2");
		if (isRatio(kind) && (value < 0 || value > 1)) {
			throw new ConditionException("be between 0% and 100%, for example 5% or 0.05", start);
		}
		return value;
	}

	private static boolean isRatio(Kind kind) {
		return kind == Kind.ERROR_RATE || kind == Kind.AVAILABILITY;
	}

	private double seconds() {
		int start = this.at;
		double number = number();
		Double factor = SECONDS.get(unit());
		if (factor == null) {
			throw new ConditionException("be a duration with a unit, for example 500ms, 2s, 5m or 1h", start);
		}
		return number * factor;
	}

	private double number() {
		return Double.parseDouble(expect(NUMBER, "be a number here"));
	}

	private String unit() {
		Matcher matcher = UNIT.matcher(this.text).region(this.at, this.text.length());
		if (!matcher.lookingAt()) {
			return "";
		}
		this.at = matcher.end();
		return matcher.group();
	}

	private String expect(Pattern pattern, String complaint) {
		Matcher matcher = pattern.matcher(this.text).region(this.at, this.text.length());
		if (!matcher.lookingAt()) {
			throw wrong(complaint);
		}
		this.at = matcher.end();
		return matcher.group();
	}

	private void word(String word, String complaint) {
		if (!this.text.startsWith(word, this.at)) {
			throw wrong(complaint);
		}
		this.at += word.length();
	}

	private void skipBlanks() {
		while (this.at < this.text.length() && Character.isWhitespace(this.text.charAt(this.at))) {
			this.at++;
		}
	}

	private ConditionException wrong(String complaint) {
		return new ConditionException(complaint, this.at);
	}

}
