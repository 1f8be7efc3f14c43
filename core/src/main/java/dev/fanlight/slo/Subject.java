package dev.fanlight.slo;

/**
 * What a service has that rules and boards can watch. Each subject is a set of meters
 * that are there, or come with the first use, together.
 */
public enum Subject {

	/** HTTP requests that the service answers. */
	REQUESTS,

	/** Jobs, messages and other work that comes in, as Fanlight counts it. */
	ENTRIES,

	/** HTTP calls that the service makes. */
	CALLS,

	/** Memory, garbage collection and threads of the JVM. */
	JVM,

	/** Processor time. */
	CPU,

	/** Free disk space. */
	DISK,

	/** A HikariCP connection pool. */
	POOL,

	/** Statements that the database runs. */
	STATEMENTS,

	/** The worker threads of Tomcat. */
	TOMCAT,

	/** Certificates of SSL bundles. */
	CERTIFICATES,

	/** Telemetry on its way to the collector. */
	DELIVERY,

	/** Redaction. */
	REDACTION,

	/** The guard of the number of series. */
	CARDINALITY,

	/** Sinks that write log lines on threads of their own. */
	LOG_SINKS

}
