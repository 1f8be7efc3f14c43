package dev.fanlight.logging;

import java.util.Arrays;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * The arguments of a line of which some were too long to stand in its message, and were
 * redacted and then cut, so that what follows them is still in the message.
 *
 * @param shown what the message is made of
 * @param carried what goes with the line: fields stay fields, which are cut where they
 * are written
 * @param echoes the secrets that are no longer in the message
 */
record LongArguments(@Nullable Object[] shown, @Nullable Object[] carried, Echoes echoes) {

	private static final String WHOLE = "{}";

	/**
	 * Cut the texts among arguments, whose length can be seen before they are formatted.
	 * @param arguments the arguments
	 * @param longest how many characters each may have
	 * @param values redacts, {@code null} for nothing to redact
	 * @return {@code null} if none is too long
	 */
	static @Nullable LongArguments ofTexts(@Nullable Object[] arguments, int longest, @Nullable Values values) {
		for (Object argument : arguments) {
			if (argument instanceof String text && text.length() > longest) {
				return cut(arguments, longest, values, false, Echoes.NONE);
			}
		}
		return null;
	}

	/**
	 * Cut arguments of any type, for a message that turned out to be long.
	 * @param arguments the arguments
	 * @param longest how many characters each may have
	 * @param values redacts, {@code null} for nothing to redact
	 * @param texts what was cut already
	 * @return {@code texts} if none is too long
	 */
	static @Nullable LongArguments ofAll(@Nullable Object[] arguments, int longest, @Nullable Values values,
			@Nullable LongArguments texts) {
		LongArguments cut = cut(arguments, longest, values, true, (texts != null) ? texts.echoes : Echoes.NONE);
		return (cut.shown != arguments) ? cut : texts;
	}

	private static LongArguments cut(@Nullable Object[] arguments, int longest, @Nullable Values values, boolean all,
			Echoes echoes) {
		@Nullable Object[] shown = arguments;
		@Nullable Object[] carried = arguments;
		Echoes secrets = echoes;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			String text = (argument instanceof String string) ? string : all ? text(argument) : null;
			if (text == null || text.length() <= longest) {
				continue;
			}
			String safe = (values != null) ? values.text(text) : text;
			secrets = (safe != text) ? secrets.and(Echoes.of(text, safe)) : secrets;
			shown = (shown == arguments) ? Arrays.copyOf(arguments, arguments.length, Object[].class) : shown;
			shown[i] = Cut.text(safe, longest);
			if (argument != null && !Values.isStructured(argument)) {
				carried = (carried == arguments) ? Arrays.copyOf(arguments, arguments.length, Object[].class) : carried;
				carried[i] = shown[i];
			}
		}
		return new LongArguments(shown, carried, secrets);
	}

	/** As it stands in the message, arrays and what has no text included. */
	private static @Nullable String text(@Nullable Object argument) {
		return MessageFormatter.arrayFormat(WHOLE, new Object[] { argument }, null).getMessage();
	}

	static String format(ILoggingEvent event, @Nullable Object @Nullable [] arguments) {
		return (event.getThrowableProxy() != null)
				? MessageFormatter.arrayFormat(event.getMessage(), arguments, null).getMessage()
				: MessageFormatter.arrayFormat(event.getMessage(), arguments).getMessage();
	}

}
