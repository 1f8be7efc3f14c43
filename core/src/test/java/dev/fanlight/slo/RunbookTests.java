package dev.fanlight.slo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages behind the alerts.
 */
class RunbookTests {

	private static final Path RUNBOOKS = Path.of(System.getProperty("basedir", "")).resolve("../docs/runbooks");

	private static final Pattern QUERY = Pattern.compile("```promql\\n(.*?)```", Pattern.DOTALL);

	@TempDir
	Path directory;

	@Test
	void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
		try (Stream<Path> files = Files.list(RUNBOOKS)) {
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("README.md") && !name.equals("stack.md")))
				.containsExactlyInAnyOrderElementsOf(
						PrometheusRules.alerts().stream().map((alert) -> alert + ".md").toList());
		}
		String list = Files.readString(RUNBOOKS.resolve("README.md"));
		assertThat(PrometheusRules.alerts()).allSatisfy((alert) -> assertThat(list).contains("(" + alert + ".md)"));
	}

	@Test
	void everyPageSaysWhatAPersonNeeds() {
		assertThat(PrometheusRules.alerts())
			.allSatisfy((alert) -> assertThat(page(alert)).startsWith("# " + alert + "\n")
				.contains("\n## Symptom\n", "\n## Impact\n", "\n## Diagnosis\n", "```promql", "\n## Resolution\n\n- "));
	}

	@Test
	void everyQueryCanBeAsked() throws Exception {
		List<Rule> queries = PrometheusRules.alerts()
			.stream()
			.flatMap((alert) -> QUERY.matcher(page(alert)).results())
			.map((MatchResult match) -> Rule.record("x", match.group(1).strip(), Map.of()))
			.toList();
		assertThat(queries).hasSizeGreaterThan(40);
		Files.writeString(this.directory.resolve("queries.yml"), Yaml.of("queries",
				queries.stream().collect(Collectors.groupingBy((query) -> "g" + queries.indexOf(query)))));
		Promtool.accepts(this.directory, "check", "rules", "--lint=none", "queries.yml");
	}

	private static String page(String alert) {
		try {
			return Files.readString(RUNBOOKS.resolve(alert + ".md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
