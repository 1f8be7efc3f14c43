package dev.fanlight.autoconfigure.alerting;

import dev.fanlight.alerting.AlertEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Starts the engine once all beans are there, if there is anything to judge.
 *
 * @param engine the engine
 */
record AlertsStart(AlertEngine engine) implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(AlertsStart.class);

	@Override
	public void afterSingletonsInstantiated() {
		if (this.engine.rules().isEmpty()) {
			return;
		}
		if (this.engine.channels().isEmpty()) {
			logger.warn("There are rules of alerts and no channel: nobody is told. "
					+ "Set fanlight.alerts.channels.<name>.type, for example to log.");
		}
		this.engine.start();
	}

}
