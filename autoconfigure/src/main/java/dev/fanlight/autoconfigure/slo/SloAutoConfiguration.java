package dev.fanlight.autoconfigure.slo;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.GrafanaBoard;
import dev.fanlight.slo.LabelMatcher;
import dev.fanlight.slo.MonitoredService;
import dev.fanlight.slo.MonitoredService.Thresholds;
import dev.fanlight.slo.Objective;
import dev.fanlight.slo.PrometheusRules;
import dev.fanlight.slo.RequestSeries;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration for objectives: buckets, rules and board.
 */
@AutoConfiguration(afterName = { "dev.fanlight.autoconfigure.metrics.RequestMeterNamesAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnFanlight("slo")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(RequestMeterNames.class)
@EnableConfigurationProperties({ SloProperties.class, FanlightProperties.class })
public final class SloAutoConfiguration {

	final List<Objective> objectives;

	SloAutoConfiguration(SloProperties properties, ObjectProvider<Redactor> redactor) {
		Redactor available = redactor.getIfAvailable();
		this.objectives = Objectives
			.read(properties.objectives(),
					(key, value, fix) -> Assert.state(false, () -> "fanlight.slo.objectives." + key + ' ' + fix))
			.stream()
			.map((objective) -> (available != null) ? redacted(objective, available) : objective)
			.toList();
	}

	/** What people wrote for people leaves in files, which no other exit redacts. */
	private static Objective redacted(Objective objective, Redactor redactor) {
		return new Objective(objective.name(), objective.route(), objective.availability(), objective.latency(),
				objective.window(), redactor.redact(objective.description(), Exit.METRIC),
				redactor.redact(objective.owner(), Exit.METRIC));
	}

	@Bean
	@ConditionalOnMissingBean
	ObjectiveBuckets fanlightObjectiveBuckets(RequestMeterNames names) {
		return new ObjectiveBuckets(names.server().meter(), this.objectives);
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnMissingBean(name = "fanlightRulesDocument")
	SloDocument fanlightRulesDocument(ApplicationContext context, MeterRegistry registry, RequestMeterNames names,
			SloProperties properties, FanlightProperties fanlight) {
		return new SloDocument("rules", ".yml", "application/yaml",
				service(context, registry, names, properties, fanlight), PrometheusRules::of);
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	@ConditionalOnMissingBean(name = "fanlightDashboardDocument")
	SloDocument fanlightDashboardDocument(ApplicationContext context, MeterRegistry registry, RequestMeterNames names,
			SloProperties properties, FanlightProperties fanlight) {
		return new SloDocument("dashboard", ".json", "application/json",
				service(context, registry, names, properties, fanlight), GrafanaBoard::of);
	}

	@Bean
	DocumentWriter fanlightDocumentWriter(SloProperties properties, ObjectProvider<SloDocument> documents) {
		return new DocumentWriter(properties.writeTo(), documents::orderedStream, () -> System.exit(0));
	}

	/**
	 * What this process itself knows about its objectives.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(MeterRegistry.class)
	static class BudgetConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ErrorBudgets fanlightErrorBudgets(SloAutoConfiguration objectives, SloProperties properties) {
			return new ErrorBudgets(objectives.objectives, properties.minimumFailures(), Clock.systemUTC());
		}

		@Bean
		BudgetKeeper fanlightBudgetKeeper(ErrorBudgets budgets, MeterRegistry registry, RequestMeterNames names,
				SloProperties properties, FanlightProperties fanlight) {
			boolean watching = !budgets.goals().isEmpty() && properties.writeTo() == null;
			return new BudgetKeeper(budgets, new GoalCounters(registry, names.server()), watching,
					properties.state().enabled() ? properties.state().effectiveDirectory() : null,
					fanlight.service().stateName());
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightObjectivesSection")
		ObjectivesSection fanlightObjectivesSection(ErrorBudgets budgets, BudgetKeeper keeper) {
			return new ObjectivesSection(budgets, keeper);
		}

		@Bean
		@ConditionalOnMissingBean
		ObjectiveMeters fanlightObjectiveMeters(ErrorBudgets budgets) {
			return new ObjectiveMeters(budgets);
		}

		@Bean
		@ConditionalOnMissingBean
		BurnRateReading fanlightBurnRateReading(ErrorBudgets budgets, BudgetKeeper keeper) {
			return new BurnRateReading(budgets, keeper);
		}

	}

	private Supplier<MonitoredService> service(ApplicationContext context, MeterRegistry registry,
			RequestMeterNames names, SloProperties properties, FanlightProperties fanlight) {
		String name = fanlight.service().name();
		String selector = StringUtils.hasText(properties.selector()) ? properties.selector().strip()
				: "job=\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
		Thresholds thresholds = new Thresholds(Objectives.ratio(properties.symptoms().errorRate().strip()),
				properties.symptoms().p99(), properties.minimumFailures());
		return () -> new MonitoredService(name, selector, series(names.server()), series(names.client()),
				this.objectives, BusinessCounters.inPrometheus(properties.businessCounters()),
				new Subjects(context, registry).find(), thresholds, withoutSlash(properties.runbookUrl()),
				withoutSlash(properties.grafanaUrl()));
	}

	private static RequestSeries series(RequestMeterNames.Requests names) {
		return new RequestSeries(names.metric(), names.route(), names.method(), names.status(),
				LabelMatcher.parse(names.faults()));
	}

	private static String withoutSlash(String url) {
		return url.strip().replaceAll("/+$", "");
	}

}
