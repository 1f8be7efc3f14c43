package dev.fanlight.metrics;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Set;

/**
 * What kind of error a database gave, from its SQLSTATE. There are as many kinds as
 * constants here.
 */
public enum DatabaseError {

	/** A statement, or the wait for a connection or a lock, took too long. */
	TIMEOUT,

	/** The database cannot be reached, or hung up (class 08). */
	CONNECTION,

	/** A value does not fit (class 22). */
	DATA,

	/** A constraint was violated (class 23). */
	CONSTRAINT,

	/** The user is not let in (class 28). */
	AUTHORIZATION,

	/** Rolled back for another transaction, deadlocks included (class 40). */
	ROLLBACK,

	/** The statement is wrong, or names what is not there (class 42). */
	SYNTAX,

	/** The database lacks memory, disk or connections (class 53). */
	RESOURCES,

	/** The database is being shut down or somebody intervened (class 57). */
	INTERVENTION,

	/** Anything else. */
	OTHER;

	/** Query cancelled, lock not available, H2's lock timeout, and those of ODBC. */
	private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "HYT00", "HYT01");

	private static final int MAX_DEPTH = 16;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * Find the kind of an error.
	 * @param error what was thrown
	 * @return its kind
	 */
	public static DatabaseError of(Throwable error) {
		Throwable cause = error;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (cause instanceof SQLTimeoutException || isPoolExhausted(cause)) {
				return TIMEOUT;
			}
			if (cause instanceof SQLException sql && sql.getSQLState() != null) {
				return of(sql.getSQLState());
			}
			cause = cause.getCause();
		}
		return OTHER;
	}

	/** HikariCP says it with the SQLSTATE of the last failure to connect, if any. */
	private static boolean isPoolExhausted(Throwable error) {
		return error.getClass().getSimpleName().equals("SQLTransientConnectionException") && error.getMessage() != null
				&& error.getMessage().contains("request timed out");
	}

	private static DatabaseError of(String state) {
		if (TIMEOUTS.contains(state)) {
			return TIMEOUT;
		}
		return switch ((state.length() < 2) ? "" : state.substring(0, 2)) {
			case "08" -> CONNECTION;
			case "22" -> DATA;
			case "23" -> CONSTRAINT;
			case "28" -> AUTHORIZATION;
			case "40" -> ROLLBACK;
			case "42" -> SYNTAX;
			case "53" -> RESOURCES;
			case "57" -> INTERVENTION;
			default -> OTHER;
		};
	}

	/**
	 * The value of the label {@code error.type}.
	 * @return the kind in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
