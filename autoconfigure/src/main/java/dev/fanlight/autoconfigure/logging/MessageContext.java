package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.RequestIds;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * What of a request travels in the headers of a message.
 */
class MessageContext {

	/** Nothing: lines are not ours. */
	private static final MessageContext NONE = new MessageContext(null, List.of(), null, (name) -> null) {

		@Override
		void read(UnaryOperator<@Nullable String> header) {
			// There is none
		}

		@Override
		void clear() {
			// There is none
		}

	};

	private static final Runnable NOTHING = () -> {
	};

	private final @Nullable String requestId;

	private final List<LogContextSource> sources;

	private final List<String> owned;

	private final @Nullable Redactor redactor;

	private final Baggages baggage;

	/**
	 * Create the context.
	 * @param requestId the name of the header of the request id, or {@code null} for none
	 * @param sources the sources of the own context
	 * @param redactor what decides about values that are sent, if anything
	 * @param baggage the baggage of the listener
	 */
	MessageContext(@Nullable String requestId, List<LogContextSource> sources, @Nullable Redactor redactor,
			Baggages baggage) {
		this.requestId = requestId;
		this.sources = sources;
		this.owned = LogContextSource.owned(sources);
		this.redactor = redactor;
		this.baggage = baggage;
	}

	/**
	 * The context that the beans of an application ask for.
	 * @param beanFactory what has them
	 * @return the context, made when it is needed
	 */
	static Supplier<MessageContext> of(BeanFactory beanFactory) {
		return SingletonSupplier.of(() -> {
			LoggingProperties properties = beanFactory.getBean(LoggingProperties.class);
			return !properties.enabled() ? NONE
					: new MessageContext(properties.requestId().headerIfEnabled(),
							LogContextSource.parse(properties.context()),
							beanFactory.getBeanProvider(Redactor.class).getIfAvailable(), Baggages.CURRENT);
		});
	}

	/**
	 * Add headers to a message, from the current thread.
	 * @param header adds a header, unless it is there
	 */
	void write(BiConsumer<String, String> header) {
		String id = (this.requestId != null) ? MDC.get(MdcKey.REQUEST_ID) : null;
		if (this.requestId != null && id != null) {
			header.accept(this.requestId, id);
		}
		LogContext context = LogContext.current();
		if (context != null) {
			for (LogContextSource source : this.sources) {
				String value = (source.kind() == Kind.HEADER) ? context.get(source.key()) : null;
				String redacted = (value != null && this.redactor != null)
						? this.redactor.redact(source.name(), value, Exit.BAGGAGE) : value;
				if (redacted != null && redacted != Redactor.DROPPED) {
					header.accept(source.name(), redacted);
				}
			}
		}
	}

	/**
	 * Take up the headers of a message, on the current thread.
	 * @param header the value of a header, or {@code null}
	 */
	void read(UnaryOperator<@Nullable String> header) {
		LogContext context = new LogContext();
		LogContextSource.fill(this.sources, context, (kind, name) -> switch (kind) {
			case HEADER -> header.apply(name);
			case BAGGAGE -> this.baggage.value(name);
			default -> null;
		});
		String id = (this.requestId != null) ? RequestIds.accept(header.apply(this.requestId)) : null;
		new Taken(id, context).attach();
	}

	/**
	 * Keep what was taken up on this thread for what happens to the message on others.
	 * @param observation the observation of the message
	 */
	static void keep(Observation.Context observation) {
		observation.put(Taken.class, new Taken(MDC.get(MdcKey.REQUEST_ID), LogContext.current()));
	}

	/**
	 * Have what a message brought along on this thread, which may be another one than
	 * that of its listener.
	 * @param observation the observation of the message
	 * @return puts back what was there
	 */
	static Runnable open(Observation.Context observation) {
		Taken taken = observation.get(Taken.class);
		if (taken == null || taken.own == LogContext.current()) {
			return NOTHING;
		}
		Taken before = new Taken(MDC.get(MdcKey.REQUEST_ID), LogContext.current());
		taken.attach();
		return before::attach;
	}

	/**
	 * Take everything off the current thread again.
	 */
	void clear() {
		LogContext.attach(null);
		MDC.remove(MdcKey.REQUEST_ID);
		this.owned.forEach(MDC::remove);
	}

	private record Taken(@Nullable String requestId, @Nullable LogContext own) {

		void attach() {
			LogContext.attach(this.own);
			if (this.requestId != null) {
				MDC.put(MdcKey.REQUEST_ID, this.requestId);
			}
			else {
				MDC.remove(MdcKey.REQUEST_ID);
			}
		}

	}

}
