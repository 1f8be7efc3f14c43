package dev.fanlight.autoconfigure.logging;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.RecorderLimits;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A scope of an observation has its recording, and outside of scopes the edge has.
 */
class EdgeRecordingTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
		.contextRegistry(
				new ContextRegistry().registerThreadLocalAccessor(new ObservationThreadLocalAccessor(this.registry))
					.registerThreadLocalAccessor(new EdgeRecordingAccessor()))
		.build();

	private Observation request;

	private Recording recording;

	@BeforeEach
	void start() {
		FlightRecorder recorder = new FlightRecorder(List.of("shop"),
				new RecorderLimits(100, 100_000, 1_000_000, Duration.ofMinutes(5), 1000), true, null,
				Clock.systemUTC());
		this.registry.observationConfig()
			.observationHandler(
					new FlightRecorderObservationHandler(
							recorder, new FlightRecorderVerdict(new FlightRecorderProperties(true, List.of(),
									Duration.ZERO, Duration.ZERO, 1, null, null, null, 1, true)),
							() -> this.registry, () -> false));
		this.request = Observation.start("request", this.registry);
		try (Observation.Scope scope = this.request.openScope()) {
			this.recording = Recording.current();
		}
		assertThat(this.recording).isNotNull();
	}

	@AfterEach
	void nothingIsLeftOnTheThread() {
		assertThat(Recording.current()).isNull();
		assertThat(EdgeRecording.current()).isNull();
	}

	@Test
	void snapshotOfTheEdgeLeavesAnOpenScopeItsRecording() {
		ContextSnapshot edge = captureAtTheEdge();
		try (Observation.Scope scope = this.request.openScope()) {
			for (int i = 0; i < 2; i++) {
				try (ContextSnapshot.Scope restored = edge.setThreadLocals()) {
					assertThat(Recording.current()).isSameAs(this.recording);
				}
				assertThat(Recording.current()).isSameAs(this.recording);
			}
		}
	}

	@Test
	void snapshotOfBothLeavesAnOpenScopeItsRecording() {
		ContextSnapshot both;
		try (Observation.Scope scope = this.request.openScope()) {
			both = captureAtTheEdge();
		}
		try (Observation.Scope scope = this.request.openScope()) {
			try (ContextSnapshot.Scope restored = both.setThreadLocals()) {
				assertThat(Recording.current()).isSameAs(this.recording);
			}
			assertThat(Recording.current()).isSameAs(this.recording);
		}
		try (ContextSnapshot.Scope restored = both.setThreadLocals()) {
			assertThat(Recording.current()).isSameAs(this.recording);
		}
	}

	@Test
	void edgeHasItsOwnWhereAnotherScopeIsOpen() {
		Observation other = Observation.createNotStarted("other", this.registry).parentObservation(null).start();
		try (Observation.Scope scope = other.openScope()) {
			Recording others = Recording.current();
			assertThat(others).isNotSameAs(this.recording);
			Runnable close = FlightRecorderObservationHandler.open((Observation.Context) this.request.getContext());
			assertThat(Recording.current()).isSameAs(this.recording);
			Observation child = Observation.createNotStarted("child", this.registry).start();
			try (Observation.Scope inner = child.openScope()) {
				assertThat(Recording.current()).isSameAs(others);
			}
			Observation inside = Observation.createNotStarted("inside", this.registry).parentObservation(null).start();
			try (Observation.Scope inner = inside.openScope()) {
				assertThat(Recording.current()).isSameAs(this.recording);
			}
			close.run();
			assertThat(Recording.current()).isSameAs(others);
		}
	}

	private ContextSnapshot captureAtTheEdge() {
		Runnable close = FlightRecorderObservationHandler.open((Observation.Context) this.request.getContext());
		try {
			return this.snapshots.captureAll();
		}
		finally {
			close.run();
		}
	}

}
