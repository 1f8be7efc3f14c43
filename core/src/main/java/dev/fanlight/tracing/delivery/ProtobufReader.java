package dev.fanlight.tracing.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the few fields of OTLP that delivery has to know. The exporters bring no reader,
 * and the whole of protobuf would be a large dependency for five fields.
 */
final class ProtobufReader {

	private static final int VARINT = 0;

	private static final int FIXED64 = 1;

	private static final int LENGTH = 2;

	private static final int FIXED32 = 5;

	private final byte[] bytes;

	private final int end;

	private int position;

	private int field;

	private int wireType;

	ProtobufReader(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	private ProtobufReader(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.position = start;
		this.end = end;
	}

	/**
	 * Count the innermost messages of an export request, which stand at the same place
	 * for all signals: resource, scope, item.
	 * @param request the request
	 * @return the number of items
	 * @throws IllegalArgumentException if it is no such request
	 */
	static int items(byte[] request) {
		int items = 0;
		ProtobufReader resources = new ProtobufReader(request);
		while (resources.next(1)) {
			ProtobufReader scopes = resources.message();
			while (scopes.next(2)) {
				ProtobufReader inner = scopes.message();
				while (inner.next(2)) {
					inner.message();
					items++;
				}
			}
		}
		return items;
	}

	/**
	 * Go to the next occurrence of a field.
	 * @param wanted its number
	 * @return whether there is one
	 * @throws IllegalArgumentException if this is no message
	 */
	boolean next(int wanted) {
		while (this.position < this.end) {
			long tag = varint();
			this.field = (int) (tag >>> 3);
			this.wireType = (int) (tag & 7);
			if (this.field == wanted) {
				return true;
			}
			skip();
		}
		return false;
	}

	ProtobufReader message() {
		int length = length();
		ProtobufReader message = new ProtobufReader(this.bytes, this.position, this.position + length);
		this.position += length;
		return message;
	}

	byte[] bytes() {
		int length = length();
		this.position += length;
		return Arrays.copyOfRange(this.bytes, this.position - length, this.position);
	}

	String string() {
		int length = length();
		String string = new String(this.bytes, this.position, length, StandardCharsets.UTF_8);
		this.position += length;
		return string;
	}

	long number() {
		if (this.wireType != VARINT) {
			throw new IllegalArgumentException("No number");
		}
		return varint();
	}

	private int length() {
		if (this.wireType != LENGTH) {
			throw new IllegalArgumentException("No length");
		}
		long length = varint();
		if (length < 0 || length > this.end - this.position) {
			throw new IllegalArgumentException("Length beyond the end");
		}
		return (int) length;
	}

	private void skip() {
		switch (this.wireType) {
			case VARINT -> varint();
			case FIXED64 -> this.position += 8;
			case LENGTH -> {
				int length = length();
				this.position += length;
			}
			case FIXED32 -> this.position += 4;
			default -> throw new IllegalArgumentException("Unknown wire type");
		}
	}

	private long varint() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			if (this.position >= this.end) {
				throw new IllegalArgumentException("Ends within a number");
			}
			byte next = this.bytes[this.position++];
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("Number too long");
	}

}
