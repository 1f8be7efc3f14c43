/**
 * Captures telemetry in tests of applications. Leaves making telemetry to the application
 * under test.
 */
@NullMarked
package dev.fanlight.test;

import org.jspecify.annotations.NullMarked;
