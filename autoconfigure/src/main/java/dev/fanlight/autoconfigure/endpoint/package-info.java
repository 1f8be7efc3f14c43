/**
 * The actuator endpoint {@code fanlight}: shows the sections that other rooms offer and
 * changes their values for a limited time. Leaves what a section shows and changes to the
 * room that offers it, but for the levels of loggers.
 */
@NullMarked
package dev.fanlight.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
