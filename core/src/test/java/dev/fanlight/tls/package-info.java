/**
 * Certificates for tests that speak TLS over the loopback, here and in the modules above.
 * What is tested with them is left to those tests.
 */
@NullMarked
package dev.fanlight.tls;

import org.jspecify.annotations.NullMarked;
