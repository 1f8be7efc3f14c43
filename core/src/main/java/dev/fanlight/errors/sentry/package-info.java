/**
 * Redacts what leaves for Sentry, in the form in which it leaves. Leaves what is sent,
 * when and how to Sentry's SDK.
 */
@NullMarked
package dev.fanlight.errors.sentry;

import org.jspecify.annotations.NullMarked;
