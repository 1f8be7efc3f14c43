package dev.fanlight.alerting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.fanlight.alerting.Measurements.Job;
import dev.fanlight.alerting.Measurements.Observed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From what is measured to what a channel is told.
 */
class AlertEngineTests {

	private static final Duration TICK = Duration.ofSeconds(10);

	private final World world = new World();

	private final BlockingQueue<Alert> told = new LinkedBlockingQueue<>();

	private final Map<String, AlertChannel> channel = Map.of("test", this.told::add);

	@TempDir
	Path directory;

	private @Nullable AlertEngine engine;

	@AfterEach
	void close() {
		if (this.engine != null) {
			this.engine.close();
		}
	}

	@Test
	void tellsOnceThatAnAlertBeganAndOnceThatItEnded() throws Exception {
		start(World.rule("error-rate", "error-rate > 5%"));
		for (int i = 0; i < 20; i++) {
			this.world.request("POST /orders", 3, 3);
			this.world.request("GET /catalog", 7, 0);
			tick(1);
		}
		Alert firing = next();
		assertThat(firing)
			.extracting(Alert::firing, Alert::rule, Alert::severity, Alert::route, Alert::traceId, Alert::runbookUrl,
					Alert::source)
			.containsExactly(true, "error-rate", Severity.PAGE, "POST /orders", "4bf92f3577b34da6a3ce929d0e0e4736",
					"https://runbooks.example/error-rate", World.SOURCE);
		assertThat(firing.value()).isEqualTo(0.3);
		assertThat(firing.summary())
			.isEqualTo("30 % of 10 requests failed in 5m, the limit is 5%; worst: POST /orders");
		for (int i = 0; i < 40; i++) {
			this.world.request("POST /orders", 10, 0);
			tick(1);
		}
		Alert resolved = next();
		assertThat(resolved.firing()).isFalse();
		assertThat(resolved.id()).isEqualTo(firing.id());
		assertThat(resolved.endsAt()).isAfter(firing.startsAt());
		assertThat(resolved.summary()).startsWith("Over after ").contains("POST /orders");
		assertNothingMore();
	}

	@Test
	void oneFailedRequestOfTwoIsNoAlert() {
		start(World.rule("error-rate", "error-rate > 5%"));
		this.world.request("POST /orders", 2, 1);
		tick(3);
		assertNothingMore();
		assertThat(engine().rules().get(0).words()).isEqualTo("fewer than 10 requests in the last 5m");
	}

	@Test
	void oneRouteAloneCounts() throws Exception {
		start(World.rule("orders", "availability < 90%", "/orders"), World.rule("each", "error-rate > 50%", "*"),
				World.rule("all", "error-rate > 50%"));
		this.world.request("POST /orders", 20, 20);
		this.world.request("GET /rare", 2, 2);
		this.world.request("GET /catalog", 1000, 0);
		tick(1);
		assertThat(List.of(next(), next())).extracting(Alert::rule, Alert::route)
			.containsExactly(org.assertj.core.groups.Tuple.tuple("orders", "POST /orders"),
					org.assertj.core.groups.Tuple.tuple("each", "POST /orders"));
		assertNothingMore();
	}

	@Test
	void routesThatFailAlikeAreNamedInOrder() throws Exception {
		start(World.rule("error-rate", "error-rate > 5%"));
		for (String route : List.of("POST /c", "POST /a", "POST /d", "POST /b")) {
			this.world.request(route, 5, 5);
		}
		this.world.request("GET /ok", 5, 0);
		tick(1);
		Alert alert = next();
		assertThat(alert.route()).isEqualTo("POST /a");
		assertThat(alert.summary()).endsWith("; worst: POST /a, POST /b, POST /c");
	}

	@Test
	void slowRouteIsFoundByItsHistogram() throws Exception {
		start(World.rule("slow", "p99 > 400ms"));
		double[] edges = { 0.1, 0.5, 1 };
		this.world.requests.put("GET /fast", new RequestTotals(900, 0, edges, new double[] { 900, 900, 900 }));
		this.world.requests.put("GET /slow", new RequestTotals(100, 0, edges, new double[] { 0, 10, 100 }));
		tick(1);
		assertThat(next()).extracting(Alert::route, Alert::traceId, Alert::summary)
			.containsExactly("GET /slow", "0af7651916cd43dd8448eb211c80319c",
					"p99 of 1000 requests is 944 ms, between 500 ms and 1 s in 5m, the limit is 400ms; "
							+ "worst: GET /slow, GET /fast");
	}

