/**
 * Wires the log schema, the request id and the OTLP appender into Boot's logging system.
 * Leaves levels, patterns, files and rolling to Boot, and lines to the core room.
 */
@NullMarked
package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.NullMarked;
