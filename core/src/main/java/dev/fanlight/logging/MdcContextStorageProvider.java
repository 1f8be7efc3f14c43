package dev.fanlight.logging;

import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;

/**
 * Brings {@link MdcContextStorage} in whoever touches OpenTelemetry's context first.
 * Loaded by OpenTelemetry, which uses a provider only when it is the only one.
 */
public final class MdcContextStorageProvider implements ContextStorageProvider {

	@Override
	public ContextStorage get() {
		return MdcContextStorage.provide();
	}

}
