package dev.fanlight.redaction;

/**
 * Whether a detected value is replaced at all.
 */
public enum RedactionMode {

	/** Each detector acts as configured. */
	MASK,
	/** Everything goes out unchanged and is only counted. */
	REPORT

}
