/**
 * Decides what in a text, a key or an object is secret and writes something harmless in
 * its place. Knows nothing of logs, spans or meters: each exit brings its text here.
 */
@NullMarked
package dev.fanlight.redaction;

import org.jspecify.annotations.NullMarked;
