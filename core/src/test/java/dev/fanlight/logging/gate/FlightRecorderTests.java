package dev.fanlight.logging.gate;

import java.time.Duration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.logging.Replayed;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines below their level come out when their request fails, as they were, and never
 * otherwise.
 */
class FlightRecorderTests {

	private final GateFixture log = new GateFixture();

	@AfterEach
	void unbind() {
		Recording.bind(null);
	}

	@Test
	void linesOfARequestThatSucceedsVanish() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		Recording recording = begin(recorder);
		this.log.logger.debug("one {}", 1);
		this.log.logger.trace("two");
		this.log.logger.info("three");
		recording.leave(null);
		assertThat(this.log.messages()).containsExactly("three");
		assertThat(recorder.countOf(HeldOutcome.DISCARDED)).isEqualTo(2);
		assertThat(recorder.heldBytes()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "FAILED", "SLOW" })
	void linesOfARequestThatFailsComeOutAsTheyWere(ReplayReason reason) throws Exception {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		Recording recording = begin(recorder);
		Marker marker = MarkerFactory.getMarker("AUDIT");
		IllegalStateException failure = new IllegalStateException("why");
		this.log.context.getMDCAdapter().put("request_id", "r1");
		this.log.logger.debug(marker, "one {} {}", 1, "a");
		this.log.now.set(GateFixture.NOW.plusSeconds(1));
		this.log.context.getMDCAdapter().put("request_id", "r2");
		Thread thread = new Thread(() -> {
			Recording.bind(recording);
			this.log.logger.trace("two", failure);
		}, "other-thread");
		thread.start();
		thread.join();
		this.log.logger.debug("three {}", 3, failure);
		this.log.context.getMDCAdapter().clear();
		recording.leave(reason);
		assertThat(this.log.messages()).containsExactly("one 1 a", "two", "three 3");
		ILoggingEvent one = this.log.events.get(0);
		assertThat(one.getInstant()).isEqualTo(GateFixture.NOW);
		assertThat(one.getLevel()).isEqualTo(Level.DEBUG);
		assertThat(one.getLoggerName()).isEqualTo("shop.Orders");
		assertThat(one.getThreadName()).isEqualTo(Thread.currentThread().getName());
		assertThat(one.getMDCPropertyMap()).isEqualTo(Map.of("request_id", "r1"));
		assertThat(one.getMarkerList()).containsExactly(marker);
		assertThat(one.getKeyValuePairs()).containsExactly(Replayed.MARK);
		assertThat(one.getCallerData()).isEmpty();
		ILoggingEvent two = this.log.events.get(1);
		assertThat(two.getThreadName()).isEqualTo("other-thread");
		assertThat(two.getInstant()).isEqualTo(GateFixture.NOW.plusSeconds(1));
		assertThat(two.getMDCPropertyMap()).isEmpty();
		assertThat(two.getThrowableProxy().getMessage()).isEqualTo("why");
		assertThat(this.log.events.get(2).getThrowableProxy().getMessage()).isEqualTo("why");
		assertThat(recorder.countOf(reason)).isOne();
		assertThat(recorder.countOf(HeldOutcome.REPLAYED)).isEqualTo(3);
	}

	@Test
	void errorLineIsPrecededByWhatWasHeld() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug("before");
		this.log.other.error("failed");
		this.log.logger.debug("after");
		recording.leave(null);
		assertThat(this.log.messages()).containsExactly("before", "failed", "after");
		assertThat(recording.recorder().countOf(ReplayReason.ERROR_LINE)).isEqualTo(2);
	}

	@Test
	void errorLineThatIsNotWrittenIsNoFailure() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.other.setLevel(Level.OFF);
		this.log.logger.debug("before");
		this.log.other.error("failed");
		recording.leave(null);
		assertThat(this.log.messages()).isEmpty();
	}

	@Test
	void guardedCallsAndTheFluentApiAreHeld() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		assertThat(this.log.logger.isDebugEnabled()).isTrue();
		assertThat(this.log.logger.isTraceEnabled()).isTrue();
		this.log.logger.atDebug()
			.addKeyValue("order", 7)
			.addArgument("x")
			.addMarker(MarkerFactory.getMarker("M"))
			.log("fluent {}");
		this.log.logger.atTrace().setCause(new IllegalStateException("why")).log("cause");
		assertThat(this.log.events).isEmpty();
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("fluent x", "cause");
		assertThat(this.log.events.get(0).getKeyValuePairs()).hasSize(2)
			.contains(Replayed.MARK)
			.anyMatch((pair) -> pair.key.equals("order") && pair.value.equals(7));
		assertThat(this.log.events.get(0).getMarkerList()).hasSize(1);
		assertThat(this.log.events.get(1).getThrowableProxy().getMessage()).isEqualTo("why");
	}

	/** The documented exception: Logback asks whether a level is enabled just so. */
	@Test
	void lineWithoutAMessageIsWrittenAtOnce() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug((String) null);
		this.log.logger.debug((String) null, new IllegalStateException("why"));
		this.log.logger.debug((String) null, "argument");
		assertThat(this.log.events).hasSize(1);
		recording.leave(null);
		assertThat(this.log.events).hasSize(1);
	}

	@Test
	void fluentLineIsNotWrittenWhenItsRequestEndedInBetween() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		var builder = this.log.logger.atDebug();
		recording.leave(null);
		builder.log("late");
		this.log.logger.debug("late");
		assertThat(this.log.logger.isDebugEnabled()).isFalse();
		assertThat(this.log.events).isEmpty();
	}

	@Test
	void loggersThatAreNotChosenAndThreadsWithoutRequestAreLeftAlone() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		this.log.logger.debug("no request");
		assertThat(this.log.logger.isDebugEnabled()).isFalse();
		Recording recording = begin(recorder);
		assertThat(this.log.other.isDebugEnabled()).isFalse();
		this.log.other.debug("not chosen");
		this.log.logger.setLevel(Level.OFF);
		this.log.logger.debug("switched off");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.events).isEmpty();
	}

	@Test
	void enabledLineGoesOutAtOnceAndUnmarked() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.setLevel(Level.DEBUG);
		this.log.logger.debug("enabled");
		this.log.logger.trace("held");
		assertThat(this.log.messages()).containsExactly("enabled");
		assertThat(this.log.events.get(0).getKeyValuePairs()).isNull();
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("enabled", "held");
	}

	@Test
	void whatARequestStartedCountsUntilItsEnd() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		assertThat(recording.join()).isTrue();
		this.log.logger.debug("request");
		recording.leave(null);
		this.log.logger.debug("its task");
		this.log.logger.error("failed");
		this.log.logger.debug("more");
		recording.leave(null);
		assertThat(recording.join()).isFalse();
		assertThat(this.log.messages()).containsExactly("request", "its task", "failed", "more");
	}

	@Test
	void linesThatWereAskedForComeOutAtTheEnd() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		Recording recording = recorder.start(true);
		Recording.bind(recording);
		this.log.logger.debug("asked");
		assertThat(this.log.events).isEmpty();
		recording.leave(null);
		assertThat(this.log.messages()).containsExactly("asked");
		assertThat(recorder.countOf(ReplayReason.ASKED)).isOne();
	}

	@Test
	void requestKeepsItsLastLines() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(3, 100_000, 1_000_000, Duration.ofMinutes(5), 1000));
		Recording recording = begin(recorder);
		for (int i = 0; i < 10; i++) {
			this.log.logger.debug("line {}", i);
		}
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("line 7", "line 8", "line 9");
		assertThat(recorder.countOf(HeldOutcome.EVICTED_REQUEST)).isEqualTo(7);
	}

	@Test
	void memoryOfARequestIsBounded() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 2000, 1_000_000, Duration.ofMinutes(5), 1000));
		Recording recording = begin(recorder);
		for (int i = 0; i < 10; i++) {
			this.log.logger.debug("{} {}", i, "x".repeat(500));
		}
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).hasSize(2).last().asString().startsWith("9 ");
		Recording larger = begin(recorder);
		this.log.logger.debug("small");
		this.log.logger.debug("{}", "y".repeat(3000));
		larger.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).hasSize(3).last().isEqualTo("small");
		assertThat(recorder.countOf(HeldOutcome.EVICTED_REQUEST)).isEqualTo(9);
	}

	@Test
	void memoryOfAllRequestsIsBoundedAndGivenBack() {
		long total = 10 * FlightRecorder.PIECE;
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 1_000_000, total, Duration.ofMinutes(5), 100_000));
		List<Recording> recordings = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			recordings.add(begin(recorder));
			for (int j = 0; j < 20; j++) {
				this.log.logger.debug("{} {}", i, "x".repeat(100));
				assertThat(recorder.heldBytes()).isLessThanOrEqualTo(total);
			}
		}
		assertThat(recorder.countOf(HeldOutcome.EVICTED_TOTAL)).isPositive();
		recordings.forEach((recording) -> recording.leave(null));
		assertThat(recorder.heldBytes()).isZero();
		assertThat(recorder.countOf(HeldOutcome.EVICTED_TOTAL) + recorder.countOf(HeldOutcome.DISCARDED))
			.isEqualTo(400);
	}

	@Test
	void requestThatNeedsMoreThanIsLeftLosesItsOwnOldest() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 1_000_000, FlightRecorder.PIECE, Duration.ofMinutes(5), 1000));
		Recording recording = begin(recorder);
		for (int i = 0; i < 100; i++) {
			this.log.logger.debug("{} {}", i, "x".repeat(100));
		}
		int evicted = (int) recorder.countOf(HeldOutcome.EVICTED_TOTAL);
		recording.leave(ReplayReason.FAILED);
		assertThat(evicted).isBetween(1, 99);
		assertThat(this.log.messages()).hasSize(100 - evicted).last().asString().startsWith("99 ");
	}

	@Test
	void streamsThatHoldAllDoNotStarveTheOthers() {
		int streams = 64;
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 262_144, streams * 262_144, Duration.ofMinutes(5), 100_000));
		List<Recording> recordings = new ArrayList<>();
		for (int i = 0; i < streams; i++) {
			recordings.add(begin(recorder));
			for (int j = 0; j < 400; j++) {
				this.log.logger.debug("stream {}", "x".repeat(600));
			}
		}
		long full = recorder.heldBytes();
		for (int i = 0; i < 500; i++) {
			Recording request = begin(recorder);
			recordings.add(request);
			for (int j = 0; j < 30; j++) {
				this.log.logger.debug("request {} {}", i, j);
			}
			assertThat(recorder.heldBytes()).isLessThanOrEqualTo(streams * 262_144);
		}
		assertThat(full).isGreaterThan(streams * 250_000);
		for (Recording request : recordings.subList(streams, recordings.size())) {
			this.log.events.clear();
			request.leave(ReplayReason.FAILED);
			assertThat(this.log.events).hasSize(30);
		}
		for (Recording stream : recordings.subList(0, streams)) {
			this.log.events.clear();
			stream.leave(ReplayReason.FAILED);
			assertThat(this.log.events).hasSizeGreaterThan(200);
		}
		assertThat(recorder.heldBytes()).isZero();
	}

	@Test
	void requestsOfTheSameSizeDoNotTakeFromEachOther() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 1_000_000, 10 * FlightRecorder.PIECE, Duration.ofMinutes(5), 1000));
		List<Recording> recordings = new ArrayList<>();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			recordings.add(begin(recorder));
			this.log.logger.debug("one");
			if (recorder.countOf(HeldOutcome.EVICTED_TOTAL) == 0) {
				expected.add("one");
			}
		}
		recordings.forEach((recording) -> recording.leave(ReplayReason.FAILED));
		assertThat(recorder.countOf(HeldOutcome.EVICTED_TOTAL)).isBetween(1L, 350L);
		assertThat(this.log.messages()).isEqualTo(expected);
	}

	@Test
	void lookForTheLargestThatWasInVainIsRememberedForAMoment() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		Recording small = begin(recorder);
		Recording large = begin(recorder);
		this.log.logger.debug("one");
		assertThat(recorder.makeRoom(small, FlightRecorder.PIECE)).isFalse();
		for (int i = 0; i < 20; i++) {
			this.log.logger.debug("{} {}", i, "x".repeat(1000));
		}
		assertThat(recorder.makeRoom(small, FlightRecorder.PIECE)).isFalse();
		// The largest that was found has enough for one who needs less
		assertThat(recorder.makeRoom(small, 1000)).isTrue();
		this.log.now.set(GateFixture.NOW.plusMillis(10));
		assertThat(recorder.makeRoom(small, FlightRecorder.PIECE)).isTrue();
		assertThat(recorder.countOf(HeldOutcome.EVICTED_TOTAL)).isPositive();
		small.leave(null);
		large.leave(null);
		assertThat(recorder.heldBytes()).isZero();
	}

	@Test
	void severalWhoFoundTheSameLargestTakeOneShareOfIt() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		Recording large = begin(recorder);
		for (int i = 0; i < 20; i++) {
			this.log.logger.debug("{} {}", i, "x".repeat(1000));
		}
		long kept = large.taken() * 7 / 8;
		large.shrinkTo(kept);
		long evicted = recorder.countOf(HeldOutcome.EVICTED_TOTAL);
		large.shrinkTo(kept);
		assertThat(evicted).isBetween(1L, 19L).isEqualTo(recorder.countOf(HeldOutcome.EVICTED_TOTAL));
		assertThat(large.taken()).isEqualTo(recorder.heldBytes()).isEqualTo(kept);
		large.leave(null);
	}

	@Test
	void boundThatIsLessThanAPieceHoldsWhatFits() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 1_000_000, 1000, Duration.ofMinutes(5), 1000));
		Recording recording = begin(recorder);
		for (int i = 0; i < 20; i++) {
			this.log.logger.debug("line {}", i);
			assertThat(recorder.heldBytes()).isBetween(1L, 1000L);
		}
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).hasSizeGreaterThan(2).last().isEqualTo("line 19");
		assertThat(recorder.heldBytes()).isZero();
	}

	@Test
	void oldLinesAreForgottenThoughTheRequestNeverEnds() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		begin(recorder);
		this.log.logger.debug("old");
		recorder.sweep();
		assertThat(recorder.heldBytes()).isPositive();
		this.log.now.set(GateFixture.NOW.plus(Duration.ofMinutes(5)).plusMillis(1));
		recorder.sweep();
		assertThat(recorder.heldBytes()).isZero();
		assertThat(recorder.countOf(HeldOutcome.EVICTED_AGE)).isOne();
	}

	@Test
	void linesThatWereWrittenCountAndAgeUntilTheRequestEnds() {
		long total = 10 * FlightRecorder.PIECE;
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(1000, 100_000, total, Duration.ofMinutes(5), 100_000));
		List<Recording> streams = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			streams.add(begin(recorder));
			for (int j = 0; j < 60; j++) {
				this.log.logger.debug("{} {}", j, "x".repeat(100));
			}
			this.log.logger.error("failed");
			assertThat(recorder.heldBytes()).isBetween(1L, total);
		}
		List<RecordedLine> recent = streams.get(99).recent();
		assertThat(recent).isNotEmpty().hasSizeLessThanOrEqualTo(50).last().asString().contains("59 x");
		assertThat(streams.stream().mapToLong((stream) -> stream.recent().size()).sum() * 200).isLessThan(total);
		this.log.logger.debug("after");
		long evicted = recorder.countOf(HeldOutcome.EVICTED_AGE);
		this.log.now.set(GateFixture.NOW.plus(Duration.ofMinutes(5)).plusMillis(1));
		recorder.sweep();
		assertThat(recorder.heldBytes()).isZero();
		assertThat(streams).allSatisfy((stream) -> assertThat(stream.recent()).isEmpty());
		assertThat(recorder.countOf(HeldOutcome.EVICTED_AGE)).isEqualTo(evicted + 1);
	}

	@Test
	void replaysOfAMinuteAreBounded() {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(100, 100_000, 1_000_000, Duration.ofMinutes(5), 5));
		for (int request = 0; request < 3; request++) {
			Recording recording = begin(recorder);
			for (int i = 0; i < 3; i++) {
				this.log.logger.debug("{}.{}", request, i);
			}
			recording.leave(ReplayReason.FAILED);
		}
		assertThat(this.log.messages()).containsExactly("0.0", "0.1", "0.2", "1.1", "1.2");
		assertThat(recorder.countOf(HeldOutcome.LIMITED)).isEqualTo(4);
		this.log.now.set(GateFixture.NOW.plusSeconds(60));
		Recording recording = begin(recorder);
		this.log.logger.debug("next minute");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).contains("next minute");
	}

	@Test
	void argumentsMayComeInAnArrayOfTheirType() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug("{} {} {}", (Object[]) new Path[] { Path.of("a"), Path.of("b"), Path.of("c") });
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("a b c");
	}

	@Test
	void argumentsAreThoseOfTheCall() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		StringBuilder text = new StringBuilder("before");
		List<Object> list = new ArrayList<>(List.of("before", new StringBuilder("before")));
		int[] numbers = { 1, 2 };
		Object[] array = { "before" };
		AtomicInteger number = new AtomicInteger(1);
		this.log.logger.debug("{} {} {} {} {}", text, list, numbers, array, number);
		text.append(" and after");
		((StringBuilder) list.get(1)).append(" and after");
		list.clear();
		numbers[0] = 7;
		array[0] = "after";
		number.set(7);
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("before [before, before] [1, 2] [before] 1");
	}

	@Test
	void argumentsAreBoundedAndNeverThrow() {
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug("{}", new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException("closed");
			}

		});
		this.log.logger.debug("{}", new StringBuilder("x".repeat(5000)));
		this.log.logger.debug("{} {}", new ArrayList<>(java.util.Collections.nCopies(101, 1)), new byte[4096]);
		List<Object> self = new ArrayList<>();
		self.add(self);
		this.log.logger.debug("{}", self);
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("[FAILED toString()]", "x".repeat(1024) + "...",
				"ArrayList of 101 byte[4096]", "[[[ArrayList of 1]]]");
	}

	@Test
	void secretsAreRedactedWhenWritten() {
		LogRedaction.install(this.log.context, null);
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug("login password={}", "hunter2-secret");
		this.log.logger.atDebug().addKeyValue("api_key", "hunter2-secret").log("call");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.events).hasSize(2);
		assertThat(this.log.messages().get(0)).startsWith("login password=").doesNotContain("hunter2");
		assertThat(this.log.events.get(1).getKeyValuePairs()).hasSize(2).first().isSameAs(Replayed.MARK);
		assertThat(this.log.events.get(1).getKeyValuePairs().get(1).value.toString()).doesNotContain("hunter2");
	}

	@Test
	void contextOfTheTraceIsThatOfTheCall() {
		ContextKey<String> key = ContextKey.named("trace");
		List<String> seen = new ArrayList<>();
		this.log.context.getLogger("ROOT").addAppender(new ch.qos.logback.core.AppenderBase<>() {
			{
				start();
			}

			@Override
			protected void append(ILoggingEvent event) {
				seen.add(Context.current().get(key));
			}

		});
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		try (Scope scope = Context.root().with(key, "of the call").makeCurrent()) {
			this.log.logger.debug("line");
		}
		recording.leave(ReplayReason.FAILED);
		assertThat(seen).containsExactly("of the call");
		assertThat(Context.current().get(key)).isNull();
	}

	@Test
	void requestLevelLetsLinesOutAtOnce() {
		AtomicInteger level = new AtomicInteger(Level.OFF_INT);
		LogGate.install(this.log.context, null, null, level::get, null);
		this.log.other.debug("not raised");
		level.set(Level.DEBUG_INT);
		this.log.other.debug("raised {}", 1);
		this.log.other.atDebug().log("fluent");
		assertThat(this.log.other.isTraceEnabled()).isFalse();
		this.log.other.trace("too low");
		level.set(Level.TRACE_INT);
		this.log.other.trace("low enough");
		assertThat(this.log.messages()).containsExactly("raised 1", "fluent", "low enough");
		assertThat(this.log.events.get(0).getKeyValuePairs()).isNull();
	}

	@Test
	void requestLevelLetsLinesAboveItOutTooUnlessTheirLoggerIsOff() {
		LogGate.install(this.log.context, null, null, () -> Level.DEBUG_INT, null);
		this.log.other.setLevel(Level.ERROR);
		this.log.other.debug("debug");
		assertThat(this.log.other.isInfoEnabled()).isTrue();
		this.log.other.info("info");
		this.log.other.atWarn().log("warn");
		this.log.other.setLevel(Level.OFF);
		assertThat(this.log.other.isInfoEnabled()).isFalse();
		this.log.other.debug("off");
		this.log.other.error("off");
		assertThat(this.log.messages()).containsExactly("debug", "info", "warn");
	}

	@Test
	void staysThroughAResetAndLeavesWhenClosed() {
		FlightRecorder recorder = new FlightRecorder(List.of("shop"), GateFixture.LIMITS, true, null, this.log.clock);
		LogGate gate = LogGate.install(this.log.context, recorder, null, null, null);
		this.log.context.reset();
		this.log.attach();
		this.log.context.getLogger("ROOT").setLevel(Level.INFO);
		Recording recording = begin(recorder);
		this.log.logger.debug("after reset");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("after reset");
		gate.close();
		this.log.context.reset();
		assertThat(this.log.context.getTurboFilterList()).isEmpty();
		assertThat(this.log.context.getCopyOfListenerList()).isEmpty();
	}

	@Test
	void staysWhenRedactionComesAndGoes() {
		LogRedaction.install(this.log.context, null);
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		assertThat(this.log.context.getTurboFilterList()).hasSize(1);
		LogRedaction.uninstall(this.log.context);
		Recording recording = begin(recorder);
		this.log.logger.debug("without redaction");
		LogRedaction.install(this.log.context, null);
		this.log.logger.debug("with redaction");
		this.log.context.start();
		assertThat(this.log.context.getTurboFilterList()).hasSize(1);
		this.log.logger.debug("after the start");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("without redaction", "with redaction", "after the start");
	}

	@Test
	void lineThatAFilterOfTheUserDeniesIsNotHeld() {
		FlightRecorder recorder = this.log.recorder(GateFixture.LIMITS);
		this.log.context.addTurboFilter(new TurboFilter() {

			@Override
			public FilterReply decide(Marker marker, ch.qos.logback.classic.Logger logger, Level level, String format,
					Object[] params, Throwable t) {
				return "denied".equals(format) ? FilterReply.DENY : FilterReply.NEUTRAL;
			}

		});
		this.log.context.start();
		Recording recording = begin(recorder);
		this.log.logger.debug("denied");
		this.log.logger.debug("held");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("held");
	}

	@Test
	void failingAppenderDoesNotReachTheRequest() {
		this.log.context.getLogger("ROOT").addAppender(new ch.qos.logback.core.ConsoleAppender<>() {
			{
				this.started = true;
			}

			@Override
			public void doAppend(ILoggingEvent event) {
				throw new IllegalStateException("full");
			}

		});
		Recording recording = begin(this.log.recorder(GateFixture.LIMITS));
		this.log.logger.debug("one");
		this.log.logger.debug("two");
		recording.leave(ReplayReason.FAILED);
		assertThat(this.log.messages()).containsExactly("one", "two");
	}

	@Test
	void everyLineComesToOneOutcomeUnderConcurrency() throws Exception {
		FlightRecorder recorder = this.log
			.recorder(new RecorderLimits(20, 4000, 4 * FlightRecorder.PIECE, Duration.ofMinutes(5), 100_000));
		int threads = 4;
		int requests = 300;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<Integer>> results = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			Random random = new Random(t);
			results.add(executor.submit(() -> {
				int held = 0;
				for (int i = 0; i < requests; i++) {
					Recording recording = begin(recorder);
					int lines = random.nextInt(40);
					for (int j = 0; j < lines; j++) {
						this.log.logger.debug("{} {}", j, "x".repeat(random.nextInt(300)));
					}
					held += lines;
					recorder.sweep();
					recording.leave(random.nextBoolean() ? ReplayReason.FAILED : null);
				}
				return held;
			}));
		}
		long held = 0;
		for (Future<Integer> result : results) {
			held += result.get();
		}
		executor.shutdown();
		assertThat(Arrays.stream(HeldOutcome.values()).mapToLong(recorder::countOf).sum()).isEqualTo(held);
		assertThat(recorder.countOf(HeldOutcome.REPLAYED)).isEqualTo(this.log.events.size());
		assertThat(recorder.heldBytes()).isZero();
	}

	private static Recording begin(FlightRecorder recorder) {
		Recording recording = recorder.start(false);
		Recording.bind(recording);
		return recording;
	}

}
