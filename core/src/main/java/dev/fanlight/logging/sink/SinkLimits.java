package dev.fanlight.logging.sink;

import java.time.Duration;

/**
 * Bounds of an asynchronous sink.
 *
 * @param maxLines most lines in the queue
 * @param maxBytes most memory of the lines in the queue, estimated
 * @param maxBlock longest time that the calls of a thread wait for room in all sinks
 * while it does one piece of work, zero for not at all. After one has waited all of it in
 * vain none waits until the sink has written another line
 * @param linger how long the thread sleeps, once it has written all lines there were, for
 * others to write at once; zero for not at all. An ERROR line and a queue that fills wake
 * it
 * @param shutdownTimeout longest time to write what is queued when the sink ends
 * @param callerData whether class, method and line of the call are found out, which costs
 * a stack trace for each line
 */
public record SinkLimits(int maxLines, long maxBytes, Duration maxBlock, Duration linger, Duration shutdownTimeout,
		boolean callerData) {

}
