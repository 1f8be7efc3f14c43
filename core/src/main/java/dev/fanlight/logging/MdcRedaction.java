package dev.fanlight.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the MDC. The lines of a request share one immutable map as long as nobody
 * changes it, so the maps that were last found clean are remembered, 64 at most.
 */
final class MdcRedaction {

	private static final int SLOTS = 64;

	private final AtomicReferenceArray<Clean> clean = new AtomicReferenceArray<>(SLOTS);

	Map<String, String> redact(Map<String, String> mdc, Redactor redactor) {
		if (mdc instanceof TracedMdc traced) {
			// The ids of a trace are digits, and the line is the only one with this map
			return isCleanRequestId(traced.mdc(), redactor) ? mdc : traced.with(redact(traced.mdc(), redactor));
		}
		int slot = System.identityHashCode(mdc) & SLOTS - 1;
		RedactionPolicy policy = redactor.policy();
		Clean known = this.clean.getPlain(slot);
		if (known != null && known.mdc == mdc && known.policy == policy) {
			return mdc;
		}
		Pass pass = new Pass(mdc, redactor);
		mdc.forEach(pass);
		if (pass.result == mdc) {
			this.clean.setPlain(slot, new Clean(mdc, policy));
		}
		return pass.result;
	}

	private static boolean isCleanRequestId(Map<String, String> mdc, Redactor redactor) {
		String id = (mdc.size() == 1) ? mdc.get(MdcKey.REQUEST_ID) : null;
		return id != null && redactor.redact(MdcKey.REQUEST_ID, id, Exit.MDC) == id;
	}

	/** Logback's map makes an object for every entry it is iterated over otherwise. */
	private static final class Pass implements BiConsumer<String, String> {

		private final Map<String, String> mdc;

		private final Redactor redactor;

		private Map<String, String> result;

		Pass(Map<String, String> mdc, Redactor redactor) {
			this.mdc = mdc;
			this.redactor = redactor;
			this.result = mdc;
		}

		@Override
		public void accept(@Nullable String key, @Nullable String value) {
			if (key == null || value == null) {
				return;
			}
			String safe = this.redactor.redact(key, value, Exit.MDC);
			if (safe != value) {
				this.result = (this.result == this.mdc) ? new LinkedHashMap<>(this.mdc) : this.result;
				if (safe == Redactor.DROPPED) {
					this.result.remove(key);
				}
				else {
					this.result.put(key, safe);
				}
			}
		}

	}

	private record Clean(Map<String, String> mdc, RedactionPolicy policy) {
	}

}
