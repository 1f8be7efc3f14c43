package dev.fanlight.logging;

/**
 * An appender that needs the event as it was logged, because what it hands on is redacted
 * behind it.
 */
interface RedactsLater {

}
