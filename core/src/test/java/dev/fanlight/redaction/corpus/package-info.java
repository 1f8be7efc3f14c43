/**
 * The adversary and the judge of redaction: seeded, format-valid synthetic secrets and
 * look-alikes in the shapes that Java services log, and a scorer for whatever exit they
 * are sent through. The engine's own code is left to the tests next to it; nothing here
 * looks at how it matches.
 */
@NullMarked
package dev.fanlight.redaction.corpus;

import org.jspecify.annotations.NullMarked;
