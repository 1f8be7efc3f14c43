/**
 * Judges rules over numbers of this process and tells channels when one begins and when
 * it stops to be met, once each. Leaves measuring to Micrometer and its wiring, and the
 * grouping of several processes to Alertmanager.
 */
@NullMarked
package dev.fanlight.alerting;

import org.jspecify.annotations.NullMarked;