	@Test
	void counterThatNeverWasBeginsAtZero() throws Exception {
		start(World.rule("failed", "count(payments.failed) > 2"));
		tick(2);
		this.world.counters.put("payments.failed", 3.0);
		tick(1);
		assertThat(next().summary()).isEqualTo("payments.failed grew by 3 in 5m, the limit is 2");
	}

	@Test
	void counterThatStopsIsSeen() throws Exception {
		start(World.rule("stopped", "count(orders) stopped"), World.rule("slow", "rate(orders) < 1/m"));
		tick(60);
		assertNothingMore();
		for (int i = 0; i < 40; i++) {
			this.world.counters.merge("orders", 1.0, Double::sum);
			tick(1);
		}
		assertThat(engine().rules()).extracting(RuleStatus::phase).containsOnly(Phase.INACTIVE);
		// The first order in an hour was too few
		assertThat(List.of(next(), next())).extracting(Alert::firing).containsExactly(true, false);
		tick(27);
		assertThat(next().rule()).isEqualTo("slow");
		tick(6);
		assertThat(next().summary()).isEqualTo("orders has not grown for 5m");
	}

	@Test
	void whatWasNotWatchedForAWindowIsNotTooLittle() {
		start(World.rule("slow", "rate(orders) < 1/m"));
		this.world.counters.put("orders", 0.0);
		tick(29);
		assertNothingMore();
		assertThat(engine().rules().get(0).words()).isEqualTo("not watched for 5m yet");
	}

	@Test
	void jobThatIsLateIsSeen() throws Exception {
		start(World.rule("job", "job(Job.run) missed"));
		this.world.jobs.add(new Job("shop.Job.run", this.world.instant().plusSeconds(30)));
		tick(9);
		assertNothingMore();
		tick(1);
		assertThat(next()).extracting(Alert::subject, Alert::summary)
			.containsExactly("shop.Job.run", "shop.Job.run should have started at 2026-11-26T12:00:30Z");
	}

	@Test
	void readingOfAnotherRoomTellsOfItsWorst() throws Exception {
		start(World.rule("burn", "burn-rate > 14.4"), World.rule("one", "burn-rate(search) > 14.4"));
		String trace = "0af7651916cd43dd8448eb211c80319c";
		this.world.observed.add(new Observed("search", 1, Map.of()));
		this.world.observed.add(new Observed("checkout", 20.5, Map.of("route", "POST /orders", "trace_id", trace)));
		this.world.observed.add(new Observed("broken", Double.NaN, Map.of()));
		tick(1);
		Alert alert = next();
		assertThat(alert).extracting(Alert::subject, Alert::route, Alert::traceId, Alert::summary)
			.containsExactly("checkout", "POST /orders", trace,
					"burn-rate of checkout is 20.5, the limit is 14.4; worst: POST /orders");
		assertNothingMore();
	}

	@Test
	void nothingLeavesUnredacted() throws Exception {
		this.world.redactor = (text) -> text.replace("4111111111111111", "[card]");
		start(World.rule("secret", "errors > 1"));
		this.world.observed.add(new Observed("4111111111111111", 2, Map.of("message", "card 4111111111111111")));
		tick(1);
		assertThat(next().toString()).doesNotContain("4111111111111111").contains("card [card]");
		assertThat(engine().rules().get(0).toString()).doesNotContain("4111111111111111");
	}

	@Test
	void ruleThatCannotBeReadCostsNoOther() throws Exception {
		start(World.rule("broken", "job(a) missed"), World.rule("ok", "errors > 1"));
		this.world.jobs.add(new Job("a", java.time.Instant.MAX));
		this.world.observed.add(new Observed("", 2, Map.of()));
		tick(3);
		assertThat(next().rule()).isEqualTo("ok");
		assertThat(engine().failures()).isEqualTo(3);
	}

	@Test
	void silencedAlertIsToldAtTheEndIfItIsStillDue() throws Exception {
		this.world.silences = List.of(new Silence("silent", this.world.instant().plusSeconds(60), "a release"));
		start(World.rule("silent", "errors > 1"), World.rule("loud", "errors > 1"));
		this.world.observed.add(new Observed("", 2, Map.of()));
		tick(1);
		assertThat(next().rule()).isEqualTo("loud");
		assertThat(engine().rules().get(0).muted()).contains("a release");
		assertThat(engine().rules().get(0).phase()).isEqualTo(Phase.FIRING);
		tick(4);
		assertNothingMore();
		tick(1);
		assertThat(next().rule()).isEqualTo("silent");
	}

	@Test
	void silencedAlertThatIsOverIsNeverTold() {
		start(World.rule("silent", "errors > 1"));
		Runnable end = engine().silence(new Silence("*", null, ""));
		this.world.observed.add(new Observed("", 2, Map.of()));
		tick(1);
		this.world.observed.clear();
		tick(1);
		end.run();
		tick(2);
		assertNothingMore();
	}

