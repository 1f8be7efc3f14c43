/**
 * Reads rules and channels of alerts from the configuration and numbers for them from the
 * meters of the application. Leaves judging and telling to the engine.
 */
@NullMarked
package dev.fanlight.autoconfigure.alerting;

import org.jspecify.annotations.NullMarked;
