/**
 * Writes lines on a thread of each sink, from a bounded queue that gives up the least
 * important lines first. Leaves redaction, format and writing to the appenders and what
 * stands in front of them.
 */
@NullMarked
package dev.fanlight.logging.sink;

import org.jspecify.annotations.NullMarked;
