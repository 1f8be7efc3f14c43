package dev.fanlight.autoconfigure.alerting;

import dev.fanlight.alerting.AlertEngine;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Starts the engine once all beans are there, if there is anything to judge.
 *
 * @param engine the engine
 */
record AlertsStart(AlertEngine engine) implements SmartInitializingSingleton {

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.engine.rules().isEmpty()) {
			this.engine.start();
		}
	}

}
