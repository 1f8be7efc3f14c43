/**
 * What all rooms of the wiring share: the master switch and the identity of the service.
 * Leaves every subject to the room of its name.
 */
@NullMarked
package dev.fanlight.autoconfigure;

import org.jspecify.annotations.NullMarked;
