/**
 * Groups the errors of an application: what makes two of them the same, how often and
 * where they were seen, and what stays on disk. Leaves where errors come to light to its
 * callers.
 */
@NullMarked
package dev.fanlight.errors;

import org.jspecify.annotations.NullMarked;
