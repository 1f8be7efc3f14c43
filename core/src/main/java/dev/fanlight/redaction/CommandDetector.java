package dev.fanlight.redaction;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Passwords in the options of well-known commands. They are found from the command on,
 * across whatever stands between, so they are noted apart and merged at the end.
 */
final class CommandDetector {

	private static final int FAR = 512;

	private static final char WHOLE = 0;

	/** By the beginning of the name: the option, and whether its value is glued to it. */
	private static final Command[] COMMANDS = { new Command("curl", "", "u", ':', true),
			new Command("curl", "", "-user", ':', false), new Command("curl", "", "-proxy-user", ':', false),
			new Command("curl", "", "b", '=', true), new Command("sshpass", "", "p", WHOLE, true),
			new Command("docker", " login", "p", WHOLE, false), new Command("podman", " login", "p", WHOLE, false),
			new Command("mysql", "", "p", WHOLE, true), new Command("redis-cli", "", "a", WHOLE, false),
			new Command("ldap", "", "w", WHOLE, false), new Command("mongosh", "", "p", WHOLE, false),
			new Command("mongodump", "", "p", WHOLE, false), new Command("keytool", "", "storepass", WHOLE, false),
			new Command("keytool", "", "keypass", WHOLE, false), new Command("openssl", "", "passin", ':', false),
			new Command("openssl", "", "passout", ':', false) };

	/** The same by first letter. */
	private static final Command[][] BY_LETTER = IntStream.rangeClosed(0, 'z')
		.mapToObj(
				(c) -> Arrays.stream(COMMANDS).filter((command) -> command.name.charAt(0) == c).toArray(Command[]::new))
		.toArray(Command[][]::new);

	private final int id;

	CommandDetector(int id, PrefixTable prefixes) {
		this.id = id;
		for (Command command : COMMANDS) {
			prefixes.mark(command.name);
		}
	}

	/**
	 * How one option of a command carries a password.
	 *
	 * @param name how the command's name begins
	 * @param then what has to follow the name
	 * @param option the option behind its hyphen
	 * @param behind what the secret stands behind in the value, 0 if it is all of it
	 * @param glued whether the value may follow without a blank
	 */
	private record Command(String name, String then, String option, char behind, boolean glued) {

		/** End of the command that begins at {@code i}, which is returned if none. */
		int end(Scan scan, int i) {
			if (!scan.at(i, this.name)) {
				return i;
			}
			int p = i + this.name.length();
			while (Chars.lower(scan.buf[p])) {
				p++;
			}
			return (scan.at(p, this.then) && scan.buf[p + this.then.length()] == ' ') ? p : i;
		}

		/** Start of the value of the option whose hyphen is at {@code p}, 0 if none. */
		int value(Scan scan, int p) {
			char[] buf = scan.buf;
			int at = p + 1;
			while (this.option.length() == 1 && Chars.letter(buf[at]) && buf[at] != this.option.charAt(0)
					&& buf[at + 1] != ' ') {
				at++;
			}
			if (!scan.at(at, this.option)) {
				return 0;
			}
			at += this.option.length();
			boolean apart = buf[at] == ' ' || buf[at] == '=' && this.option.length() > 1;
			return apart ? (this.name.equals("mysql") ? 0 : at + 1)
					: (this.glued && at == p + 2 && buf[at] > ' ') ? at : 0;
		}

	}

	/** Looks through the command line that begins at {@code i}. */
	void match(Scan scan, int i) {
		int first = scan.buf[i];
		if (first > 'z' || BY_LETTER[first].length == 0 || i < scan.commandUntil || Chars.word(scan.before(i))
				|| scan.before(i) == '-') {
			return;
		}
		for (Command command : BY_LETTER[first]) {
			int end = command.end(scan, i);
			if (end != i) {
				scan.commandUntil = options(scan, end, Math.min(scan.len, i + FAR), command);
				return;
			}
		}
	}

	/** Reads the options of the command whose name ends before {@code from}. */
	private int options(Scan scan, int from, int limit, Command found) {
		char[] buf = scan.buf;
		int p = from;
		while (p < limit && buf[p] >= ' ') {
			if (buf[p++] == ' ' && buf[p] == '-') {
				for (Command command : BY_LETTER[found.name.charAt(0)]) {
					int value = command.name.equals(found.name) ? command.value(scan, p) : 0;
					if (value != 0) {
						p = Math.max(p, note(scan, value, command));
						break;
					}
				}
			}
		}
		return p;
	}

	private int note(Scan scan, int from, Command command) {
		int quote = Quotes.at(scan, from);
		int start = from + Quotes.length(quote);
		int end = (quote != 0) ? Quotes.close(scan, start, quote) : Unquoted.end(scan, start, false);
		if (command.behind != WHOLE) {
			start = Unquoted.before(scan.buf, start, end, command.behind) + 1;
		}
		int first = scan.buf[start];
		if (start < end && first != '$' && first != '-' && !ValueGuard.harmless(scan, start, end)) {
			scan.addLater(start, end, this.id);
		}
		return end;
	}

}
