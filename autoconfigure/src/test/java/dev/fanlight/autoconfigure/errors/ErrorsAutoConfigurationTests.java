package dev.fanlight.autoconfigure.errors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Fingerprints;
import dev.fanlight.errors.GroupState;
import dev.fanlight.errors.InboxSettings;
import dev.fanlight.errors.Sighting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ErrorsAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErrorsAutoConfigurationTests {

	private static final String CARD = "4539578763621486";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("fanlight.errors.store.enabled=false", "fanlight.service.version=1.0",
				"fanlight.errors.application-packages=shop")
		.withConfiguration(AutoConfigurations.of(ErrorsAutoConfiguration.class, RedactionAutoConfiguration.class));

	@TempDir
	private Path directory;

	@Test
	void supplies() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ErrorInbox.class)
			.hasSingleBean(ErrorsSection.class)
			.hasSingleBean(ErrorLineListener.class)
			.hasSingleBean(FailedObservations.class)
			.hasSingleBean(ErrorMeters.class));
	}

	@Test
	void backsOff() {
		ErrorInbox own = new ErrorInbox(new Fingerprints(List.of()), new InboxSettings(1, Duration.ofDays(1), null),
				null, (error) -> false, Clock.systemUTC());
		this.runner.withBean(ErrorInbox.class, () -> own)
			.run((context) -> assertThat(context.getBean(ErrorInbox.class)).isSameAs(own));
	}

	@Test
	void staysAway() {
		for (String property : List.of("fanlight.errors.enabled=false", "fanlight.enabled=false")) {
			this.runner.withPropertyValues(property)
				.run((context) -> assertThat(context).doesNotHaveBean(ErrorInbox.class)
					.doesNotHaveBean(ErrorsSection.class)
					.doesNotHaveBean(ErrorLineListener.class));
		}
	}

	@Test
	void needsNoMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class, Observation.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ErrorInbox.class)
				.doesNotHaveBean("fanlightFailedObservations")
				.doesNotHaveBean("fanlightErrorMeters"));
	}

	@Test
	void showsGroupsAndLetsThemBeJudged() {
		this.runner.run((context) -> {
			ErrorInbox inbox = context.getBean(ErrorInbox.class);
			inbox.record(new Sighting(error("pay", "card " + CARD), Edge.REQUEST, "/orders", "t1", "r1"));
			EndpointSection section = context.getBean(ErrorsSection.class);
			assertThat(section.name()).isEqualTo("errors");
			Map<String, ?> row = row(section);
			String fingerprint = inbox.groups().get(0).fingerprint();
			assertThat(row.toString()).doesNotContain(CARD);
			assertThat(row.get("fingerprint")).isEqualTo(fingerprint);
			assertThat(row.get("state")).isEqualTo("new");
			assertThat(row.get("place")).isEqualTo("shop.Orders.pay");
			assertThat(row.get("routes")).isEqualTo(List.of("/orders"));
			assertThat(row.get("edges")).isEqualTo(List.of("request"));
			assertThat(row.get("traceId")).isEqualTo("t1");
			assertThat(row.get("requestId")).isEqualTo("r1");
			assertThat(row.get("firstRelease")).isEqualTo("1.0");
			assertThat(row.get("stackTrace").toString()).contains("at shop.Orders.pay(Orders.java:7)");
			assertThat(section.overview().get("states"))
				.hasToString("{new=1, known=0, came_back=0, resolved=0, muted=0}");
			assertThat(section.overview().toString()).doesNotContain("stackTrace");
			EndpointSection.Change change = section.write(fingerprint, "Resolved");
			assertThat(change.before()).isEqualTo("new");
			assertThat(change.after()).isEqualTo("resolved");
			assertThat(row(section).get("state")).isEqualTo("resolved");
			section.write(fingerprint, "muted");
			assertThat(row(section).get("state")).isEqualTo("muted");
			section.write(fingerprint, "open");
			assertThat(row(section).get("state")).isEqualTo("new");
			assertThatIllegalArgumentException().isThrownBy(() -> section.write(fingerprint, "gone"))
				.withMessageContaining("resolved, muted or open");
			assertThatIllegalArgumentException().isThrownBy(() -> section.write("unknown", "muted"))
				.withMessageContaining("no group");
		});
	}

	@Test
	void knowsAnAnswerOf5xxByTheExceptionsOfBothClients() {
		FailedAnswers answers = new FailedAnswers();
		assertThat(answers)
			.accepts(HttpServerErrorException.create(HttpStatus.BAD_GATEWAY, "", HttpHeaders.EMPTY, new byte[0], null),
					WebClientResponseException.create(503, "", HttpHeaders.EMPTY, new byte[0], null))
			.rejects(HttpClientErrorException.create(HttpStatus.NOT_FOUND, "", HttpHeaders.EMPTY, new byte[0], null),
					WebClientResponseException.create(429, "", HttpHeaders.EMPTY, new byte[0], null),
					new ResourceAccessException("refused"), new IllegalStateException("502"));
	}

	@Test
	void showsFewStackTraces() {
		this.runner.run((context) -> {
			ErrorInbox inbox = context.getBean(ErrorInbox.class);
			for (int i = 0; i <= ErrorsSection.TRACES; i++) {
				inbox.record(new Sighting(error("step" + i, "x"), Edge.LOG, null, null, null));
			}
			List<?> rows = (List<?>) context.getBean(ErrorsSection.class).read().get("groups");
			assertThat(rows).hasSize(ErrorsSection.TRACES + 1)
				.filteredOn((row) -> ((Map<?, ?>) row).containsKey("stackTrace"))
				.hasSize(ErrorsSection.TRACES);
		});
	}

	@Test
	void tellsAlertRulesWhatIsNewAndWhatCameBack() {
		this.runner.run((context) -> {
			ErrorInbox inbox = context.getBean(ErrorInbox.class);
			AlertReading recent = context.getBean("fanlightNewErrors", AlertReading.class);
			AlertReading back = context.getBean("fanlightErrorsThatCameBack", AlertReading.class);
			assertThat(recent.name()).isEqualTo("errors.new");
			assertThat(back.name()).isEqualTo("errors.came-back");
			assertThat(recent.values()).isEmpty();
			inbox.record(new Sighting(error("pay", "x"), Edge.REQUEST, "/orders", "t1", null));
			inbox.record(new Sighting(error("pay", "x"), Edge.REQUEST, "/orders", null, null));
			String fingerprint = inbox.groups().get(0).fingerprint();
			assertThat(recent.values()).containsExactly(
					new AlertReading.Value(fingerprint, 2, Map.of("type", "java.lang.IllegalStateException", "place",
							"shop.Orders.pay", "route", "/orders", "trace_id", "t1")));
			inbox.judge(fingerprint, GroupState.RESOLVED);
			assertThat(recent.values()).isEmpty();
			inbox.record(new Sighting(error("pay", "x"), Edge.REQUEST, "/orders", null, null));
			assertThat(back.values()).singleElement().extracting(AlertReading.Value::subject).isEqualTo(fingerprint);
			Clock later = Clock.offset(Clock.systemUTC(), ErrorReading.RECENT.plusSeconds(1));
			assertThat(new ErrorReading("errors.came-back", inbox, GroupState.CAME_BACK, later).values()).isEmpty();
		});
	}

	@Test
	void countsInABoundedNumberOfSeries() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		this.runner.run((context) -> {
			context.getBean(ErrorMeters.class).bindTo(registry);
			int series = registry.getMeters().size();
			ErrorInbox inbox = context.getBean(ErrorInbox.class);
			for (int i = 0; i < 300; i++) {
				inbox.record(new Sighting(error("step" + i, "x"), Edge.SCHEDULED, "job" + i, null, null));
			}
			assertThat(registry.getMeters()).hasSize(series);
			assertThat(
					registry.get("fanlight.errors").tags("edge", "scheduled", "state", "new").functionCounter().count())
				.isEqualTo(300);
			assertThat(registry.get("fanlight.errors.groups").tag("state", "new").gauge().value()).isEqualTo(200);
			assertThat(registry.get("fanlight.errors.groups.evicted").functionCounter().count()).isEqualTo(100);
		});
	}

	@Test
	void keepsGroupsAcrossRestarts() {
		ApplicationContextRunner stored = this.runner.withPropertyValues("fanlight.errors.store.enabled=true",
				"fanlight.errors.store.directory=" + this.directory.resolve("state"), "fanlight.service.name=orders");
		stored.run((context) -> context.getBean(ErrorInbox.class)
			.record(new Sighting(error("pay", "card " + CARD), Edge.REQUEST, "/orders", "t1", "r1")));
		Path file = this.directory.resolve("state/orders.errors");
		assertThat(file).exists();
		stored.withPropertyValues("fanlight.service.version=1.1").run((context) -> {
			Map<String, ?> read = context.getBean(ErrorsSection.class).read();
			assertThat(read.get("stored")).isEqualTo(file.toString());
			assertThat(read.toString()).contains("state=known", "count=1", "firstRelease=1.0").doesNotContain(CARD);
		});
	}

	@Test
	void writesWhileItRuns() {
		this.runner
			.withPropertyValues("fanlight.errors.store.enabled=true", "fanlight.errors.store.interval=1s",
					"fanlight.errors.store.directory=" + this.directory.resolve("state"))
			.run((context) -> {
				context.getBean(ErrorInbox.class).record(new Sighting(error("pay", "x"), Edge.LOG, null, null, null));
				org.awaitility.Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(this.directory.resolve("state"))
						.isDirectoryContaining("regex:.*/unknown_service-[0-9a-f]+\\.errors"));
			});
	}

	@Test
	void saysOnceThatItCannotWrite(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("file"), "no directory");
		this.runner
			.withPropertyValues("fanlight.errors.store.enabled=true", "fanlight.errors.store.interval=1s",
					"fanlight.errors.store.directory=" + file)
			.run((context) -> {
				ErrorInboxLifecycle lifecycle = context.getBean(ErrorInboxLifecycle.class);
				org.awaitility.Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> lifecycle.failures().sum() > 1);
				assertThat(lifecycle.state()).startsWith("in memory alone: ");
			});
		assertThat(output).containsOnlyOnce("Errors are kept in memory alone: ");
	}

	private static Map<String, ?> row(EndpointSection section) {
		return (Map<String, ?>) ((List<?>) section.read().get("groups")).get(0);
	}

	private static Exception error(String method, String message) {
		Exception error = new IllegalStateException(message);
		error.setStackTrace(new StackTraceElement[] { new StackTraceElement("shop.Orders", method, "Orders.java", 7) });
		return error;
	}

}
