package dev.fanlight.errors.sentry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.sentry.vendor.gson.stream.JsonReader;
import io.sentry.vendor.gson.stream.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Redacts an envelope: a line of JSON, then for each item a line of JSON that tells its
 * length, and the item. JSON is redacted value by value, other text as a whole. What is
 * neither cannot be looked into and does not leave.
 */
final class EnvelopeRedaction {

	private static final String ATTACHMENT = "attachment";

	private final Redactor redactor;

	private final LongAdder dropped = new LongAdder();

	EnvelopeRedaction(Redactor redactor) {
		this.redactor = redactor;
	}

	long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Redact an envelope.
	 * @param envelope the envelope as Sentry wrote it
	 * @return what may leave
	 * @throws IOException if its first line cannot be read, and nothing may
	 */
	byte[] redact(byte[] envelope) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream(envelope.length);
		int at = endOfLine(envelope, 0);
		line(out, json(text(envelope, 0, at)));
		while (at + 1 < envelope.length) {
			int start = at + 1;
			at = endOfLine(envelope, start);
			if (at == start) {
				continue;
			}
			String header = text(envelope, start, at);
			int length = length(header);
			int first = Math.min(at + 1, envelope.length);
			int last = (length >= 0) ? Math.min(first + length, envelope.length) : endOfLine(envelope, first);
			item(out, header, envelope, first, last);
			at = last;
		}
		return out.toByteArray();
	}

	private void item(ByteArrayOutputStream out, String header, byte[] envelope, int first, int last) {
		try {
			String payload = text(envelope, first, last);
			boolean plain = ATTACHMENT.equals(field(header, "type"));
			byte[] safe = (plain ? attachment(payload) : json(payload)).getBytes(StandardCharsets.UTF_8);
			String safeHeader = RedactedJson.of(header, this.redactor, safe.length);
			line(out, safeHeader);
			out.writeBytes(safe);
			out.write('\n');
		}
		catch (Throwable ex) {
			this.dropped.increment();
		}
	}

	/** JSON if it is, for the sake of its keys. */
	private String attachment(String payload) {
		try {
			return (payload.startsWith("{") || payload.startsWith("[")) ? json(payload)
					: this.redactor.redact(payload, Exit.SENTRY);
		}
		catch (IOException | RuntimeException ex) {
			return this.redactor.redact(payload, Exit.SENTRY);
		}
	}

	private String json(String text) throws IOException {
		return RedactedJson.of(text, this.redactor, RedactedJson.AS_IT_IS);
	}

	private static void line(ByteArrayOutputStream out, String text) {
		out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
		out.write('\n');
	}

	private static int endOfLine(byte[] bytes, int from) {
		int at = from;
		while (at < bytes.length && bytes[at] != '\n') {
			at++;
		}
		return at;
	}

	private static String text(byte[] bytes, int from, int to) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
	}

	private static int length(String header) throws IOException {
		String length = field(header, RedactedJson.LENGTH);
		try {
			return (length != null) ? Integer.parseInt(length) : -1;
		}
		catch (NumberFormatException ex) {
			throw new IOException("No length: " + length, ex);
		}
	}

	private static @Nullable String field(String header, String name) throws IOException {
		JsonReader reader = new JsonReader(new StringReader(header));
		reader.beginObject();
		while (reader.hasNext()) {
			boolean found = reader.nextName().equals(name);
			JsonToken token = reader.peek();
			if (found && (token == JsonToken.STRING || token == JsonToken.NUMBER)) {
				return reader.nextString();
			}
			reader.skipValue();
		}
		return null;
	}

}
