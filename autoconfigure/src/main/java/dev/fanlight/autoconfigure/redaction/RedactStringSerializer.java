package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Writes text redacted, by the name of the property it is the value or an element of.
 */
final class RedactStringSerializer extends StdScalarSerializer<String> {

	private final Redactor redactor;

	RedactStringSerializer(Redactor redactor) {
		super(String.class);
		this.redactor = redactor;
	}

	@Override
	public void serialize(String value, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.redactor.redact(name(generator.streamWriteContext()), value, Exit.ACTUATOR));
	}

	private static String name(@Nullable TokenStreamContext context) {
		TokenStreamContext named = context;
		while (named != null && named.inArray()) {
			named = named.getParent();
		}
		String name = (named != null) ? named.currentName() : null;
		return (name != null) ? name : "";
	}

}
