package dev.fanlight.metrics;

/**
 * What a statement of SQL does, from its first word. There are as many kinds as constants
 * here, whatever is sent.
 */
public enum StatementKind {

	/** Reads. */
	SELECT,

	/** Adds rows. */
	INSERT,

	/** Changes rows. */
	UPDATE,

	/** Removes rows. */
	DELETE,

	/** Adds or changes rows. */
	MERGE,

	/** Begins with a common table expression; most often reads. */
	WITH,

	/** Calls a procedure. */
	CALL,

	/** Changes the schema: CREATE, ALTER, DROP, TRUNCATE. */
	DDL,

	/** Anything else. */
	OTHER;

	private static final StatementKind[] BY_WORD = { SELECT, INSERT, UPDATE, DELETE, MERGE, WITH, CALL };

	private static final String[] DDL_WORDS = { "CREATE", "ALTER", "DROP", "TRUNCATE" };

	/**
	 * Find the kind of a statement. Comments, white space and brackets ahead of the first
	 * word are passed over. Allocates nothing.
	 * @param sql the statement
	 * @return its kind
	 */
	public static StatementKind of(String sql) {
		int start = firstWord(sql);
		for (StatementKind kind : BY_WORD) {
			if (hasWord(sql, start, kind.name())) {
				return kind;
			}
		}
		for (String word : DDL_WORDS) {
			if (hasWord(sql, start, word)) {
				return DDL;
			}
		}
		return OTHER;
	}

	private static boolean hasWord(String sql, int start, String word) {
		int end = start + word.length();
		return sql.regionMatches(true, start, word, 0, word.length())
				&& (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
	}

	private static int firstWord(String sql) {
		int at = 0;
		while (at < sql.length()) {
			char current = sql.charAt(at);
			if (sql.startsWith("/*", at)) {
				int end = sql.indexOf("*/", at + 2);
				at = (end < 0) ? sql.length() : end + 2;
			}
			else if (sql.startsWith("--", at)) {
				int end = sql.indexOf('\n', at);
				at = (end < 0) ? sql.length() : end + 1;
			}
			else if (Character.isWhitespace(current) || current == '(' || current == ';' || current == '{') {
				at++;
			}
			else {
				return at;
			}
		}
		return at;
	}

}
