package dev.fanlight.autoconfigure.errors;

import java.util.List;

import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.errors.Fingerprints;
import org.jspecify.annotations.Nullable;

/**
 * Tells fingerprints before there is an inbox, through it while there is one, and
 * afterwards. Thread-safe.
 */
final class CurrentFingerprint implements ErrorFingerprint {

	/** Under which it waits for the context. */
	static final String NAME = CurrentFingerprint.class.getName();

	private final List<String> packages;

	private final ErrorFingerprint plain;

	private volatile ErrorFingerprint current;

	/**
	 * Create an instance.
	 * @param packages the packages of the application
	 */
	CurrentFingerprint(List<String> packages) {
		this.packages = packages;
		Fingerprints fingerprints = new Fingerprints(packages);
		this.plain = (error) -> guarded(fingerprints, error);
		this.current = this.plain;
	}

	private static @Nullable String guarded(Fingerprints fingerprints, Throwable error) {
		try {
			return fingerprints.of(error);
		}
		catch (Throwable ex) {
			// A throwable that cannot be read
			return null;
		}
	}

	@Override
	public @Nullable String of(Throwable error) {
		return this.current.of(error);
	}

	void use(@Nullable ErrorFingerprint inbox) {
		this.current = (inbox != null) ? inbox : this.plain;
	}

	List<String> packages() {
		return this.packages;
	}

}
