package dev.fanlight.slo;

/**
 * What meters of Micrometer, Boot and Fanlight are called in Prometheus, whatever the
 * naming scheme of requests. Rules and the board name them from here.
 */
final class MetricNames {

	static final String UP = "up";

	static final String TARGET_INFO = "target_info";

	static final String ENTRY = "fanlight_entry_seconds";

	static final String HEAP_AFTER_GC = "jvm_memory_usage_after_gc";

	static final String MEMORY_USED = "jvm_memory_used_bytes";

	static final String MEMORY_MAX = "jvm_memory_max_bytes";

	static final String GC_PAUSE = "jvm_gc_pause_seconds";

	static final String GC_OVERHEAD = "jvm_gc_overhead";

	static final String THREADS = "jvm_threads_live_threads";

	static final String PROCESS_CPU = "process_cpu_usage";

	static final String SYSTEM_CPU = "system_cpu_usage";

	static final String DISK_FREE = "disk_free_bytes";

	static final String DISK_TOTAL = "disk_total_bytes";

	static final String FILES_OPEN = "process_files_open_files";

	static final String FILES_MAX = "process_files_max_files";

	static final String POOL_ACTIVE = "hikaricp_connections_active";

	static final String POOL_MAX = "hikaricp_connections_max";

	static final String POOL_PENDING = "hikaricp_connections_pending";

	static final String POOL_TIMEOUTS = "hikaricp_connections_timeout_total";

	static final String POOL_ACQUIRE = "hikaricp_connections_acquire_seconds";

	static final String POOL_USAGE = "hikaricp_connections_usage_seconds";

	static final String STATEMENTS = "jdbc_query_seconds";

	static final String DATABASE_ERRORS = "db_client_errors_total";

	static final String SERIES = "fanlight_cardinality_series";

	static final String FOLDED = "fanlight_cardinality_folded_total";

	static final String TOMCAT_BUSY = "tomcat_threads_busy_threads";

	static final String TOMCAT_MAX = "tomcat_threads_config_max_threads";

	static final String CERTIFICATE_EXPIRY = "ssl_chain_expiry_seconds";

	static final String BREAKER = "fanlight_delivery_breaker";

	static final String DELIVERED = "fanlight_delivery_delivered_total";

	static final String DELIVERY_DROPPED = "fanlight_delivery_dropped_total";

	static final String DELIVERY_QUEUE = "fanlight_delivery_queue_items";

	static final String PROCESSOR_DROPPED = "fanlight_delivery_processor_dropped_total";

	static final String REDACTIONS = "fanlight_redactions_total";

	static final String REDACTION_FAILURES = "fanlight_redaction_failures_total";

	static final String SINK_LINES = "fanlight_logging_sink_lines_total";

	static final String LOG_LINES = "fanlight_logging_lines_total";

	static final String TRACES = "fanlight_tracing_traces_total";

	/** Recorded: requests per second of a goal. */
	static final String GOAL_REQUESTS = "fanlight:slo_requests:rate5m";

	/** Recorded: requests per second that missed a goal. */
	static final String GOAL_MISSES = "fanlight:slo_misses:rate5m";

	/** Recorded, with a window at its end: the burn rate of a goal. */
	static final String GOAL_BURN = "fanlight:slo_burn:rate";

	/** Recorded: the part of the error budget of a goal that is left. */
	static final String GOAL_BUDGET = "fanlight:slo_budget_remaining:ratio";

	/** Recorded: the target of a goal. */
	static final String GOAL_TARGET = "fanlight:slo_target:ratio";

	/** Recorded: events of business per second. */
	static final String BUSINESS = "fanlight:business:rate30m";

	private MetricNames() {
	}

}
