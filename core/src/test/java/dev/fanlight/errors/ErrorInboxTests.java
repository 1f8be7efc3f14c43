package dev.fanlight.errors;

import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorInbox}.
 */
class ErrorInboxTests {

	private static final String CARD = "4539578763621486";

	private static final Duration RESOLVE_AFTER = Duration.ofDays(14);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));

	private final ErrorInbox inbox = inbox("1.0");

	private ErrorInbox inbox(@Nullable String release) {
		return new ErrorInbox(new Fingerprints(List.of("shop")), new InboxSettings(3, RESOLVE_AFTER, release),
				Redactor.of(RedactionPolicy.defaults()), (error) -> error instanceof ProtocolException, clock());
	}

	private java.time.Clock clock() {
		InstantSource source = this.now::get;
		return source.withZone(ZoneOffset.UTC);
	}

	@Test
	void groupsErrorsOfOneKind() {
		this.inbox.record(new Sighting(error("pay", "one"), Edge.REQUEST, "/orders", "t1", "r1"));
		pass(Duration.ofMinutes(5));
		this.inbox.record(new Sighting(error("pay", "two"), Edge.REQUEST, "/orders/{id}", "t2", null));
		this.inbox.record(new Sighting(error("refund", "three"), Edge.SCHEDULED, "Job.run", null, null));
		assertThat(this.inbox.groups()).hasSize(2);
		ErrorGroup group = this.inbox.groups().get(1);
		assertThat(group.count()).isEqualTo(2);
		assertThat(group.type()).isEqualTo("java.lang.IllegalStateException");
		assertThat(group.place()).isEqualTo("shop.Orders.pay");
		assertThat(group.message()).isEqualTo("one");
		assertThat(group.stackTrace()).startsWith("java.lang.IllegalStateException: one\n\tat shop.Orders.pay(");
		assertThat(group.firstSeen()).isEqualTo("2026-11-26T12:00:00Z");
		assertThat(group.lastSeen()).isEqualTo("2026-11-26T12:05:00Z");
		assertThat(group.firstRelease()).isEqualTo("1.0");
		assertThat(group.routes()).containsExactly("/orders", "/orders/{id}");
		assertThat(group.edges()).containsExactly(Edge.REQUEST);
		assertThat(group.traceId()).isEqualTo("t2");
		assertThat(group.requestId()).isEqualTo("r1");
		assertThat(this.inbox.countOf(Edge.REQUEST, GroupState.NEW)).isEqualTo(1);
		assertThat(this.inbox.countOf(Edge.REQUEST, GroupState.KNOWN)).isEqualTo(1);
		assertThat(this.inbox.countOf(GroupState.NEW)).isEqualTo(2);
	}

	@Test
	void countsAnErrorOnceWhicheverEdgesSeeIt() {
		Exception error = error("pay", "one");
		this.inbox.record(new Sighting(error, Edge.LOG, null, "t1", null));
		this.inbox.record(new Sighting(new CompletionException(error), Edge.ASYNC, null, null, null));
		this.inbox
			.record(new Sighting(new IllegalArgumentException("wrapped", error), Edge.REQUEST, "/orders", null, "r1"));
		assertThat(this.inbox.groups()).singleElement().satisfies((group) -> {
			assertThat(group.count()).isEqualTo(1);
			assertThat(group.edges()).containsExactly(Edge.REQUEST, Edge.ASYNC, Edge.LOG);
			assertThat(group.routes()).containsExactly("/orders");
			assertThat(group.traceId()).isEqualTo("t1");
			assertThat(group.requestId()).isEqualTo("r1");
			assertThat(this.inbox.fingerprint(new IllegalArgumentException("again", error)))
				.isEqualTo(group.fingerprint());
		});
		assertThat(this.inbox.countOf(Edge.LOG, GroupState.NEW)).isEqualTo(1);
		assertThat(this.inbox.countOf(Edge.REQUEST, GroupState.KNOWN)).isZero();
	}

	@Test
	void whatFollowsFromAFailureJoinsItWhicheverIsSeenFirst() {
		Exception wrapped = new IllegalArgumentException("no payment", answer("order"));
		this.inbox.record(new Sighting(error("pay", "one"), Edge.REQUEST, "/payments", "t1", "r1"));
		this.inbox.record(new Sighting(wrapped, Edge.LOG, null, "t1", "r1"));
		this.inbox.record(new Sighting(wrapped, Edge.REQUEST, "/orders", "t1", "r1"));
		this.inbox.record(new Sighting(answer("gateway"), Edge.REQUEST, "/api/orders", "t1", "r1"));
		this.inbox.record(new Sighting(answer("order"), Edge.REQUEST, "/orders", "t2", "r2"));
		this.inbox.record(new Sighting(answer("gateway"), Edge.REQUEST, "/api/orders", "t2", "r2"));
		assertThat(this.inbox.groups()).hasSize(2);
		this.inbox.record(new Sighting(error("pay", "two"), Edge.REQUEST, "/payments", "t2", "r2"));
		assertThat(this.inbox.groups()).singleElement().satisfies((group) -> {
			assertThat(group.place()).isEqualTo("shop.Orders.pay");
			assertThat(group.count()).isEqualTo(2);
			assertThat(group.routes()).containsExactly("/payments", "/orders", "/api/orders");
			assertThat(group.edges()).containsExactly(Edge.REQUEST, Edge.LOG);
			assertThat(this.inbox.fingerprint(wrapped)).isEqualTo(group.fingerprint());
		});
	}

	@Test
	void anAnswerIsAGroupOfItsOwnInAnotherTraceALaterMomentOrWithoutATrace() {
		this.inbox.record(new Sighting(error("pay", "one"), Edge.REQUEST, "/payments", "t1", null));
		this.inbox.record(new Sighting(answer("order"), Edge.REQUEST, "/orders", "t2", null));
		this.inbox.record(new Sighting(answer("order"), Edge.REQUEST, "/orders", null, null));
		pass(TracedErrors.MOMENT);
		this.inbox.record(new Sighting(answer("order"), Edge.REQUEST, "/orders", "t1", null));
		assertThat(this.inbox.groups()).extracting(ErrorGroup::count).containsExactly(3L, 1L);
		// It has more than one trace, so it is not only what follows from this one
		this.inbox.record(new Sighting(error("refund", "two"), Edge.REQUEST, "/refunds", "t1", null));
		assertThat(this.inbox.groups()).extracting(ErrorGroup::count).containsExactly(1L, 3L, 1L);
	}

	@Test
	void twoFailuresOfOneTraceAreTwo() {
		this.inbox.record(new Sighting(error("pay", "one"), Edge.LOG, null, "t1", null));
		this.inbox.record(new Sighting(error("refund", "two"), Edge.REQUEST, "/refunds", "t1", null));
		assertThat(this.inbox.groups()).hasSize(2);
	}

	@Test
	void remembersSoManyTraces() {
		TracedErrors traced = new TracedErrors();
		for (int i = 0; i <= TracedErrors.MOST; i++) {
			traced.add("t" + i, new TracedErrors.Traced("f", false, this.now.get()));
		}
		assertThat(traced.find("t0", this.now.get())).isNull();
		assertThat(traced.find("t1", this.now.get())).isNotNull();
	}

	@Test
	void countsAConstantAsOftenAsItIsThrown() {
		Exception constant = new IllegalStateException("busy");
		constant.setStackTrace(new StackTraceElement[0]);
		this.inbox.record(new Sighting(constant, Edge.LOG, null, "t1", null));
		this.inbox.record(new Sighting(constant, Edge.REQUEST, null, "t1", null));
		this.inbox.record(new Sighting(constant, Edge.REQUEST, null, "t2", null));
		assertThat(this.inbox.groups()).singleElement().extracting(ErrorGroup::count).isEqualTo(2L);
	}

	@Test
	void countsOnceWhateverTheThreads() throws Exception {
		int threads = 8;
		Exception error = error("pay", "one");
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		for (int i = 0; i < threads; i++) {
			executor.submit(() -> {
				start.await();
				this.inbox.record(new Sighting(error, Edge.LOG, null, null, null));
				this.inbox.record(new Sighting(error("pay", "own"), Edge.REQUEST, null, null, null));
				return null;
			});
		}
		start.countDown();
		executor.shutdown();
		assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.inbox.groups()).singleElement().extracting(ErrorGroup::count).isEqualTo(threads + 1L);
	}

	@Test
	void holdsNoError() {
		SeenErrors seen = new SeenErrors();
		assertThat(seen.add(new IllegalStateException("x"), null, "f")).isInstanceOf(java.lang.ref.WeakReference.class);
	}

	@Test
	void forgetsTheIdentityOfOldErrors() {
		Exception error = error("pay", "one");
		this.inbox.record(new Sighting(error, Edge.LOG, null, null, null));
		for (int i = 0; i < SeenErrors.MOST; i++) {
			this.inbox.fingerprint(error("pay", "other"));
		}
		this.inbox.record(new Sighting(error, Edge.LOG, null, null, null));
		assertThat(this.inbox.groups()).singleElement().extracting(ErrorGroup::count).isEqualTo(2L);
	}

	@Test
	void keepsTheLatestGroups() {
		for (String method : List.of("a", "b", "c", "a", "d")) {
			see(method);
		}
		assertThat(this.inbox.groups()).extracting(ErrorGroup::place)
			.containsExactly("shop.Orders.d", "shop.Orders.a", "shop.Orders.c");
		assertThat(this.inbox.evicted()).isEqualTo(1);
	}

	@Test
	void boundsWhatItKeepsOfAnError() {
		Exception error = error("pay", "x".repeat(100_000));
		for (int i = 0; i < 40; i++) {
			error = new IllegalStateException("y".repeat(2000), error);
		}
		for (int i = 0; i < 20; i++) {
			this.inbox.record(new Sighting(error, Edge.REQUEST, "/" + i + "z".repeat(1000), null, null));
		}
		assertThat(this.inbox.groups()).singleElement().satisfies((group) -> {
			assertThat(group.message()).hasSize(ErrorText.LONGEST_MESSAGE);
			assertThat(group.stackTrace()).hasSizeLessThanOrEqualTo(ErrorText.LONGEST_TRACE);
			assertThat(group.routes()).hasSize(Group.MOST_ROUTES).allMatch((route) -> route.length() <= 200);
		});
	}

	@Test
	void redactsBeforeItCuts() {
		String secret = "card " + CARD + " and " + "x".repeat(ErrorText.LONGEST_MESSAGE - 40) + " 5555 5555 5555 4444";
		this.inbox.record(new Sighting(new IllegalArgumentException("outer " + CARD, error("pay", secret)),
				Edge.REQUEST, "/pay/" + CARD, null, null));
		assertThat(this.inbox.groups()).singleElement()
			.satisfies((group) -> assertThat(group.toString()).doesNotContain(CARD)
				.doesNotContain("5555")
				.contains("[REDACTED"));
	}

	@Test
	void isNewUntilTheNextRelease() {
		see("pay");
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.NEW);
		ErrorInbox next = inbox("1.1");
		next.merge(this.inbox.groups());
		assertThat(stateOf(next)).isEqualTo(GroupState.KNOWN);
	}

	@Test
	void takesTheRunOfTheProcessForAReleaseWithoutAVersion() {
		ErrorInbox first = inbox(null);
		first.record(new Sighting(error("pay", "x"), Edge.LOG, null, null, null));
		assertThat(stateOf(first)).isEqualTo(GroupState.NEW);
		pass(Duration.ofSeconds(1));
		ErrorInbox second = inbox(null);
		second.merge(first.groups());
		assertThat(stateOf(second)).isEqualTo(GroupState.KNOWN);
	}

	@Test
	void comesBackAfterItWasDeclaredResolved() {
		see("pay");
		String fingerprint = this.inbox.groups().get(0).fingerprint();
		assertThat(this.inbox.judge(fingerprint, GroupState.RESOLVED)).isEqualTo(GroupState.NEW);
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.RESOLVED);
		assertThat(this.inbox.size(GroupState.RESOLVED)).isEqualTo(1);
		this.inbox.record(new Sighting(error("pay", "latest"), Edge.REQUEST, null, null, null));
		this.inbox.record(new Sighting(error("pay", "later"), Edge.REQUEST, null, null, null));
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.CAME_BACK);
		assertThat(this.inbox.groups().get(0).message()).isEqualTo("latest");
		assertThat(this.inbox.countOf(Edge.REQUEST, GroupState.CAME_BACK)).isEqualTo(1);
		assertThat(this.inbox.countOf(Edge.REQUEST, GroupState.KNOWN)).isEqualTo(1);
	}

	@Test
	void comesBackAfterItWasNotSeenForLong() {
		see("pay");
		pass(RESOLVE_AFTER);
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.NEW);
		pass(Duration.ofMillis(1));
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.RESOLVED);
		see("pay");
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.CAME_BACK);
	}

	@Test
	void staysMuted() {
		see("pay");
		String fingerprint = this.inbox.groups().get(0).fingerprint();
		this.inbox.judge(fingerprint, GroupState.MUTED);
		see("pay");
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.MUTED);
		assertThat(this.inbox.countOf(GroupState.MUTED)).isEqualTo(1);
		assertThat(this.inbox.groups().get(0).count()).isEqualTo(2);
		assertThat(this.inbox.judge(fingerprint, GroupState.NEW)).isEqualTo(GroupState.MUTED);
		assertThat(stateOf(this.inbox)).isEqualTo(GroupState.NEW);
		assertThat(this.inbox.judge("unknown", GroupState.MUTED)).isNull();
	}

	@Test
	void mergesWhatWasLeft() {
		see("pay");
		pass(Duration.ofDays(1));
		ErrorInbox next = inbox("1.1");
		next.record(new Sighting(error("pay", "x"), Edge.SCHEDULED, "job", null, null));
		next.merge(this.inbox.groups());
		assertThat(next.groups()).singleElement().satisfies((group) -> {
			assertThat(group.count()).isEqualTo(2);
			assertThat(group.firstSeen()).isEqualTo("2026-11-26T12:00:00Z");
			assertThat(group.firstRelease()).isEqualTo("1.0");
			assertThat(group.lastRelease()).isEqualTo("1.1");
			assertThat(group.edges()).containsExactly(Edge.REQUEST, Edge.SCHEDULED);
		});
		assertThat(stateOf(next)).isEqualTo(GroupState.KNOWN);
	}

	@Test
	void survivesErrorsThatCannotBeRead() {
		this.inbox.record(new Sighting(new Unreadable(), Edge.REQUEST, null, null, null));
		assertThat(this.inbox.fingerprint(new Unreadable())).isNull();
		assertThat(this.inbox.failed()).isEqualTo(2);
		assertThat(this.inbox.groups()).isEmpty();
	}

	@Test
	void survivesMessagesThatThrowAnError() {
		this.inbox.record(new Sighting(new IllegalStateException() {

			private static final long serialVersionUID = 1L;

			@Override
			public String getMessage() {
				throw new AssertionError("not yet implemented");
			}

		}, Edge.REQUEST, null, null, null));
		assertThat(this.inbox.groups()).singleElement().satisfies((group) -> assertThat(group.type()).isNotEmpty());
	}

	private void see(String method) {
		this.inbox.record(new Sighting(error(method, "x"), Edge.REQUEST, null, null, null));
	}

	private void pass(Duration time) {
		this.now.updateAndGet((instant) -> instant.plus(time));
	}

	private static GroupState stateOf(ErrorInbox inbox) {
		return inbox.state(inbox.groups().get(0));
	}

	static Exception error(String method, String message) {
		Exception error = new IllegalStateException(message);
		error.setStackTrace(new StackTraceElement[] { new StackTraceElement("shop.Orders", method, "Orders.java", 7),
				new StackTraceElement("java.lang.Thread", "run", "Thread.java", 840) });
		return error;
	}

	/** What a client throws when a server answered with an error. */
	private static Exception answer(String method) {
		Exception error = new ProtocolException("500");
		error.setStackTrace(error(method, "500").getStackTrace());
		return error;
	}

	private static final class Unreadable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new AssertionError("no frames");
		}

	}

}
