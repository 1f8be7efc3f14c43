package dev.fanlight.slo;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import static dev.fanlight.slo.MetricNames.BREAKER;
import static dev.fanlight.slo.MetricNames.CERTIFICATE_EXPIRY;
import static dev.fanlight.slo.MetricNames.DELIVERY_DROPPED;
import static dev.fanlight.slo.MetricNames.DISK_FREE;
import static dev.fanlight.slo.MetricNames.DISK_TOTAL;
import static dev.fanlight.slo.MetricNames.ENTRY;
import static dev.fanlight.slo.MetricNames.HEAP_AFTER_GC;
import static dev.fanlight.slo.MetricNames.POOL_PENDING;
import static dev.fanlight.slo.MetricNames.POOL_TIMEOUTS;
import static dev.fanlight.slo.MetricNames.PROCESSOR_DROPPED;
import static dev.fanlight.slo.MetricNames.PROCESS_CPU;
import static dev.fanlight.slo.MetricNames.REDACTION_FAILURES;
import static dev.fanlight.slo.MetricNames.SINK_LINES;
import static dev.fanlight.slo.MetricNames.TOMCAT_BUSY;
import static dev.fanlight.slo.MetricNames.TOMCAT_MAX;
import static dev.fanlight.slo.MetricNames.UP;

/**
 * What every service is watched for, objectives or not. Each query has no result where
 * its meters are missing.
 */
enum Symptom {

	/** Requests fail. */
	HIGH_ERROR_RATE("HighErrorRate", Severity.PAGE, Subject.REQUESTS, Duration.ofMinutes(2), Symptom::errorRate,
			"{{ $value | humanizePercentage }} of the requests fail",
			"Over five minutes, with at least a few failures. See which routes and exceptions on the board."),

	/** Requests take long. */
	HIGH_LATENCY("HighLatency", Severity.TICKET, Subject.REQUESTS, Duration.ofMinutes(10), Symptom::latency,
			"One request in a hundred takes {{ $value | humanizeDuration }} or longer",
			"The 99th percentile of all requests over five minutes."),

	/** No instance can be scraped. */
	SERVICE_DOWN("ServiceDown", Severity.PAGE, null, Duration.ofMinutes(2),
			(service) -> "max(" + service.series(UP, "") + ") == 0\nor\nabsent(" + service.series(UP, "") + ')',
			"All instances are down", "Prometheus can scrape none of them, or no longer knows any."),

	/** One instance cannot be scraped. */
	INSTANCE_DOWN("InstanceDown", Severity.TICKET, null, Duration.ofMinutes(5),
			(service) -> service.series(UP, "") + " == 0", "{{ $labels.instance }} is down",
			"Prometheus cannot scrape it. The others do its work, if there are others."),

	/** Nobody asks for anything. */
	NO_TRAFFIC("NoTraffic", Severity.PAGE, Subject.REQUESTS, Duration.ofMinutes(5), Symptom::noTraffic,
			"No request for a quarter of an hour",
			"Yesterday at this time there were requests, or, where yesterday is unknown, in the last six hours."),

	/** Jobs, messages and other work fail. */
	WORK_FAILS("WorkFails", Severity.TICKET, Subject.ENTRIES, Duration.ofMinutes(5), Symptom::work,
			"{{ $value | humanizePercentage }} of the runs of {{ $labels.name }} fail",
			"Work of the kind {{ $labels.kind }} over half an hour."),

	/** Little heap is left after a collection. */
	HEAP_NEARLY_FULL("HeapNearlyFull", Severity.PAGE, Subject.JVM, Duration.ofMinutes(10),
			(service) -> byInstance("max", service.series(HEAP_AFTER_GC, ",area=\"heap\"")) + " > 0.9",
			"The heap of {{ $labels.instance }} is {{ $value | humanizePercentage }} full after collections",
			"What is left is not garbage: soon the process spends its time collecting, then it fails."),

	/** The process uses all processors it has. */
	CPU_SATURATED("CpuSaturated", Severity.TICKET, Subject.CPU, Duration.ofMinutes(15),
			(service) -> byInstance("max", service.series(PROCESS_CPU, "")) + " > 0.9",
			"{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its processors",
			"For a quarter of an hour. Requests wait for processor time."),

