/**
 * Captures telemetry in tests of applications, over a real socket and in the official
 * encoding. Leaves making telemetry to the application under test.
 */
@NullMarked
package dev.fanlight.test;

import org.jspecify.annotations.NullMarked;
