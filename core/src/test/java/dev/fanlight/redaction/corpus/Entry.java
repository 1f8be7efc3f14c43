package dev.fanlight.redaction.corpus;

/**
 * A value under a key, as span attributes, MDC entries, headers and properties have it.
 *
 * @param key its name
 * @param line the value, labelled; under a sensitive key all of it is the secret
 */
public record Entry(String key, Line line) {

}
