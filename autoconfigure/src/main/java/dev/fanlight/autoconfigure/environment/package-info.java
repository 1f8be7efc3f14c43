/**
 * Makes one effective configuration out of command line, environment, {@code .env} and
 * the application's own files, checks it at start and supplies Fanlight's defaults last.
 * Leaves what a setting does to the room that owns it, and loading of configuration files
 * to Boot.
 */
@NullMarked
package dev.fanlight.autoconfigure.environment;

import org.jspecify.annotations.NullMarked;
