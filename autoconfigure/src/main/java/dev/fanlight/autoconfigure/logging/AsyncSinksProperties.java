package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;

import dev.fanlight.logging.sink.SinkLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of asynchronous sinks: appenders that write on a thread of their own.
 *
 * @param enabled Whether appenders write on a thread of their own, from a bounded queue.
 * @param appenders Names of the appenders, such as CONSOLE and FILE of Spring Boot or
 * those of an own logback-spring.xml. All unless given.
 * @param queueSize Most lines in the queue of one appender. TRACE may fill it to 40 per
 * cent, DEBUG to 60, INFO to 80, WARN to 90, ERROR wholly.
 * @param maxQueueSize Most memory of the lines in the queue of one appender, shared out
 * in the same way.
 * @param maxBlock Longest time the log calls of a request or job wait for room in full
 * queues, all together on each of its threads, before lines are dropped. Zero for not at
 * all.
 * @param linger How long the thread of an appender sleeps, once it has written all lines
 * there were, to write those that come meanwhile at once, which takes much less processor
 * time. Zero for not at all. An ERROR line and a queue that fills wake it.
 * @param shutdownTimeout Longest time in which what is queued is written at shutdown, for
 * all appenders together.
 * @param callerData Whether class, method and line of each log call are found out for
 * patterns that print them.
 */
@ConfigurationProperties("fanlight.logging.sinks.async")
public record AsyncSinksProperties(@DefaultValue("false") boolean enabled, @DefaultValue List<String> appenders,
		@DefaultValue("8192") int queueSize, @DefaultValue("16MB") DataSize maxQueueSize,
		@DefaultValue("0ms") Duration maxBlock, @DefaultValue("5ms") Duration linger,
		@DefaultValue("5s") Duration shutdownTimeout, @DefaultValue("false") boolean callerData) {

	SinkLimits limits() {
		return new SinkLimits(this.queueSize, this.maxQueueSize.toBytes(), this.maxBlock, this.linger,
				this.shutdownTimeout, this.callerData);
	}

	boolean isAsync(String appender) {
		return this.appenders.isEmpty() || this.appenders.stream().anyMatch(appender::equalsIgnoreCase);
	}

}
