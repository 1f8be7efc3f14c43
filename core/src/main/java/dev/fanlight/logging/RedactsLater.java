package dev.fanlight.logging;

/**
 * An appender that needs the event as it was logged, and has redacted what it hands on.
 */
interface RedactsLater {

}
