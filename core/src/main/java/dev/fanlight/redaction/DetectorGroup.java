package dev.fanlight.redaction;

/**
 * Detectors that are switched together.
 */
public enum DetectorGroup {

	/** Credentials, keys and tokens; on by default. */
	SECRETS,
	/** Card numbers and bank accounts; on by default. */
	FINANCIAL,
	/** Personal data; off by default. */
	PII

}
