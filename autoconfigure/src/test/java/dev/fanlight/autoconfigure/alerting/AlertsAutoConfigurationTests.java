package dev.fanlight.autoconfigure.alerting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.fanlight.alerting.Alert;
import dev.fanlight.alerting.AlertChannel;
import dev.fanlight.alerting.AlertEngine;
import dev.fanlight.alerting.Phase;
import dev.fanlight.alerting.RuleStatus;
import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.EndpointSection.Change;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.ThrowingFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class AlertsAutoConfigurationTests {

	private static final String CARD = "4111111111111111";

	@TempDir
	static Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AlertsAutoConfiguration.class, RedactionAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("fanlight.alerts.directory=" + directory, "fanlight.alerts.interval=20ms");

	private final ApplicationContextRunner told = this.runner.withUserConfiguration(Telling.class);

	@Test
	void nobodyToTellMeansNothingToDo() {
		this.runner.run((context) -> {
			assertThat(context.getBean(AlertEngine.class).rules()).isEmpty();
			assertThat(context.getBean(AlertEngine.class).channels()).isEmpty();
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.doesNotContain("fanlight-alerts");
		});
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void threeRulesAreThereOnceAChannelIs() {
		this.runner.withPropertyValues("fanlight.alerts.channels.console.type=log").run((context) -> {
			assertThat(rules(context.getBean(AlertEngine.class))).containsExactly("error-rate: error-rate > 5%",
					"slow-requests: p99 > 2s", "telemetry-down: value(fanlight.delivery.breaker{state=closed}) < 1");
			// Tests of the module run in its directory
			assertThat(context.getBean(AlertEngine.class).rules())
				.extracting((status) -> Path.of("..", String.valueOf(status.rule().runbookUrl())))
				.allSatisfy((page) -> assertThat(page).exists());
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains("fanlight-alerts");
		});
	}

	@Test
	void rulesWithoutAChannelAreJudgedAndThatIsSaid(CapturedOutput output) {
		this.runner.withPropertyValues("fanlight.alerts.rules.a.when=error-rate > 5%").run((context) -> {
			assertThat(rules(context.getBean(AlertEngine.class))).containsExactly("a: error-rate > 5%");
			await().until(() -> context.getBean(AlertEngine.class)
				.rules()
				.get(0)
				.words()
				.startsWith("fewer than 10 requests"));
		});
		assertThat(output).containsOnlyOnce("no channel: nobody is told");
	}

	@Test
	void ruleOfTheSameNameReplacesADefaultOne() {
		this.told
			.withPropertyValues("fanlight.alerts.rules.error-rate.when=error-rate > 1%",
					"fanlight.alerts.rules.slow-requests.enabled=false",
					"fanlight.alerts.rules.telemetry-down.enabled=false",
					"fanlight.alerts.runbook-url=https://runbooks.example/")
			.run((context) -> {
				AlertEngine engine = context.getBean(AlertEngine.class);
				assertThat(rules(engine)).containsExactly("error-rate: error-rate > 1%");
				assertThat(engine.rules().get(0).rule().runbookUrl())
					.isEqualTo("https://runbooks.example/error-rate.md");
			});
	}

	@Test
	void runbooksThatNobodyCanOpenAreAFindingOnceSomebodyIsTold() {
		ThrowingFunction<ApplicationContext, List<Finding>> findings = (context) -> {
			List<Finding> found = new ArrayList<>();
			context.getBean("fanlightRunbookDiagnosis", Diagnosis.class).examine(found::add);
			return found;
		};
		this.runner.run((context) -> assertThat(findings.apply(context)).isEmpty());
		this.told.run((context) -> assertThat(findings.apply(context)).singleElement()
			.asString()
			.contains("such as docs/runbooks/HighErrorRate.md", "fanlight.slo.runbook-url"));
		this.told.withPropertyValues("fanlight.slo.runbook-url=https://runbooks.example")
			.run((context) -> assertThat(findings.apply(context)).isEmpty());
	}

	@Test
	void channelBeanIsToldOfWhatAnotherRoomReads() {
		this.told.withBean("reading", AlertReading.class, () -> reading("errors.new", "card " + CARD))
			.withPropertyValues("fanlight.alerts.rules.errors.when=errors.new > 0",
					"fanlight.alerts.rules.errors.for=0s")
			.run((context) -> {
				Alert alert = context.getBean(Telling.class).next();
				assertThat(alert.rule()).isEqualTo("errors");
				assertThat(alert.details()).containsEntry("type", "Boom");
				assertThat(alert.toString()).doesNotContain(CARD);
				Map<String, ?> section = context.getBean("fanlightAlertsSection", EndpointSection.class).read();
				await().until(() -> context.getBean(AlertEngine.class).channels().get(0).delivered() == 1);
				assertThat(section.toString()).contains("errors", "firing").doesNotContain(CARD);
				MeterRegistry registry = new SimpleMeterRegistry();
				context.getBean("fanlightAlertMeters", AlertMeters.class).bindTo(registry);
				assertThat(registry.get(AlertMeters.FIRING).tag("rule", "errors").gauge().value()).isEqualTo(1);
				assertThat(registry.get(AlertMeters.FIRING).tag("rule", "error-rate").gauge().value()).isZero();
				assertThat(registry.get(AlertMeters.MESSAGES)
					.tags("channel", "pager", "outcome", "delivered")
					.functionCounter()
					.count()).isEqualTo(1);
			});
	}

	@Test
	void burnRateIsJudgedOnceThereIsOne() {
		this.told.withBean("reading", AlertReading.class, () -> reading("burn-rate", "checkout"))
			.run((context) -> assertThat(rules(context.getBean(AlertEngine.class)))
				.contains("budget-burns: burn-rate > 14.4"));
	}

	@Test
	void unknownReadingStopsTheStart() {
		this.told.withPropertyValues("fanlight.alerts.rules.typo.when=error-rat > 5%")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidConfigurationException.class)
				.rootCause()
				.extracting((failure) -> ((InvalidConfigurationException) failure).mistakes().toString())
				.asString()
				.contains("fanlight.alerts.rules.typo.when", "which error-rat is not", "error-rate"));
	}

	@Test
	void silenceThroughTheEndpointIsReverted() {
		this.told.run((context) -> {
			EndpointSection section = context.getBean("fanlightAlertsSection", EndpointSection.class);
			AlertEngine engine = context.getBean(AlertEngine.class);
			Change change = section.write("error-*", "silenced");
			assertThat(engine.rules()).extracting(RuleStatus::muted)
				.containsExactly("silenced: through the endpoint", null, null);
			change.revert().run();
			assertThat(engine.rules()).extracting(RuleStatus::muted).containsOnlyNulls();
			assertThatIllegalArgumentException().isThrownBy(() -> section.write("nothing", "silenced"));
			assertThatIllegalArgumentException().isThrownBy(() -> section.write("error-rate", "loud"));
			assertThat(section.overview().get("firing")).isEqualTo(List.of());
		});
	}

	@Test
	void mailNeedsASender() {
		ApplicationContextRunner mail = this.runner.withPropertyValues("fanlight.alerts.channels.post.type=email",
				"fanlight.alerts.channels.post.from=shop@example.com",
				"fanlight.alerts.channels.post.to=dev@example.com");
		mail.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.extracting((failure) -> ((InvalidConfigurationException) failure).mistakes().get(0).fix())
			.asString()
			.contains("spring.mail.host"));
		mail.withClassLoader(new FilteredClassLoader("org.springframework.mail"))
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidConfigurationException.class));
	}

	@Test
	void startsInALazyApplication() {
		this.told
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean("reading", AlertReading.class, () -> reading("errors.new", "x"))
			.withPropertyValues("fanlight.alerts.rules.errors.when=errors.new > 0",
					"fanlight.alerts.rules.errors.for=0s")
			.run((context) -> assertThat(context.getBean(Telling.class).next().rule()).isEqualTo("errors"));
	}

	@Test
	void staysAway() {
		this.told.withPropertyValues("fanlight.alerts.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AlertEngine.class));
		this.told.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).doesNotHaveBean(AlertEngine.class));
		this.told.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasSingleBean(AlertEngine.class)
				.doesNotHaveBean(FailedTraceHandler.class));
	}

	private static List<String> rules(AlertEngine engine) {
		assertThat(engine.rules()).extracting(RuleStatus::phase).containsOnly(Phase.INACTIVE);
		return engine.rules()
			.stream()
			.map((status) -> status.rule().name() + ": " + status.rule().condition().text())
			.toList();
	}

	private static AlertReading reading(String name, String subject) {
		return new AlertReading() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public List<Value> values() {
				return List.of(new Value(subject, 1, Map.of("type", "Boom")));
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	static class Telling {

		private final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>();

		@Bean
		AlertChannel pager() {
			return this.alerts::add;
		}

		Alert next() throws InterruptedException {
			Alert alert = this.alerts.poll(5, TimeUnit.SECONDS);
			assertThat(alert).isNotNull();
			return alert;
		}

	}

}
