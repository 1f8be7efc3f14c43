package dev.fanlight.autoconfigure.alerting;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.fanlight.alerting.AlertChannel;
import dev.fanlight.alerting.AlertEngine;
import dev.fanlight.alerting.AlertSettings;
import dev.fanlight.alerting.DeliveryLimits;
import dev.fanlight.alerting.Measurements;
import dev.fanlight.alerting.Rule;
import dev.fanlight.alerting.Source;
import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.autoconfigure.alerting.ConfiguredAlerts.MailChannels;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * Auto-configuration for alerts. Its beans are always there; without rules and channels
 * they do nothing.
 */
@AutoConfiguration
@ConditionalOnFanlight("alerts")
@ConditionalOnClass(MeterRegistry.class)
@EnableConfigurationProperties({ AlertsProperties.class, FanlightProperties.class })
public final class AlertsAutoConfiguration {

	private static final String INSTANCE = "management.opentelemetry.resource-attributes[service.instance.id]";

	@Bean
	FailedTraces fanlightFailedTraces() {
		return new FailedTraces();
	}

	@Bean
	@ConditionalOnMissingBean
	Measurements fanlightAlertMeasurements(ObjectProvider<MeterRegistry> registry,
			ObjectProvider<RequestMeterNames> names, ObjectProvider<ScheduledTaskHolder> jobs,
			ObjectProvider<AlertReading> readings, FailedTraces traces) {
		return new RegistryMeasurements(registry::getIfUnique, () -> {
			RequestMeterNames known = names.getIfAvailable();
			return (known != null) ? known.server() : null;
		}, new ScheduledJobs(jobs::stream, Clock.systemUTC()), readings.orderedStream().toList(), traces);
	}

	@Bean
	AlertEngine fanlightAlertEngine(AlertsProperties properties, FanlightProperties fanlight, ListableBeanFactory beans,
			ObjectProvider<AlertReading> readings, Measurements measurements, ObjectProvider<MailChannels> mail,
			ObjectProvider<Redactor> redactor, Environment environment) {
		ConfiguredAlerts configured = new ConfiguredAlerts(properties, environment);
		Map<String, AlertChannel> all = configured.channels(beans.getBeansOfType(AlertChannel.class),
				mail.getIfAvailable());
		List<Rule> rules = configured.rules(
				readings.stream().map(AlertReading::name).collect(Collectors.toCollection(TreeSet::new)),
				!all.isEmpty());
		configured.failOnMistakes();
		AlertsProperties.Delivery delivery = properties.delivery();
		Source source = new Source(fanlight.service().name(), fanlight.environment(), fanlight.service().version(),
				environment.getProperty(INSTANCE));
		return new AlertEngine(rules, all, measurements,
				new AlertSettings(properties.interval(), source, configured.silences(), configured.quietHours(),
						new DeliveryLimits(delivery.timeout(), delivery.initialBackoff(), delivery.maxBackoff(),
								delivery.giveUpAfter()),
						redactor(redactor.getIfAvailable()),
						all.isEmpty() ? null : file(properties, fanlight.service().stateName())),
				Clock.systemUTC());
	}

	private static UnaryOperator<String> redactor(@Nullable Redactor redactor) {
		return (redactor != null) ? (text) -> redactor.redact(text, Exit.ALERT) : UnaryOperator.identity();
	}

	private static Path file(AlertsProperties properties, String service) {
		return properties.effectiveDirectory()
			.resolve(service.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_") + ".state");
	}

	@Bean
	AlertsStart fanlightAlertsStart(AlertEngine engine) {
		return new AlertsStart(engine);
	}

	@Bean
	static LazyInitializationExcludeFilter fanlightAlertsEagerInitialization() {
		return LazyInitializationExcludeFilter.forBeanTypes(AlertsStart.class);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightAlertsSection")
	EndpointSection fanlightAlertsSection(AlertEngine engine) {
		return new AlertsSection(engine);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightRunbookDiagnosis")
	Diagnosis fanlightRunbookDiagnosis(AlertEngine engine) {
		return Diagnosis.notAtStart((findings) -> {
			List<String> paths = engine.channels().isEmpty() ? List.of()
					: engine.rules()
						.stream()
						.map((status) -> status.rule().runbookUrl())
						.filter((page) -> page != null && !page.contains("://"))
						.map(String::valueOf)
						.toList();
			if (!paths.isEmpty()) {
				findings.accept(new Finding("alerts",
						"Nobody can open the runbooks that alerts name, such as " + paths.get(0) + ".",
						"Set fanlight.slo.runbook-url to the address where your people read them."));
			}
		});
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightAlertMeters")
	MeterBinder fanlightAlertMeters(AlertEngine engine) {
		return new AlertMeters(engine);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TracingObservationHandler.class)
	static class TraceConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FailedTraceHandler fanlightFailedTraceHandler(FailedTraces traces) {
			return new FailedTraceHandler(traces);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JavaMailSender.class)
	static class MailConfiguration {

		@Bean
		MailChannels fanlightAlertMails(ObjectProvider<JavaMailSender> senders) {
			return (from, to) -> {
				JavaMailSender sender = senders.getIfAvailable();
				return (sender != null) ? new MailChannel(sender, from, to) : null;
			};
		}

	}

}
