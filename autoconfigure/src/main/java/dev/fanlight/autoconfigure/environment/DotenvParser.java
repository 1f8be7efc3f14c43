package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@code .env} file: {@code NAME=value}, optionally after
 * {@code export}. Single quotes take everything as it stands, double quotes know the
 * escapes {@code \n \r \t \" \\ \$}, and both may span lines. {@code #} begins a comment
 * on its own line, after a quoted value, and after a blank in an unquoted one. Never
 * throws; lines it cannot read are reported by number.
 */
final class DotenvParser {

	private final String text;

	private final List<Entry> entries = new ArrayList<>();

	private final List<Integer> malformed = new ArrayList<>();

	private int position;

	private int line = 1;

	private int lineStart;

	private DotenvParser(String text) {
		String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
		this.text = unmarked.replace("\r\n", "\n").replace('\r', '\n');
	}

	static Dotenv parse(String text) {
		DotenvParser parser = new DotenvParser(text);
		parser.parse();
		return new Dotenv(List.copyOf(parser.entries), List.copyOf(parser.malformed));
	}

	private void parse() {
		while (this.position < this.text.length()) {
			int start = this.position;
			int startLine = this.line;
			int startOfLine = this.lineStart;
			if (!readStatement()) {
				this.malformed.add(startLine);
				this.position = start;
				this.line = startLine;
				this.lineStart = startOfLine;
			}
			skipLine();
		}
	}

	private boolean readStatement() {
		skipBlanks();
		if (atEndOfStatement()) {
			return true;
		}
		if (this.text.startsWith("export", this.position) && isBlank(peek(6))) {
			this.position += 6;
			skipBlanks();
		}
		String name = readName();
		skipBlanks();
		if (name.isEmpty() || peek(0) != '=') {
			return false;
		}
		this.position++;
		skipBlanks();
		int valueLine = this.line;
		int valueColumn = this.position - this.lineStart + 1;
		char first = peek(0);
		String value = (first == '"' || first == '\'') ? readQuoted(first) : readUnquoted();
		if (value == null) {
			return false;
		}
		this.entries.add(new Entry(name, value, valueLine, valueColumn));
		return true;
	}

	private String readName() {
		int start = this.position;
		while (isNamePart(peek(0), this.position == start)) {
			this.position++;
		}
		return this.text.substring(start, this.position);
	}

	private String readUnquoted() {
		int start = this.position;
		while (peek(0) != '\n' && !(peek(0) == '#' && isBlank(peek(-1)))) {
			this.position++;
		}
		return this.text.substring(start, this.position).strip();
	}

	private @Nullable String readQuoted(char quote) {
		StringBuilder value = new StringBuilder();
		this.position++;
		while (this.position < this.text.length()) {
			char c = this.text.charAt(this.position++);
			if (c == quote) {
				skipBlanks();
				return atEndOfStatement() ? value.toString() : null;
			}
			if (c == '\n') {
				this.line++;
				this.lineStart = this.position;
			}
			value.append((c == '\\' && quote == '"') ? unescape() : c);
		}
		return null;
	}

	private char unescape() {
		char escaped = peek(0);
		int index = "nrt\"\\$".indexOf(escaped);
		if (index < 0) {
			return '\\';
		}
		this.position++;
		return "\n\r\t\"\\$".charAt(index);
	}

	private void skipBlanks() {
		while (isBlank(peek(0))) {
			this.position++;
		}
	}

	private void skipLine() {
		int end = this.text.indexOf('\n', this.position);
		this.position = (end < 0) ? this.text.length() : end + 1;
		this.line++;
		this.lineStart = this.position;
	}

	private boolean atEndOfStatement() {
		return peek(0) == '\n' || peek(0) == '#';
	}

	private char peek(int offset) {
		int index = this.position + offset;
		return (index < this.text.length()) ? this.text.charAt(index) : '\n';
	}

	private static boolean isBlank(char c) {
		return c != '\n' && Character.isWhitespace(c);
	}

	private static boolean isNamePart(char c, boolean first) {
		boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
		return letter || (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
	}

	/**
	 * The content of a file.
	 *
	 * @param entries the entries in order; of two with one name the last counts
	 * @param malformed the numbers of lines that are not {@code NAME=value}
	 */
	record Dotenv(List<Entry> entries, List<Integer> malformed) {
	}

	/**
	 * One entry.
	 *
	 * @param name the name as written
	 * @param value the value without quotes and comment
	 * @param line the line of the value, from 1
	 * @param column the column of the value, from 1
	 */
	record Entry(String name, String value, int line, int column) {
	}

}
