package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.fanlight.autoconfigure.Diagnosis.Finding;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ScrapeWatchTests {

	private final AtomicLong now = new AtomicLong();

	private final ScrapeWatch watch = new ScrapeWatch(Duration.ofMinutes(5), false, this.now::get);

	@Test
	void aScrapeThatStaysAwayIsMissed() {
		assertThat(findings()).isEmpty();
		this.now.addAndGet(Duration.ofMinutes(6).toNanos());
		assertThat(findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.sentence())
				.isEqualTo("Nobody has scraped /actuator/prometheus for 6 minutes, since the start.");
			assertThat(finding.fix()).contains("management.endpoints.web.exposure.include");
		});
		assertThat(this.watch.collect().size()).isZero();
		assertThat(findings()).isEmpty();
		this.now.addAndGet(Duration.ofMinutes(7).toNanos());
		assertThat(findings()).singleElement().extracting(Finding::sentence).asString().endsWith("for 7 minutes.");
	}

	@Test
	void whoPushesNeedNotBeScrapedButMissesAScrapeThatStops() {
		ScrapeWatch watch = new ScrapeWatch(Duration.ofMinutes(5), true, this.now::get);
		this.now.addAndGet(Duration.ofMinutes(6).toNanos());
		assertThat(findings(watch)).isEmpty();
		watch.unnoticed(watch::collect);
		this.now.addAndGet(Duration.ofMinutes(6).toNanos());
		assertThat(findings(watch)).isEmpty();
		watch.collect();
		this.now.addAndGet(Duration.ofMinutes(6).toNanos());
		assertThat(findings(watch)).hasSize(1);
	}

	@Test
	void itWatchesTheRegistryAndStaysAwayWithoutOne() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ScrapeWatchAutoConfiguration.class));
		runner.run((context) -> assertThat(context).doesNotHaveBean(ScrapeWatch.class));
		runner.withBean(PrometheusRegistry.class, PrometheusRegistry::new)
			.run((context) -> assertThat(context.getBean(PrometheusRegistry.class).scrape().size()).isZero());
		runner.withBean(PrometheusRegistry.class, PrometheusRegistry::new)
			.withPropertyValues("fanlight.metrics.scrape-watch.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ScrapeWatch.class));
	}

	private List<Finding> findings() {
		return findings(this.watch);
	}

	private static List<Finding> findings(ScrapeWatch diagnosis) {
		List<Finding> findings = new ArrayList<>();
		diagnosis.examine(findings::add);
		return findings;
	}

}
