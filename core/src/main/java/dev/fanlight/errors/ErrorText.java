package dev.fanlight.errors;

import java.util.List;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Writes errors down, redacted first and cut afterwards.
 */
final class ErrorText {

	static final int LONGEST_MESSAGE = 500;

	static final int LONGEST_TRACE = 8000;

	private static final int MOST_CAUSES = 6;

	private static final int MOST_FRAMES = 16;

	private static final String CUT = "...";

	private final @Nullable Redactor redactor;

	ErrorText(@Nullable Redactor redactor) {
		this.redactor = redactor;
	}

	@Nullable String message(Throwable error) {
		String message;
		try {
			message = error.getMessage();
		}
		catch (Throwable ex) {
			return null;
		}
		return (message != null) ? cut(redact(message), LONGEST_MESSAGE) : null;
	}

	String redact(String text) {
		return (this.redactor != null) ? this.redactor.redact(text, Exit.EXCEPTION) : text;
	}

	/** The root cause is what matters, so the chain is cut in front of it. */
	String stackTrace(List<Throwable> chain) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < chain.size(); i++) {
			if (i >= MOST_CAUSES - 1 && i < chain.size() - 1) {
				continue;
			}
			Throwable error = chain.get(i);
			String message = message(error);
			text.append((i > 0) ? "Caused by: " : "").append(error.getClass().getName());
			text.append((message != null) ? ": " + message : "").append('\n');
			StackTraceElement[] frames = error.getStackTrace();
			for (int j = 0; j < frames.length && j < MOST_FRAMES; j++) {
				text.append("\tat ").append(frames[j]).append('\n');
			}
			if (frames.length > MOST_FRAMES) {
				text.append("\t... ").append(frames.length - MOST_FRAMES).append(" more\n");
			}
		}
		return cut(redact(text.toString()), LONGEST_TRACE);
	}

	static String cut(String text, int longest) {
		return (text.length() <= longest) ? text : text.substring(0, longest - CUT.length()) + CUT;
	}

}
