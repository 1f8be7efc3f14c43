package dev.fanlight.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The table of meters in {@code docs/meters.md} says of every meter of the running shop
 * what the meter says of itself. With {@code -Dfanlight.docs.write=true} it is written.
 */
class MeterTableTests {

	private static final Path TABLE = Path.of(System.getProperty("basedir", "."), "..", "docs", "meters.md");

	private static final String HEAD = """
			# Meters

			Every meter of the sample shop with the starter, from the running application: its own, Fanlight's, and those
			that Spring Boot and Micrometer bring. A test keeps this table; `-Dfanlight.docs.write=true` on
			`MeterTableTests` writes it. What stands for what: [metrics.md](metrics.md).

			A timer is `_count`, `_sum` and `_max` in Prometheus, with `_bucket` where it has buckets; so is a distribution.

			| Meter | Prometheus | Type | Unit | Labels | Meaning |
			| --- | --- | --- | --- | --- | --- |
			""";

	@TempDir
	private static Path directory;

	@Test
	void tableSaysWhatTheMetersSay() throws IOException {
		SortedMap<String, Row> rows = rows();
		assertThat(rows).containsKeys("http.server.requests", "fanlight.entry", "jdbc.query", "shop.orders",
				"jvm.memory.used", "fanlight.delivery.delivered", "fanlight.delivery.breaker",
				"fanlight.logging.sink.lines", "fanlight.alerts.messages");
		assertThat(rows.values()).filteredOn((row) -> row.meaning().isBlank()).extracting(Row::meter).isEmpty();
		if (Boolean.getBoolean("fanlight.docs.write")) {
			Files.writeString(TABLE,
					HEAD + rows.values().stream().map((row) -> row.line() + '\n').collect(Collectors.joining()));
		}
		Map<String, Row> written = Files.readAllLines(TABLE)
			.stream()
			.filter((line) -> line.startsWith("| `"))
			.map(Row::of)
			.collect(Collectors.toMap(Row::meter, (row) -> row));
		// What a run did not come to measure may stand in the table all the same
		assertThat(rows.values()).allSatisfy((row) -> {
			Row found = written.get(row.meter());
			assertThat(found).as(row.meter()).isNotNull();
			assertThat(found.tags()).containsAll(row.tags());
			assertThat(found.withTags(row.tags())).isEqualTo(row);
		});
	}

	private static SortedMap<String, Row> rows() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ShopApplication.class).run(
				"--server.port=0", "--shop.traffic.rate=20", "--fanlight.endpoints.token=0123456789abcdef",
				"--fanlight.request-token.key=0123456789abcdef0123456789abcdef",
				"--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:1/v1/traces",
				"--fanlight.delivery.spool.directory=" + directory, "--fanlight.alerts.directory=" + directory,
				"--fanlight.alerts.channels.log.type=log", "--fanlight.logging.sinks.async.enabled=true",
				"--fanlight.metrics.cardinality.tags[payment_method]=1")) {
			String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			RestClient.create(url).get().uri("/nowhere").exchange((request, response) -> response.getStatusCode());
			assertThatThrownBy(() -> new JdbcTemplate(context.getBean(DataSource.class)).execute("select nothing"))
				.isInstanceOf(DataAccessException.class);
			System.gc();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().atMost(Duration.ofSeconds(30))
				.until(() -> registry.find("fanlight.entry").tag("kind", "scheduled").timer() != null
						&& registry.find("fanlight.entry").tag("kind", "async").timer() != null
						&& registry.find("http.client.requests").timer() != null
						&& registry.find("shop.orders").counter() != null
						&& registry.find("fanlight.cardinality.folded").functionCounter() != null
						&& registry.find("db.client.errors").counter() != null
						&& registry.find("jvm.gc.pause").timer() != null);
			NamingConvention convention = context.getBean(PrometheusMeterRegistry.class).config().namingConvention();
			List<Meter> meters = registry.getMeters();
			String scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
			SortedMap<String, Row> rows = new TreeMap<>();
			for (Meter meter : meters) {
				Row row = Row.of(meter.getId(), convention);
				if (scrape.contains("# TYPE " + row.prometheus() + "_info ")) {
					row = row.info();
				}
				assertThat(scrape).contains("# TYPE " + row.prometheus() + ' ');
				rows.merge(row.meter(), row, Row::and);
			}
			return rows;
		}
	}

	/**
	 * One row of the table.
	 */
	private record Row(String meter, String prometheus, String type, String unit, SortedSet<String> tags,
			String meaning) {

		static Row of(Meter.Id id, NamingConvention convention) {
			String name = convention.name(id.getName(), id.getType(), id.getBaseUnit());
			boolean counter = id.getType() == Meter.Type.COUNTER;
			String unit = switch (id.getType()) {
				case TIMER, LONG_TASK_TIMER -> "seconds";
				default -> (id.getBaseUnit() != null) ? id.getBaseUnit() : "";
			};
			return new Row(id.getName(), (counter && !name.endsWith("_total")) ? name + "_total" : name,
					id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '), unit,
					id.getTags()
						.stream()
						.map(Tag::getKey)
						.map(convention::tagKey)
						.collect(Collectors.toCollection(TreeSet::new)),
					(id.getDescription() != null) ? id.getDescription().replace('|', '/').strip() : "");
		}

		static Row of(String line) {
			List<String> cells = Arrays.stream(line.split("\\|", -1))
				.map((cell) -> cell.strip().replace("`", ""))
				.toList();
			Set<String> tags = cells.get(5).isEmpty() ? Set.of() : Set.of(cells.get(5).split(", "));
			return new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4), new TreeSet<>(tags), cells.get(6));
		}

		Row and(Row other) {
			SortedSet<String> all = new TreeSet<>(this.tags);
			all.addAll(other.tags);
			return withTags(all);
		}

		Row withTags(SortedSet<String> tags) {
			return new Row(this.meter, this.prometheus, this.type, this.unit, tags, this.meaning);
		}

		/** The scrape puts back what the convention takes away. */
		Row info() {
			return new Row(this.meter, this.prometheus + "_info", this.type, this.unit, this.tags, this.meaning);
		}

		String line() {
			return "| `" + this.meter + "` | `" + this.prometheus + "` | " + this.type + " | " + this.unit + " | "
					+ this.tags.stream().map((tag) -> '`' + tag + '`').collect(Collectors.joining(", ")) + " | "
					+ this.meaning.replace("`", "") + " |";
		}

	}

}
