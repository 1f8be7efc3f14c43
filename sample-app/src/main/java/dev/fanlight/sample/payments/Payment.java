package dev.fanlight.sample.payments;

import java.util.UUID;

/**
 * A payment that went through.
 *
 * @param id its receipt
 */
public record Payment(UUID id) {
}
