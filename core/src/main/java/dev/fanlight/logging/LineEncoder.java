package dev.fanlight.logging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.function.Supplier;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.pattern.PatternLayoutBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the encoder of a covered appender: counts what it writes, and
 * shortens the stack traces of a pattern. Those in JSON are shortened where they are
 * rendered, encoders of others are given fewer frames.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {

	private static final String ENCODER_OF_BOOT = "org.springframework.boot.logging.logback.StructuredLogEncoder";

	private final Encoder<ILoggingEvent> delegate;

	private final Supplier<StackTraces> stackTraces;

	private final boolean known;

	private final boolean pattern;

	LineEncoder(Encoder<ILoggingEvent> delegate, Supplier<StackTraces> stackTraces) {
		this.delegate = delegate;
		this.stackTraces = stackTraces;
		this.known = delegate.getClass() == PatternLayoutEncoder.class
				|| delegate.getClass().getName().equals(ENCODER_OF_BOOT);
		this.pattern = delegate instanceof LayoutWrappingEncoder<?> encoder
				&& encoder.getLayout() instanceof PatternLayoutBase<?>;
	}

	static void wrap(Appender<ILoggingEvent> appender, Supplier<StackTraces> stackTraces) {
		if (appender instanceof OutputStreamAppender<ILoggingEvent> output) {
			Encoder<ILoggingEvent> encoder = output.getEncoder();
			if (encoder != null && !(encoder instanceof LineEncoder)) {
				output.setEncoder(new LineEncoder(encoder, stackTraces));
			}
		}
		else if (appender instanceof AppenderAttachable<?>) {
			for (var nested = nested(appender); nested.hasNext();) {
				wrap(nested.next(), stackTraces);
			}
		}
	}

	/**
	 * Whether an appender writes to a stream what an encoder of Logback or Boot makes of
	 * an event.
	 * @param appender a covered appender
	 * @return {@code false} for all others, which may look around when they are called
	 */
	static boolean writes(Appender<ILoggingEvent> appender) {
		return appender instanceof OutputStreamAppender<ILoggingEvent> output
				&& output.getEncoder() instanceof LineEncoder encoder && encoder.known;
	}

	static void unwrap(Appender<ILoggingEvent> appender) {
		if (appender instanceof OutputStreamAppender<ILoggingEvent> output) {
			if (output.getEncoder() instanceof LineEncoder encoder) {
				output.setEncoder(encoder.delegate);
			}
		}
		else if (appender instanceof AppenderAttachable<?>) {
			for (var nested = nested(appender); nested.hasNext();) {
				unwrap(nested.next());
			}
		}
	}

	@SuppressWarnings("unchecked")
	private static Iterator<Appender<ILoggingEvent>> nested(Appender<ILoggingEvent> appender) {
		return ((AppenderAttachable<ILoggingEvent>) appender).iteratorForAppenders();
	}

	@Override
	public byte[] encode(ILoggingEvent event) {
		IThrowableProxy throwable = event.getThrowableProxy();
		byte[] line = this.delegate.encode((throwable != null) ? bounded(event, throwable) : event);
		if (line == null) {
			return line;
		}
		if (throwable != null) {
			line = shortened(line, event, throwable);
		}
		LogBill.shared().count(event.getLoggerName(), event.getLevel(), line.length);
		return line;
	}

	private ILoggingEvent bounded(ILoggingEvent event, IThrowableProxy throwable) {
		if (this.known || this.pattern) {
			return event;
		}
		IThrowableProxy bounded = RedactedThrowableProxy.bounded(throwable, this.stackTraces.get().longest());
		return (bounded != throwable) ? with(event, bounded) : event;
	}

	private static ILoggingEvent with(ILoggingEvent event, @Nullable IThrowableProxy throwable) {
		return new RedactedEvent(event, event.getMessage(), event.getFormattedMessage(), event.getArgumentArray(),
				event.getKeyValuePairs(), event.getMarkerList(), event.getMDCPropertyMap(), throwable);
	}

	private byte[] shortened(byte[] line, ILoggingEvent event, IThrowableProxy throwable) {
		StackTraces traces = this.stackTraces.get();
		if (line.length <= traces.longest() || !this.pattern
				|| !(this.delegate instanceof LayoutWrappingEncoder<?> encoder)) {
			return line;
		}
		byte[] head = this.delegate.encode(with(event, null));
		if (line.length - head.length <= traces.longest()) {
			return line;
		}
		Charset charset = (encoder.getCharset() != null) ? encoder.getCharset() : Charset.defaultCharset();
		byte[] trace = (traces.rootCauseFirst(throwable) + System.lineSeparator()).getBytes(charset);
		ByteArrayOutputStream result = new ByteArrayOutputStream(head.length + trace.length);
		result.writeBytes(head);
		result.writeBytes(trace);
		return result.toByteArray();
	}

	@Override
	public byte[] headerBytes() {
		return this.delegate.headerBytes();
	}

	@Override
	public byte[] footerBytes() {
		return this.delegate.footerBytes();
	}

	@Override
	public void setContext(Context context) {
		super.setContext(context);
		this.delegate.setContext(context);
	}

	@Override
	public void start() {
		this.delegate.start();
	}

	@Override
	public void stop() {
		this.delegate.stop();
	}

	@Override
	public boolean isStarted() {
		return this.delegate.isStarted();
	}

}
