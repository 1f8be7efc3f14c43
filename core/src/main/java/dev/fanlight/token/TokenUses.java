package dev.fanlight.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each token was used, until it expires. Only tokens with a good signature come
 * here, so a stranger cannot fill it; the lock is taken by requests with such a token
 * alone. Thread-safe.
 */
final class TokenUses {

	private final int maxIds;

	private final int maxUses;

	private final Map<String, Use> uses = new HashMap<>();

	TokenUses(int maxIds, int maxUses) {
		this.maxIds = maxIds;
		this.maxUses = maxUses;
	}

	synchronized TokenOutcome use(String id, Instant forgetAt, Instant now) {
		Use use = this.uses.get(id);
		if (use == null) {
			if (this.uses.size() >= this.maxIds) {
				this.uses.values().removeIf((other) -> other.forgetAt.isBefore(now));
			}
			if (this.uses.size() >= this.maxIds) {
				return TokenOutcome.TABLE_FULL;
			}
			use = new Use();
			this.uses.put(id, use);
		}
		use.forgetAt = forgetAt.isAfter(use.forgetAt) ? forgetAt : use.forgetAt;
		if (use.count >= this.maxUses) {
			return TokenOutcome.USED_UP;
		}
		use.count++;
		return TokenOutcome.GRANTED;
	}

	private static final class Use {

		private Instant forgetAt = Instant.EPOCH;

		private int count;

	}

}