	/** The disk fills up. */
	DISK_NEARLY_FULL("DiskNearlyFull", Severity.PAGE, Subject.DISK, Duration.ofMinutes(10), Symptom::disk,
			"{{ $value | humanizePercentage }} of the disk {{ $labels.path }} of {{ $labels.instance }} is free",
			"Less than a tenth is free, or at the pace of the last hour it is full in four hours."),

	/** Requests wait for connections. */
	CONNECTION_POOL_EXHAUSTED("ConnectionPoolExhausted", Severity.PAGE, Subject.POOL, Duration.ofMinutes(2),
			(service) -> "max by (job, instance, pool) (min_over_time(" + service.series(POOL_PENDING, "")
					+ "[2m])) > 0\nor\nmax by (job, instance, pool) (increase(" + service.series(POOL_TIMEOUTS, "")
					+ "[5m])) > 0",
			"Threads of {{ $labels.instance }} wait for connections of {{ $labels.pool }}",
			"All connections are in use, or threads gave up waiting for one."),

	/** All worker threads are busy. */
	WORKER_THREADS_EXHAUSTED("WorkerThreadsExhausted", Severity.PAGE, Subject.TOMCAT, Duration.ofMinutes(5),
			(service) -> byInstance("max",
					service.series(TOMCAT_BUSY, "") + " / (" + service.series(TOMCAT_MAX, "") + " > 0)") + " > 0.9",
			"{{ $value | humanizePercentage }} of the worker threads of {{ $labels.instance }} are busy",
			"New requests wait before the application sees them."),

	/** A certificate runs out. */
	CERTIFICATE_EXPIRES("CertificateExpires", Severity.TICKET, Subject.CERTIFICATES, Duration.ofHours(1),
			(service) -> "min by (job, bundle, chain) (" + service.series(CERTIFICATE_EXPIRY, ",source!=\"truststore\"")
					+ ") < 14 * 86400",
			"The certificate {{ $labels.chain }} of {{ $labels.bundle }} ends in {{ $value | humanizeDuration }}",
			"Renew it within fourteen days."),

	/** Callers are refused. */
	AUTHENTICATION_FAILURES("AuthenticationFailures", Severity.TICKET, Subject.REQUESTS, Duration.ofMinutes(5),
			Symptom::authentication, "{{ $value | humanizePercentage }} of the requests are refused with 401 or 403",
			"A client whose credentials ran out, or somebody who guesses."),

	/** The collector does not take telemetry. */
	TELEMETRY_NOT_DELIVERED("TelemetryNotDelivered", Severity.TICKET, Subject.DELIVERY, Duration.ofMinutes(15),
			(service) -> "max by (job, instance, signal) (" + service.series(BREAKER, ",state!=\"closed\"") + ") == 1",
			"{{ $labels.signal }} of {{ $labels.instance }} do not reach the collector",
			"They wait in memory and in the spool, the oldest is dropped when both are full."),

	/** Telemetry was lost. */
	TELEMETRY_DROPPED("TelemetryDropped", Severity.TICKET, Subject.DELIVERY, Duration.ZERO,
			(service) -> "sum by (job, instance, signal) (increase(" + service.series(DELIVERY_DROPPED, "")
					+ "[15m])) > 0\nor\nsum by (job, instance, signal) (increase("
					+ service.series(PROCESSOR_DROPPED, "") + "[15m])) > 0",
			"{{ $value | humanize }} items of {{ $labels.signal }} of {{ $labels.instance }} were lost",
			"In the last quarter of an hour."),

	/** Redaction fails. */
	REDACTION_FAILS("RedactionFails", Severity.PAGE, Subject.REDACTION, Duration.ZERO,
			(service) -> "sum by (job, instance, exit) (increase(" + service.series(REDACTION_FAILURES, "")
					+ "[10m])) > 0",
			"Redaction of {{ $labels.exit }} failed on {{ $labels.instance }}",
			"What could not be redacted was withheld, {{ $value | humanize }} times in ten minutes."),