	@Test
	void quietHoursHoldBackWhatCanWait() throws Exception {
		this.world.quietHours = new QuietHours(LocalTime.of(12, 0), LocalTime.of(12, 1), ZoneOffset.UTC,
				EnumSet.allOf(DayOfWeek.class), EnumSet.of(Severity.PAGE));
		start(World.rule("quiet", "errors > 1"));
		this.world.observed.add(new Observed("", 2, Map.of()));
		tick(5);
		assertNothingMore();
		tick(1);
		assertThat(next().rule()).isEqualTo("quiet");
	}

	@Test
	void restartNeitherRepeatsNorForgets() throws Exception {
		this.world.stateFile = this.directory.resolve("alerts/shop.state");
		Rule rule = World.rule("error-rate", "error-rate > 5%");
		start(rule);
		this.world.request("POST /orders", 20, 20);
		tick(1);
		Alert firing = next();
		await().until(() -> Files.readString(this.world.stateFile).contains("test%3D"));
		close();
		assertThat(Files.getPosixFilePermissions(this.world.stateFile))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
		this.world.requests.clear();
		start(rule);
		tick(3);
		assertNothingMore();
		assertThat(engine().rules().get(0).phase()).isEqualTo(Phase.FIRING);
		this.world.request("POST /orders", 20, 0);
		tick(1);
		assertThat(next()).extracting(Alert::id, Alert::firing, Alert::route, Alert::traceId)
			.containsExactly(firing.id(), false, "POST /orders", firing.traceId());
	}

	@Test
	void whatDidNotArriveBeforeARestartIsSentAfterIt() throws Exception {
		this.world.stateFile = this.directory.resolve("shop.state");
		Rule rule = World.rule("due", "errors > 1");
		this.world.observed.add(new Observed("", 2, Map.of()));
		this.engine = this.world.engine(Map.of("test", (alert) -> {
			throw new IOException("down");
		}), rule);
		engine().tick();
		await().until(() -> engine().channels().get(0).retried() > 0);
		close();
		start(rule);
		tick(1);
		assertThat(next().firing()).isTrue();
	}

	@Test
	void otherConditionUnderTheSameNameBeginsAnew() throws Exception {
		this.world.stateFile = this.directory.resolve("shop.state");
		this.world.observed.add(new Observed("", 2, Map.of()));
		start(World.rule("due", "errors > 1"));
		tick(1);
		next();
		close();
		start(World.rule("due", "errors > 3"));
		tick(1);
		assertThat(engine().rules().get(0).phase()).isEqualTo(Phase.INACTIVE);
		assertNothingMore();
	}

	@Test
	void tornFileCountsAsNone() throws Exception {
		Path file = this.directory.resolve("shop.state");
		this.world.stateFile = file;
		this.world.observed.add(new Observed("", 2, Map.of()));
		Rule rule = World.rule("due", "errors > 1");
		start(rule);
		tick(1);
		next();
		close();
		byte[] whole = Files.readAllBytes(file);
		for (int length : new int[] { 0, 1, 30, whole.length / 2, whole.length - 2 }) {
			Files.write(file, java.util.Arrays.copyOf(whole, length));
			start(rule);
			tick(1);
			assertThat(next().firing()).as("after %s bytes", length).isTrue();
			close();
		}
		Files.write(file, new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
		start(rule);
		tick(1);
		assertThat(next().firing()).isTrue();
	}

	@Test
	void secondProcessWithTheSameFileRemembersNothing() throws Exception {
		this.world.stateFile = this.directory.resolve("shop.state");
		start(World.rule("due", "errors > 1"));
		AlertEngine second = this.world.engine(this.channel, World.rule("due", "errors > 1"));
		this.world.observed.add(new Observed("", 2, Map.of()));
		second.tick();
		next();
		second.close();
		assertThat(this.world.stateFile).doesNotExist();
	}

	private void start(Rule... rules) {
		this.engine = this.world.engine(this.channel, rules);
		engine().tick();
	}

	private AlertEngine engine() {
		AlertEngine engine = this.engine;
		assertThat(engine).isNotNull();
		return engine;
	}

	private void tick(int times) {
		for (int i = 0; i < times; i++) {
			this.world.pass(TICK);
			engine().tick();
		}
	}

	private Alert next() throws InterruptedException {
		Alert alert = this.told.poll(5, TimeUnit.SECONDS);
		assertThat(alert).isNotNull();
		return alert;
	}

	private void assertNothingMore() {
		await().until(() -> engine().channels().stream().allMatch((channel) -> channel.waiting() == 0));
		assertThat(this.told).isEmpty();
	}

}
