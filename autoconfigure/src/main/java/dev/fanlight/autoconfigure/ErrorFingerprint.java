package dev.fanlight.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether two errors are of one kind, where logging and what keeps errors meet. In
 * the bootstrap context under this type while errors are kept.
 */
@FunctionalInterface
public interface ErrorFingerprint {

	/**
	 * Tell the fingerprint of an error. Must not throw.
	 * @param error the error
	 * @return 16 lower-case hexadecimal digits, or {@code null} if there is none
	 */
	@Nullable String of(Throwable error);

}
