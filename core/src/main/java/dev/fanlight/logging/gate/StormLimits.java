package dev.fanlight.logging.gate;

/**
 * Bounds of the storm guard.
 *
 * @param limit how many times a line below ERROR is written per interval
 * @param errorLimit how many times an ERROR line is
 * @param maxKeys how many different lines are told apart per interval
 */
public record StormLimits(int limit, int errorLimit, int maxKeys) {
}
