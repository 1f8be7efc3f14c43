/**
 * Wires objectives: checks them, makes their thresholds buckets, counts what they are
 * about, and serves and writes rules and board. Leaves burn rates, rules and board to the
 * engine of the same name.
 */
@NullMarked
package dev.fanlight.autoconfigure.slo;

import org.jspecify.annotations.NullMarked;
