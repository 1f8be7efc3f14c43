package dev.fanlight.redaction.corpus;

/** The detector group that has to be on for a line to be judged. */
public enum Group {

	/** Credentials of every sort; on by default. */
	SECRETS,

	/** Cards and bank accounts; on by default. */
	FINANCIAL,

	/** Personal data; off by default. */
	PII

}
