/**
 * Wires where errors come to light and where their groups are shown. Leaves what is
 * logged about them to the logging room, and what is measured of requests to the metrics
 * room.
 */
@NullMarked
package dev.fanlight.autoconfigure.errors;

import org.jspecify.annotations.NullMarked;
