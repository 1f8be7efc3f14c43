package dev.fanlight.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A user's expression behind its trigger and its length cap. The only class that touches
 * re2j.
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
		if (!text.contains(this.settings.trigger())) {
			return;
		}
		if (text.length() > this.settings.maxLength()) {
			findings.add(0, text.length());
			return;
		}
		Matcher matcher = this.pattern.matcher(text);
		int group = Math.min(1, matcher.groupCount());
		while (matcher.find()) {
			if (matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group)) {
				findings.add(matcher.start(group), matcher.end(group));
			}
		}
	}

}
