/**
 * Wires the signed token of a request: verified once, bound to the request wherever it
 * runs. Leaves what its scopes mean to the rooms that honour them.
 */
@NullMarked
package dev.fanlight.autoconfigure.token;

import org.jspecify.annotations.NullMarked;
