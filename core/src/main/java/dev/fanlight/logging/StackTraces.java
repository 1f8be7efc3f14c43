package dev.fanlight.logging;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.CoreConstants;

/**
 * Renders stack traces within a limit: one that is too long is rendered anew with its
 * root cause first, redacted, and only then cut. Frames it shares with the exception
 * around it are folded either way.
 */
public final class StackTraces implements Function<IThrowableProxy, String> {

	private static final String CAUSED_BY = "\n" + CoreConstants.CAUSED_BY;

	private static final String WRAPPED_BY = "\n" + CoreConstants.WRAPPED_BY;

	private final Function<IThrowableProxy, String> renderer;

	private final UnaryOperator<String> redaction;

	private final int longest;

	private final RootCauseFirst rootCauseFirst = new RootCauseFirst();

	/**
	 * Create a renderer.
	 * @param renderer renders a trace that is short enough, redacted
	 * @param redaction redacts the trace of one that is not
	 * @param limits the limits
	 */
	public StackTraces(Function<IThrowableProxy, String> renderer, UnaryOperator<String> redaction, LogLimits limits) {
		this.renderer = renderer;
		this.redaction = redaction;
		this.longest = limits.stackTrace();
		this.rootCauseFirst.start();
	}

	@Override
	public String apply(IThrowableProxy throwable) {
		String trace = this.renderer.apply(throwable);
		if (trace.length() <= this.longest) {
			return trace;
		}
		return rootCauseFirst(throwable);
	}

	/** Turns a trace that the JDK has rendered. What was suppressed stays where it is. */
	static String rootCauseFirst(String trace) {
		StringBuilder result = new StringBuilder(trace.length());
		int end = trace.length();
		for (int at; (at = trace.lastIndexOf(CAUSED_BY, end - 1)) >= 0; end = at) {
			result.append(trace, at + CAUSED_BY.length(), end).append(WRAPPED_BY);
		}
		return result.append(trace, 0, end).toString();
	}

	int longest() {
		return this.longest;
	}

	String rootCauseFirst(IThrowableProxy throwable) {
		return Cut.text(this.redaction.apply(this.rootCauseFirst.throwableProxyToString(throwable)), this.longest);
	}

	private static final class RootCauseFirst extends RootCauseFirstThrowableProxyConverter {

		@Override
		protected String throwableProxyToString(IThrowableProxy throwable) {
			return super.throwableProxyToString(throwable);
		}

	}

}
