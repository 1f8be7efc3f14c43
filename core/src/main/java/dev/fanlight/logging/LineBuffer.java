package dev.fanlight.logging;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Bytes of a line. What it takes beside an ordinary stream is JSON already, or text that
 * is the same in JSON.
 */
final class LineBuffer extends ByteArrayOutputStream {

	LineBuffer(int size) {
		super(size);
	}

	/**
	 * Append text of which every character is known to be one byte.
	 * @param text the text
	 * @return this
	 */
	@SuppressWarnings("deprecation")
	LineBuffer ascii(String text) {
		int length = text.length();
		text.getBytes(0, length, room(length), this.count);
		this.count += length;
		return this;
	}

	/**
	 * Append JSON.
	 * @param json its bytes
	 * @return this
	 */
	LineBuffer json(byte[] json) {
		System.arraycopy(json, 0, room(json.length), this.count, json.length);
		this.count += json.length;
		return this;
	}

	/**
	 * Append a character of one byte.
	 * @param c the character
	 * @return this
	 */
	LineBuffer json(char c) {
		room(1)[this.count++] = (byte) c;
		return this;
	}

	/**
	 * Append a text in quotes.
	 * @param text the text
	 * @return {@code false} if it would have to be escaped or encoded
	 */
	boolean quoted(String text) {
		int length = text.length();
		byte[] bytes = room(length + 2);
		int at = this.count;
		bytes[at++] = '"';
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~' || c == '"' || c == '\\') {
				return false;
			}
			bytes[at++] = (byte) c;
		}
		bytes[at++] = '"';
		this.count = at;
		return true;
	}

	private byte[] room(int more) {
		if (this.count + more > this.buf.length) {
			this.buf = Arrays.copyOf(this.buf, Math.max(2 * this.buf.length, this.count + more));
		}
		return this.buf;
	}

}
