package dev.fanlight.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

/**
 * Redacts the MDC. The lines of a request share one immutable map as long as nobody
 * changes it, so the maps that were last found clean are remembered, 64 at most.
 */
final class MdcRedaction {

	private static final int SLOTS = 64;

	private final AtomicReferenceArray<Clean> clean = new AtomicReferenceArray<>(SLOTS);

	Map<String, String> redact(Map<String, String> mdc, Redactor redactor) {
		int slot = System.identityHashCode(mdc) & SLOTS - 1;
		RedactionPolicy policy = redactor.policy();
		Clean known = this.clean.getPlain(slot);
		if (known != null && known.mdc == mdc && known.policy == policy) {
			return mdc;
		}
		Map<String, String> result = mdc;
		for (Map.Entry<String, String> entry : mdc.entrySet()) {
			String value = entry.getValue();
			if (entry.getKey() == null || value == null) {
				continue;
			}
			String safe = redactor.redact(entry.getKey(), value, Exit.MDC);
			if (safe != value) {
				result = (result == mdc) ? new LinkedHashMap<>(mdc) : result;
				if (safe == Redactor.DROPPED) {
					result.remove(entry.getKey());
				}
				else {
					result.put(entry.getKey(), safe);
				}
			}
		}
		if (result == mdc) {
			this.clean.setPlain(slot, new Clean(mdc, policy));
		}
		return result;
	}

	private record Clean(Map<String, String> mdc, RedactionPolicy policy) {
	}

}
