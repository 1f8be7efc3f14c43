package dev.fanlight.autoconfigure.metrics;

import java.util.List;

import dev.fanlight.metrics.DatabaseError;
import dev.fanlight.metrics.StatementKind;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import net.ttddyy.observation.tracing.DataSourceBaseContext;
import net.ttddyy.observation.tracing.QueryContext;
import org.jspecify.annotations.Nullable;

/**
 * Names the kind of statement on the timer of statements, and counts the errors of
 * statements and of connections.
 */
final class DatabaseMeters implements ObservationFilter, ObservationHandler<DataSourceBaseContext> {

	private static final String OPERATION = "db.operation.name";

	private final MeterRegistry registry;

	DatabaseMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof QueryContext query) {
			context.addLowCardinalityKeyValue(KeyValue.of(OPERATION, kind(query).name()));
		}
		return context;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof DataSourceBaseContext;
	}

	@Override
	public void onStop(DataSourceBaseContext context) {
		Throwable error = context.getError();
		if (error != null) {
			count(context.getDataSourceName(), (context instanceof QueryContext query) ? kind(query).name() : "CONNECT",
					error);
		}
	}

	/**
	 * Count an error.
	 * @param dataSource name of the data source
	 * @param operation kind of the statement, or what else was tried
	 * @param error the error
	 */
	void count(@Nullable String dataSource, String operation, Throwable error) {
		Counter.builder("db.client.errors")
			.description("Errors of the database: failed statements and connections")
			.tags("jdbc.datasource.name", (dataSource != null) ? dataSource : Entry.UNKNOWN, OPERATION, operation,
					"error.type", DatabaseError.of(error).tag())
			.register(this.registry)
			.increment();
	}

	private static StatementKind kind(QueryContext query) {
		List<String> queries = query.getQueries();
		return queries.isEmpty() ? StatementKind.OTHER : StatementKind.of(queries.get(0));
	}

}
