package dev.fanlight.autoconfigure.alerting;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fanlight.alerting.Measurements.Job;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.scheduling.config.TaskExecutionOutcome.Status;
import org.springframework.scheduling.support.SimpleTriggerContext;

/**
 * When the jobs of the application are to start, by what Spring knows of their last
 * start. A job with a fixed delay is not late while it runs. Belongs to one thread.
 */
final class ScheduledJobs {

	private final Supplier<Stream<ScheduledTaskHolder>> holders;

	private final Clock clock;

	private final Instant started;

	/** When jobs were last seen running, since nobody tells when they end. */
	private final Map<Task, Instant> running = new WeakHashMap<>();

	ScheduledJobs(Supplier<Stream<ScheduledTaskHolder>> holders, Clock clock) {
		this.holders = holders;
		this.clock = clock;
		this.started = clock.instant();
	}

	/**
	 * The jobs of a name.
	 * @param name the method with its class, or the end of that
	 * @return those that are scheduled
	 */
	List<Job> named(String name) {
		List<Job> jobs = new ArrayList<>();
		this.holders.get().flatMap((holder) -> holder.getScheduledTasks().stream()).forEach((scheduled) -> {
			Task task = scheduled.getTask();
			String full = task.toString();
			Instant due = isNamed(full, name) ? due(task) : null;
			if (due != null) {
				jobs.add(new Job(full, due));
			}
		});
		return jobs;
	}

	private static boolean isNamed(String full, String name) {
		return full.equals(name) || full.endsWith("." + name) || full.endsWith("$" + name);
	}

	private @Nullable Instant due(Task task) {
		TaskExecutionOutcome outcome = task.getLastExecutionOutcome();
		Instant last = outcome.executionTime();
		if (task instanceof IntervalTask interval) {
			if (last == null) {
				return this.started.plus(interval.getInitialDelayDuration());
			}
			if (task instanceof FixedDelayTask) {
				if (outcome.status() == Status.STARTED) {
					this.running.put(task, this.clock.instant());
				}
				Instant seen = this.running.get(task);
				last = (seen != null && seen.isAfter(last)) ? seen : last;
			}
			return last.plus(interval.getIntervalDuration());
		}
		if (task instanceof CronTask cron) {
			Instant from = (last != null) ? last : this.started;
			return cron.getTrigger().nextExecution(new SimpleTriggerContext(from, from, from));
		}
		return null;
	}

}