	/** Log lines were lost. */
	LOG_LINES_DROPPED("LogLinesDropped", Severity.TICKET, Subject.LOG_SINKS, Duration.ZERO,
			(service) -> "sum by (job, instance, sink) (increase(" + service.series(SINK_LINES, ",outcome!=\"written\"")
					+ "[15m])) > 0",
			"{{ $value | humanize }} log lines of {{ $labels.sink }} of {{ $labels.instance }} were lost",
			"Its sink is slower than the application writes, or fails.");

	private static final int ENOUGH_FOR_P99 = 50;

	private static final int ENOUGH_REFUSALS = 50;

	private final String alert;

	private final Severity severity;

	private final @Nullable Subject subject;

	private final Duration pending;

	private final Function<MonitoredService, String> expression;

	private final String summary;

	private final String description;

	Symptom(String alert, Severity severity, @Nullable Subject subject, Duration pending,
			Function<MonitoredService, String> expression, String summary, String description) {
		this.alert = alert;
		this.severity = severity;
		this.subject = subject;
		this.pending = pending;
		this.expression = expression;
		this.summary = summary;
		this.description = description;
	}

	String alert() {
		return this.alert;
	}

	Severity severity() {
		return this.severity;
	}

	Duration pending() {
		return this.pending;
	}

	String expression(MonitoredService service) {
		return this.expression.apply(service);
	}

	String summary() {
		return this.summary;
	}

	String description() {
		return this.description;
	}

	boolean concerns(MonitoredService service) {
		return this.subject == null || service.subjects().contains(this.subject);
	}

	private static String byInstance(String operation, String series) {
		return operation + " by (job, instance) (" + series + ')';
	}

	private static String requests(MonitoredService service, String function, String window, String matchers) {
		return "sum(" + function + '(' + service.series(service.requests().count(), matchers) + '[' + window + "]))";
	}

	private static String errorRate(MonitoredService service) {
		String faults = "," + service.requests().faults();
		return requests(service, "rate", "5m", faults) + " / " + requests(service, "rate", "5m", "") + " > "
				+ Words.number(service.thresholds().errorRate()) + "\nand\n"
				+ requests(service, "increase", "5m", faults) + " >= " + service.thresholds().minimumFailures();
	}

	private static String latency(MonitoredService service) {
		return "histogram_quantile(0.99, sum by (le) (rate(" + service.series(service.requests().bucket(), "")
				+ "[5m]))) > " + Words.number(service.thresholds().p99().toMillis() / 1e3) + "\nand\n"
				+ requests(service, "increase", "5m", "") + " >= " + ENOUGH_FOR_P99;
	}

	private static String noTraffic(MonitoredService service) {
		String yesterday = "sum(rate(" + service.series(service.requests().count(), "") + "[30m] offset 1d))";
		return "(" + requests(service, "rate", "15m", "") + " or vector(0)) == 0\nand on ()\nmax("
				+ service.series(UP, "") + ") == 1\nand on ()\n(\n  " + yesterday + " > 0.05\n  or\n  ("
				+ requests(service, "rate", "6h", "") + " > 0.05 unless " + yesterday + ")\n)";
	}

	private static String work(MonitoredService service) {
		String all = "(" + service.series(ENTRY + "_count", ",kind!=\"http\"") + "[30m])";
		String failed = "(" + service.series(ENTRY + "_count", ",kind!=\"http\",outcome=~\"server_error|timeout\"")
				+ "[30m])";
		return "sum by (kind, name) (rate" + failed + ") / sum by (kind, name) (rate" + all + ") > "
				+ Words.number(service.thresholds().errorRate()) + "\nand\nsum by (kind, name) (increase" + failed
				+ ") >= " + service.thresholds().minimumFailures();
	}

	private static String disk(MonitoredService service) {
		String free = service.series(DISK_FREE, "");
		String part = free + " / " + service.series(DISK_TOTAL, "");
		return part + " < 0.1\nor\n(" + part + " < 0.4 and predict_linear(" + free + "[1h], 4 * 3600) < 0)";
	}

	private static String authentication(MonitoredService service) {
		String refused = "," + service.requests().status() + "=~\"401|403\"";
		return requests(service, "rate", "10m", refused) + " / " + requests(service, "rate", "10m", "")
				+ " > 0.2\nand\n" + requests(service, "increase", "10m", refused) + " >= " + ENOUGH_REFUSALS;
	}

}
