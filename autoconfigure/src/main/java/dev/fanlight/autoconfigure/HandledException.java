package dev.fanlight.autoconfigure;

/**
 * The exception of a request that was turned into a response. Stands in the context of
 * the request's observation under this class.
 *
 * @param exception the exception
 */
public record HandledException(Throwable exception) {
}
