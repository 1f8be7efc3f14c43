/**
 * A second corpus, written from the issue and from production logs by somebody who had
 * not read the engine. How the engine finds things is left to the tests next to it.
 */
@NullMarked
package dev.fanlight.redaction.blind;

import org.jspecify.annotations.NullMarked;
