package dev.fanlight.logging;

import java.util.function.Function;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.spi.ClassPackagingData;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.CoreConstants;
import org.jspecify.annotations.Nullable;

/**
 * Renders a throwable as {@link ThrowableProxyUtil#asString} does, without a text for
 * each frame. What a frame shows comes from code; only if the first line of a throwable
 * or of one of its causes is not clean, the whole text is redacted.
 * <p>
 * Thread-safe.
 */
public final class StackTraceText implements Function<IThrowableProxy, String> {

	private static final int INITIAL_CAPACITY = 16 * 1024;

	/** A larger builder is left to the garbage collector. */
	private static final int MAX_CAPACITY = 128 * 1024;

	private static final Reused<StringBuilder> BUILDERS = new Reused<>(() -> new StringBuilder(INITIAL_CAPACITY));

	private final UnaryOperator<String> redaction;

	/**
	 * Create a renderer.
	 * @param redaction redacts a text, answers with the text itself when it is clean
	 */
	public StackTraceText(UnaryOperator<String> redaction) {
		this.redaction = redaction;
	}

	@Override
	public String apply(IThrowableProxy throwable) {
		StringBuilder builder = BUILDERS.take();
		boolean clean = append(builder, null, 1, throwable);
		String text = builder.toString();
		if (builder.capacity() <= MAX_CAPACITY) {
			builder.setLength(0);
			BUILDERS.give(builder);
		}
		return clean ? text : this.redaction.apply(text);
	}

	private boolean append(StringBuilder builder, @Nullable String prefix, int indent, IThrowableProxy throwable) {
		indent(builder, indent - 1);
		if (prefix != null) {
			builder.append(prefix);
		}
		int start = builder.length();
		ThrowableProxyUtil.subjoinExceptionMessage(builder, throwable);
		String head = builder.substring(start);
		boolean clean = this.redaction.apply(head) == head;
		builder.append(CoreConstants.LINE_SEPARATOR);
		frames(builder, indent, throwable);
		IThrowableProxy[] suppressed = throwable.getSuppressed();
		for (int i = 0; suppressed != null && i < suppressed.length; i++) {
			clean &= append(builder, CoreConstants.SUPPRESSED, indent + 1, suppressed[i]);
		}
		IThrowableProxy cause = throwable.getCause();
		return (cause != null) ? clean & append(builder, CoreConstants.CAUSED_BY, indent, cause) : clean;
	}

	private static void frames(StringBuilder builder, int indent, IThrowableProxy throwable) {
		StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
		int common = throwable.getCommonFrames();
		for (int i = 0; i < frames.length - common; i++) {
			indent(builder, indent);
			frame(builder.append("at "), frames[i].getStackTraceElement());
			ClassPackagingData data = frames[i].getClassPackagingData();
			if (data != null) {
				ThrowableProxyUtil.subjoinPackagingData(builder, frames[i]);
			}
			builder.append(CoreConstants.LINE_SEPARATOR);
		}
		if (common > 0) {
			indent(builder, indent);
			builder.append("... ").append(common).append(" common frames omitted").append(CoreConstants.LINE_SEPARATOR);
		}
	}

	/** As {@link StackTraceElement#toString()}. */
	private static void frame(StringBuilder builder, StackTraceElement frame) {
		String loader = frame.getClassLoaderName();
		String module = frame.getModuleName();
		boolean named = loader != null && !loader.isEmpty() && !loader.equals("app") && !loader.equals("platform");
		boolean modular = module != null && !module.isEmpty();
		if (named) {
			builder.append(loader).append('/');
		}
		if (modular) {
			builder.append(module);
			String version = frame.getModuleVersion();
			if (version != null && !version.isEmpty() && !module.startsWith("java.") && !module.startsWith("jdk.")) {
				builder.append('@').append(version);
			}
		}
		if (named || modular) {
			builder.append('/');
		}
		builder.append(frame.getClassName()).append('.').append(frame.getMethodName()).append('(');
		if (frame.isNativeMethod()) {
			builder.append("Native Method");
		}
		else if (frame.getFileName() == null) {
			builder.append("Unknown Source");
		}
		else {
			builder.append(frame.getFileName());
			if (frame.getLineNumber() >= 0) {
				builder.append(':').append(frame.getLineNumber());
			}
		}
		builder.append(')');
	}

	private static void indent(StringBuilder builder, int indent) {
		for (int i = 0; i < indent; i++) {
			builder.append(CoreConstants.TAB);
		}
	}

}
