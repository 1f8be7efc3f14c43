package dev.fanlight.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Redacts by the default policy from the first line of the process, which an application
 * writes before there is a configuration to read.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class EarlyLogRedaction extends ContextAwareBase implements Configurator {

	/**
	 * Create the configurator. For the service loader of Logback.
	 */
	public EarlyLogRedaction() {
	}

	@Override
	public ExecutionStatus configure(LoggerContext context) {
		if (LogRedaction.find(context) == null) {
			LogRedaction.install(context, null);
		}
		return ExecutionStatus.INVOKE_NEXT_IF_ANY;
	}

}
