package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.FanlightProperties;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Every default that Fanlight supplies for a key of Boot. They stand in the property
 * source {@value #SOURCE}, below everything an application can set, its
 * {@code SpringApplication.setDefaultProperties} included.
 */
final class FanlightDefaults {

	static final String SOURCE = "fanlightDefaults";

	static final String MAP_VARIABLES = "management.opentelemetry.map-environment-variables";

	static final String METRICS_PUSH = "management.otlp.metrics.export.enabled";

	static final String PROBABILITY = "management.tracing.sampling.probability";

	static final String FORMATTER = "dev.fanlight.autoconfigure.logging.FanlightStructuredLogFormatter";

	static final String CONSOLE_FORMAT = "logging.structured.format.console";

	static final String FILE_FORMAT = "logging.structured.format.file";

	private static final String LOGBACK_SYSTEM = "org.springframework.boot.logging.logback.LogbackLoggingSystem";

	private static final String RED_BUCKETS = "5ms,10ms,25ms,50ms,100ms,250ms,500ms,1s,2500ms,5s,10s";

	private static final String ENTRY_BUCKETS = "10ms,50ms,250ms,1s,5s,30s";

	private static final String QUERY_BUCKETS = "1ms,5ms,25ms,100ms,500ms,1s,5s";

	private static final String CORRELATION_PATTERN = "%replace([%X{traceId:-} %X{spanId:-} %X{request_id:-}] ){'^\\[ *\\] $', ''}";

	private static final String UNLIMITED = String.valueOf(Integer.MAX_VALUE);

	private static final String KAFKA = "Traces go on through Kafka.";

	private static final String RABBIT = "Traces go on through RabbitMQ.";

	/** Supplied whatever else is set. */
	static final List<Default> ALWAYS = List.of(
			new Default("logging.level.dev.fanlight.audit", "info",
					"Changes made through the endpoint fanlight are logged whatever level the root logger has."),
			new Default("logging.level.io.opentelemetry.sdk.trace.export.BatchSpanProcessor", "error",
					"A full queue is said once an hour and counted, instead of with every batch."),
			new Default("management.endpoints.web.exposure.include", "health,info,prometheus",
					"Metrics can be scraped as soon as the dependency is there; Boot exposes health alone."),
			new Default("management.observations.annotations.enabled", "true",
					"@Observed, @Timed, @Counted and @NewSpan work."),
			new Default("management.observations.enable.spring.security", "false",
					"The filters of Spring Security do not add spans to every request."),
			new Default("spring.kafka.listener.observation-enabled", "true", KAFKA),
			new Default("spring.kafka.template.observation-enabled", "true", KAFKA),
			new Default("spring.mvc.servlet.load-on-startup", "1",
					"The dispatcher is ready before the first request, whose lines then all carry its ids."),
			new Default("spring.rabbitmq.listener.direct.observation-enabled", "true", RABBIT),
			new Default("spring.rabbitmq.listener.simple.observation-enabled", "true", RABBIT),
			new Default("spring.rabbitmq.listener.stream.observation-enabled", "true", RABBIT),
			new Default("spring.rabbitmq.template.observation-enabled", "true", RABBIT),
			new Default("spring.reactor.context-propagation", "auto",
					"Trace and MDC are there in every operator of a reactive chain."),
			new Default("spring.task.execution.propagate-context", "true",
					"@Async and Boot's executor keep the trace."),
			new Default(PROBABILITY, "0.1", "One trace in ten is kept unless the caller already decided."),
			new Default(MAP_VARIABLES, "false",
					"Fanlight maps OTEL_* names from every source; Boot reads the process environment alone."));

	/** Supplied unless fanlight.metrics.enabled is off. */
	static final List<Default> METRICS = List.of(
			new Default("management.metrics.distribution.slo.http.server.requests", RED_BUCKETS,
					"Request durations are a histogram of eleven explicit buckets instead of none or 68."),
			new Default("management.metrics.distribution.slo.http.client.requests", RED_BUCKETS,
					"Outgoing calls are measured in the same buckets as incoming requests."),
			new Default("management.metrics.distribution.slo.fanlight.entry", ENTRY_BUCKETS,
					"Everything that comes in is measured in six buckets, from quick requests to long jobs."),
			new Default("management.metrics.distribution.slo.jdbc.query", QUERY_BUCKETS,
					"Statements are measured in seven buckets, by their kind and data source."),
			new Default("jdbc.includes", "connection,query",
					"datasource-micrometer observes connections and statements, without a span for each result set."),
			new Default("server.tomcat.mbeanregistry.enabled", "true",
					"Busy threads and connections of Tomcat are measured; Micrometer reads them from its MBeans."),
			new Default("management.metrics.observations.ignored-meters", "long-task-timer",
					"Each observation is one timer, without a second meter of requests in flight."),
			new Default(
					"management.prometheus.metrics.export.properties.io.prometheus.exporter.exemplarsOnAllMetricTypes",
					"false", "Exemplars stand on buckets and counters alone: Prometheus before 2.43 refuses the whole "
							+ "scrape for one on a summary."));

	/** Supplied unless fanlight.metrics.cardinality.enabled is off as well. */
	static final List<Default> CARDINALITY = List.of(
			new Default("management.metrics.web.server.max-uri-tags", UNLIMITED,
					"A hundred routes are not the end of metrics: the cardinality guard counts further ones together."),
			new Default("management.metrics.web.client.max-uri-tags", UNLIMITED,
					"The same for outgoing calls, whose numbers and ids are folded first."));

	/** Supplied with Logback, unless fanlight.logging.enabled is off. */
	static final List<Default> LOGBACK = List.of(
			new Default("logging.pattern.correlation", CORRELATION_PATTERN,
					"Text lines of a request carry its trace, span and request id, the others no blank."),
			new Default("logging.logback.rollingpolicy.total-size-cap", "1GB",
					"Old log files are deleted before they fill the disk; Boot has no limit."));

	private static final String JSON = "Log lines are JSON by the log schema, behind Boot's own extension point.";

	/** Supplied with the format json, unless another structured format is chosen. */
	static final List<Default> JSON_LINES = List.of(new Default(CONSOLE_FORMAT, FORMATTER, JSON),
			new Default(FILE_FORMAT, FORMATTER, JSON));

	/** Supplied with the naming scheme of OpenTelemetry. */
	static final Default OTEL_SECONDS = new Default("management.otlp.metrics.export.base-time-unit", "seconds",
			"Durations are pushed in seconds, as the semantic conventions ask; Micrometer pushes milliseconds.");

	/**
	 * Supplied while an application is processed ahead of time, and never where it runs:
	 * the exporters are to be there for whatever endpoint is set then.
	 */
	static final List<Default> AHEAD_OF_TIME = List.of(
			new Default("management.opentelemetry.tracing.export.otlp.endpoint", "http://localhost:4318/v1/traces",
					"The exporter of spans is built in, for an endpoint that is set where the application runs."),
			new Default("management.opentelemetry.logging.export.otlp.endpoint", "http://localhost:4318/v1/logs",
					"The exporter of log records is built in, for an endpoint that is set where the application runs."));

	/** Supplied unless an endpoint for metrics is known, even when Fanlight is off. */
	static final Default NO_METRICS_PUSH = new Default(METRICS_PUSH, "false",
			"Metrics are pushed to nobody until an OTLP endpoint is set; Boot pushes to localhost:4318.");

	/** Supplied when OTEL_TRACES_SAMPLER names a ratio. */
	static final Default WHOLE_RATIO = new Default(PROBABILITY, "1.0",
			"A ratio sampler without an argument keeps every trace, as OpenTelemetry specifies.");

	private FanlightDefaults() {
	}

	/**
	 * The defaults that depend on what the application chose or runs with.
	 * @param environment the environment without Fanlight's defaults
	 * @param classLoader the loader of the application
	 * @return the defaults that apply
	 */
	static List<Default> chosen(Environment environment, ClassLoader classLoader) {
		List<Default> result = new ArrayList<>();
		if (!FanlightProperties.isOff(environment, "fanlight.metrics.enabled")) {
			result.addAll(METRICS);
			if (!FanlightProperties.isOff(environment, "fanlight.metrics.cardinality.enabled")) {
				result.addAll(CARDINALITY);
			}
			if ("otel".equalsIgnoreCase(environment.getProperty("fanlight.metrics.naming"))) {
				result.add(OTEL_SECONDS);
			}
		}
		if (FanlightProperties.isOff(environment, "fanlight.logging.enabled") || !isLogback(classLoader)) {
			return result;
		}
		result.addAll(LOGBACK);
		if (writesJson(environment, classLoader)) {
			result.addAll(JSON_LINES);
		}
		else if (environment.containsProperty(CONSOLE_FORMAT) || environment.containsProperty(FILE_FORMAT)) {
			result.add(cutStackTraces(stackTraceLimit(environment)));
		}
		return result;
	}

	/** Supplied with another structured format. */
	static Default cutStackTraces(String limit) {
		return new Default("logging.structured.json.stacktrace.max-length", limit,
				"Stack traces in Boot's own JSON formats are cut where Fanlight's are; Boot has no limit.");
	}

	private static String stackTraceLimit(Environment environment) {
		String limit = environment.getProperty("fanlight.logging.limits.stack-trace", "").strip();
		return limit.matches("\\d{1,9}") ? limit : "65536";
	}

	private static boolean writesJson(Environment environment, ClassLoader classLoader) {
		return "json".equalsIgnoreCase(environment.getProperty("fanlight.logging.format", "json").strip())
				// Otherwise the formatter fails before the mistake can be reported
				&& Checks.booleanValue(environment.getProperty("fanlight.enabled", "true")) == null
				&& !environment.containsProperty(CONSOLE_FORMAT) && !environment.containsProperty(FILE_FORMAT)
				&& ClassUtils.isPresent("net.logstash.logback.LogstashFormatter", classLoader)
				&& ClassUtils.isPresent(FORMATTER, classLoader);
	}

	private static boolean isLogback(ClassLoader classLoader) {
		return LoggingSystem.get(classLoader).getClass().getName().equals(LOGBACK_SYSTEM);
	}

	/**
	 * One default.
	 *
	 * @param key the key of Boot
	 * @param value the value it gets when nobody sets it
	 * @param why what a user has from it, as one sentence
	 */
	record Default(String key, String value, String why) {

		void addTo(Map<String, Object> source) {
			source.put(this.key, OriginTrackedValue.of(this.value, DefaultOrigin.INSTANCE));
		}

	}

	private enum DefaultOrigin implements Origin {

		INSTANCE;

		@Override
		public String toString() {
			return "default of Fanlight";
		}

	}

}
