/**
 * Carries the context of a request to the executors and spans of the application with
 * Micrometer's context propagation. Leaves what is carried to whoever registers it there.
 */
@NullMarked
package dev.fanlight.autoconfigure.propagation;

import org.jspecify.annotations.NullMarked;
