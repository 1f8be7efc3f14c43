package dev.fanlight.autoconfigure.metrics;

import java.sql.Connection;

import dev.fanlight.metrics.StatementKind;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Counts the errors that datasource-micrometer makes no observation of: statements that
 * are refused when they are prepared, and commits.
 */
final class UnobservedDatabaseErrors implements MethodExecutionListener {

	private final ObjectProvider<DatabaseMeters> meters;

	UnobservedDatabaseErrors(ObjectProvider<DatabaseMeters> meters) {
		this.meters = meters;
	}

	@Override
	public void beforeMethod(MethodExecutionContext context) {
	}

	@Override
	public void afterMethod(MethodExecutionContext context) {
		Throwable error = context.getThrown();
		if (error == null || !(context.getTarget() instanceof Connection)) {
			return;
		}
		String operation = switch (context.getMethod().getName()) {
			case "prepareStatement", "prepareCall" -> StatementKind.of((String) context.getMethodArgs()[0]).name();
			case "commit" -> "COMMIT";
			default -> null;
		};
		if (operation != null) {
			String dataSource = context.getProxyConfig().getDataSourceName();
			this.meters.ifAvailable((each) -> each.count(dataSource, operation, error));
		}
	}

}
