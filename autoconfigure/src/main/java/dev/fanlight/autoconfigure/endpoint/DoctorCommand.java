package dev.fanlight.autoconfigure.endpoint;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;

import dev.fanlight.autoconfigure.Diagnosis.Finding;

import org.springframework.context.SmartLifecycle;

/**
 * With {@code --fanlight.doctor} examines once all beans are there and before anything
 * listens, consumes or runs by a schedule, prints the findings and ends the process: with
 * 0 when there is none, otherwise with 1.
 */
final class DoctorCommand implements SmartLifecycle {

	private final Doctor doctor;

	private final boolean asked;

	private final PrintStream output;

	private final IntConsumer end;

	DoctorCommand(Doctor doctor, boolean asked, PrintStream output, IntConsumer end) {
		this.doctor = doctor;
		this.asked = asked;
		this.output = output;
		this.end = end;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		if (!this.asked) {
			return;
		}
		List<Finding> findings = this.doctor.examine();
		this.output.println(findings.isEmpty() ? "The doctor found nothing wrong." : "The doctor found:");
		findings.forEach((finding) -> this.output.println(
				"- " + finding.subject() + ": " + finding.sentence() + System.lineSeparator() + "  " + finding.fix()));
		this.output.flush();
		this.end.accept(findings.isEmpty() ? 0 : 1);
	}

	@Override
	public void stop() {
	}

	@Override
	public boolean isRunning() {
		return false;
	}

}
