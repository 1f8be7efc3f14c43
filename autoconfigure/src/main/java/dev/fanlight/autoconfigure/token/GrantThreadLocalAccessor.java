package dev.fanlight.autoconfigure.token;

import dev.fanlight.token.CurrentGrant;
import dev.fanlight.token.Grant;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the grant of a request across threads with context propagation.
 */
final class GrantThreadLocalAccessor implements ThreadLocalAccessor<Grant> {

	@Override
	public Object key() {
		return CurrentGrant.KEY;
	}

	@Override
	public @Nullable Grant getValue() {
		Grant grant = CurrentGrant.get();
		return (grant != Grant.NONE) ? grant : null;
	}

	@Override
	public void setValue(Grant value) {
		CurrentGrant.set(value);
	}

	@Override
	public void setValue() {
		CurrentGrant.clear();
	}

}
