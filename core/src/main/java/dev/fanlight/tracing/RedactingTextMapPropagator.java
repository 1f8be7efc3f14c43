package dev.fanlight.tracing;

import java.util.Collection;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Sends baggage to other services without its secrets, in the {@code baggage} header and
 * in headers of their own. Within the process baggage stays as it is; trace ids and
 * {@code tracestate} are not touched.
 */
public final class RedactingTextMapPropagator implements TextMapPropagator {

	private final TextMapPropagator delegate;

	private final Redactor redactor;

	/**
	 * Puts redaction in front of a propagator.
	 * @param delegate the propagator
	 * @param redactor what decides
	 */
	public RedactingTextMapPropagator(TextMapPropagator delegate, Redactor redactor) {
		this.delegate = delegate;
		this.redactor = redactor;
	}

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		Baggage baggage = Baggage.fromContext(context);
		Baggage redacted = baggage.isEmpty() ? baggage : redact(baggage);
		this.delegate.inject((redacted != baggage) ? context.with(redacted) : context, carrier,
				(target, key, value) -> set(setter, target, key, value));
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		return this.delegate.extract(context, carrier, getter);
	}

	private <C> void set(TextMapSetter<C> setter, @Nullable C carrier, String key, String value) {
		boolean done = key.equals("baggage") || key.equals("tracestate");
		String redacted = done ? value : this.redactor.redact(key, value, Exit.BAGGAGE);
		if (redacted != Redactor.DROPPED) {
			setter.set(carrier, key, redacted);
		}
	}

	private Baggage redact(Baggage baggage) {
		BaggageBuilder builder = baggage.toBuilder();
		boolean[] changed = new boolean[1];
		baggage.forEach((key, entry) -> {
			String value = this.redactor.redact(key, entry.getValue(), Exit.BAGGAGE);
			String original = entry.getMetadata().getValue();
			String metadata = this.redactor.redact(original, Exit.BAGGAGE);
			if (value == Redactor.DROPPED) {
				builder.remove(key);
				changed[0] = true;
			}
			else if (value != entry.getValue() || metadata != original) {
				builder.put(key, value, BaggageEntryMetadata.create(metadata));
				changed[0] = true;
			}
		});
		return changed[0] ? builder.build() : baggage;
	}

	@Override
	public String toString() {
		return "RedactingTextMapPropagator{" + this.delegate + "}";
	}

}
