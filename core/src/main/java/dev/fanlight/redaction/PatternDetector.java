package dev.fanlight.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A user's expression, run only over the surroundings of its trigger. The only class that
 * touches re2j.
 */
final class PatternDetector implements Detector {

	private final TokenPattern settings;

	private final Pattern pattern;

	private PatternDetector(TokenPattern settings) {
		this.settings = settings;
		this.pattern = Pattern.compile(settings.regex());
	}

	static Detector compile(TokenPattern settings) {
		return new PatternDetector(settings);
	}

	@Override
	public void detect(String text, Findings findings) {
		int trigger = text.indexOf(this.settings.trigger());
		int done = 0;
		while (trigger >= 0) {
			int from = Math.max(done, trigger - this.settings.maxLength());
			int to = trigger;
			while (trigger >= 0 && trigger <= to) {
				to = Math.min(text.length(), trigger + this.settings.maxLength());
				trigger = text.indexOf(this.settings.trigger(), trigger + 1);
			}
			find(text.substring(from, to), from, findings);
			done = to;
		}
	}

	private void find(String window, int offset, Findings findings) {
		Matcher matcher = this.pattern.matcher(window);
		int group = Math.min(1, matcher.groupCount());
		while (matcher.find()) {
			if (matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group)) {
				findings.add(offset + matcher.start(group), offset + matcher.end(group));
			}
		}
	}

}
