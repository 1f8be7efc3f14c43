package dev.fanlight.test;

/**
 * A text that left the application.
 *
 * @param place where it was found, in words
 * @param key the key whose value it is, empty if it has none
 * @param value the text
 */
record CapturedText(String place, String key, String value) {
}
