package dev.fanlight.autoconfigure.tracing.delivery;

/**
 * The names of the meters of delivery, once. All carry the tag {@link #SIGNAL}.
 */
enum DeliveryMeter {

	/** Counter. */
	ACCEPTED("accepted", "Items that exporters handed over for delivery"),

	/** Counter. */
	RECOVERED("recovered", "Items that an earlier process had left in the spool"),

	/** Counter. */
	DELIVERED("delivered", "Items that the collector took"),

	/** Counter with the tag {@link #REASON}. */
	DROPPED("dropped", "Items that were not delivered, by reason"),

	/** Counter. */
	BATCHES("batches", "Batches that the collector took"),

	/** Counter. */
	BYTES("bytes", "Bytes that the collector took"),

	/** Counter. */
	RETRIES("retries", "Attempts that failed and are made again"),

	/** Counter. */
	SPOOLED("spooled", "Items that were written to the spool"),

	/** Gauge. */
	QUEUE_BATCHES("queue.batches", "Batches that wait, in memory and in the spool"),

	/** Gauge. */
	QUEUE_ITEMS("queue.items", "Items that wait, in memory and in the spool"),

	/** Gauge. */
	QUEUE_BYTES("queue.bytes", "Bytes that wait in memory"),

	/** Gauge. */
	SPOOL_BYTES("spool.bytes", "Bytes that the spool takes on disk"),

	/** Gauge. */
	OLDEST("oldest", "Age of the oldest batch that waits"),

	/** Gauge. */
	PROCESSOR_QUEUE("processor.queue", "Items that wait in the batch processor, in front of the exporter"),

	/** Counter. */
	PROCESSOR_DROPPED("processor.dropped", "Items that found the queue of the batch processor full, or filling"),

	/** Counter with the tag {@link #LEVEL}. */
	PROCESSOR_REFUSED("processor.refused", "Log records among them that were refused for their level, by level"),

	/** Gauge with the tag {@link #STATE}. */
	BREAKER("breaker", "1 for the state of the breaker, 0 for the others");

	static final String SIGNAL = "signal";

	static final String REASON = "reason";

	static final String STATE = "state";

	static final String LEVEL = "level";

	private final String name;

	private final String description;

	DeliveryMeter(String name, String description) {
		this.name = "fanlight.delivery." + name;
		this.description = description;
	}

	String meterName() {
		return this.name;
	}

	String description() {
		return this.description;
	}

}
