package dev.fanlight.metrics;

/**
 * Makes a template of the URI of an outgoing call: host, query and fragment go, and what
 * names one thing among many becomes {@value #ID}. Text that is a template already comes
 * back as itself.
 */
final class UriTemplates {

	static final String ID = "{id}";

	private static final int SHORTEST_HEX = 8;

	private static final int SHORTEST_TOKEN = 20;

	private static final int LONGEST_WORD = 40;

	private static final int MANY_DIGITS = 5;

	private UriTemplates() {
	}

	static String of(String uri) {
		int start = pathStart(uri);
		int end = pathEnd(uri, start);
		StringBuilder template = null;
		int copied = start;
		int segment = start;
		while (segment <= end) {
			int next = uri.indexOf('/', segment);
			next = (next < 0 || next > end) ? end : next;
			int word = wordEnd(uri, segment, next);
			boolean id = isId(uri, segment, word);
			if (id || word < next) {
				template = (template != null) ? template : new StringBuilder(end - start);
				template.append(uri, copied, id ? segment : word).append(id ? ID : "");
				copied = next;
			}
			segment = next + 1;
		}
		if (template != null) {
			return template.append(uri, copied, end).toString();
		}
		String path = (start == 0 && end == uri.length()) ? uri : uri.substring(start, end);
		return path.isEmpty() ? "/" : path;
	}

	/** Behind scheme and host, if there is one. */
	private static int pathStart(String uri) {
		int scheme = uri.indexOf("://");
		if (scheme < 0 || scheme > uri.indexOf('/') + 1) {
			return 0;
		}
		int path = uri.indexOf('/', scheme + "://".length());
		return (path < 0) ? uri.length() : path;
	}

	/** Before query and fragment, unless those signs stand in a template's braces. */
	private static int pathEnd(String uri, int start) {
		int depth = 0;
		for (int i = start; i < uri.length(); i++) {
			char c = uri.charAt(i);
			if (c == '{') {
				depth++;
			}
			else if (c == '}') {
				depth--;
			}
			else if ((c == '?' || c == '#') && depth <= 0) {
				return i;
			}
		}
		return uri.length();
	}

	/** Before the parameters of a segment. */
	private static int wordEnd(String uri, int start, int end) {
		int parameters = uri.indexOf(';', start);
		return (parameters < 0 || parameters > end || hasBrace(uri, start, end)) ? end : parameters;
	}

	private static boolean hasBrace(String uri, int start, int end) {
		int brace = uri.indexOf('{', start);
		return brace >= 0 && brace < end;
	}

	private static boolean isId(String uri, int start, int end) {
		int length = end - start;
		int digits = 0;
		int hex = 0;
		int letters = 0;
		for (int i = start; i < end; i++) {
			char c = uri.charAt(i);
			if (c == '{') {
				return false;
			}
			if (c == '@' || c == '%' || c > '~') {
				return !hasBrace(uri, i, end);
			}
			boolean digit = c >= '0' && c <= '9';
			boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
			digits += digit ? 1 : 0;
			letters += letter ? 1 : 0;
			hex += (digit || (letter && (c | 0x20) <= 'f')) ? 1 : 0;
		}
		if (digits == 0) {
			return length > LONGEST_WORD;
		}
		return letters == 0 || digits >= MANY_DIGITS || length >= SHORTEST_TOKEN || (digits > 2 && 2 * digits > length)
				|| (hex == length && length >= SHORTEST_HEX);
	}

}
