package dev.fanlight.sample.payments;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the payments role.
 *
 * @param broken whether every payment fails, to see what an outage looks like
 */
@ConfigurationProperties("shop.payments")
record PaymentProperties(@DefaultValue("false") boolean broken) {
}
