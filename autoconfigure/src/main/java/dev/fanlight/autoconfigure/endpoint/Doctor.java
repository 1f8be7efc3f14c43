package dev.fanlight.autoconfigure.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;

/**
 * Asks every diagnosis, one examination at a time, each on a thread of its own so that
 * none takes longer than the time limit.
 */
final class Doctor {

	private final List<Diagnosis> diagnoses;

	private final Duration timeout;

	Doctor(List<Diagnosis> diagnoses, Duration timeout) {
		this.diagnoses = diagnoses;
		this.timeout = timeout;
	}

	/**
	 * Look at everything, and send what has to arrive.
	 * @return the findings
	 */
	synchronized List<Finding> examine() {
		return examine((diagnosis) -> true);
	}

	/**
	 * Look at what can be told at once.
	 * @return the findings
	 */
	synchronized List<Finding> glance() {
		return examine(Diagnosis::atStart);
	}

	private List<Finding> examine(Predicate<Diagnosis> which) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		List<Finding> findings = new CopyOnWriteArrayList<>();
		List<FutureTask<Void>> tasks = new ArrayList<>();
		for (Diagnosis diagnosis : this.diagnoses) {
			if (which.test(diagnosis)) {
				FutureTask<Void> task = new FutureTask<>(() -> {
					diagnosis.examine(findings::add);
					return null;
				});
				tasks.add(task);
				Thread thread = new Thread(task, "fanlight-doctor");
				thread.setDaemon(true);
				thread.start();
			}
		}
		tasks.forEach((task) -> await(task, deadline, findings));
		return List.copyOf(findings);
	}

	private void await(FutureTask<Void> task, long deadline, List<Finding> findings) {
		try {
			task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			task.cancel(true);
			findings.add(new Finding("doctor", "An examination took longer than " + this.timeout.toMillis() + " ms.",
					"Raise fanlight.doctor.timeout if that is to be expected."));
		}
		catch (InterruptedException ex) {
			task.cancel(true);
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			findings.add(new Finding("doctor", "An examination failed: " + ex.getCause() + ".",
					"Please report this, the doctor should know better."));
		}
	}

}
