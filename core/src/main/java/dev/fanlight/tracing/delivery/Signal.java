package dev.fanlight.tracing.delivery;

/**
 * What a pipeline carries.
 */
public enum Signal {

	/** Spans. */
	TRACES("traces", "spans"),

	/** Log records. */
	LOGS("logs", "log records"),

	/** Metrics, each with all its points. */
	METRICS("metrics", "metrics");

	private final String key;

	private final String items;

	Signal(String key, String items) {
		this.key = key;
		this.items = items;
	}

	/**
	 * The signal as a tag value and as the name of a directory.
	 * @return the name in lower case
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Where the queue in front of the exporter is made larger.
	 * @return the key of Boot
	 */
	String queueKey() {
		return "management.opentelemetry." + ((this == LOGS) ? "logging" : "tracing") + ".export.max-queue-size";
	}

	String items() {
		return this.items;
	}

}
