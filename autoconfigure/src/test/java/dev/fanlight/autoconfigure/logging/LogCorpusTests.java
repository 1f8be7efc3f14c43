package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Line;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ordinary lines of both corpora leave a real application: as message, argument,
 * key-value, MDC entry, message of an exception and Boot's report of a failed start.
 */
@Tag("one-jdk")
@ExtendWith(OutputCaptureExtension.class)
class LogCorpusTests {

	private static final int PER_KIND = 3;

	/** Characters in a row that give a secret away. */
	private static final int GRAM = 8;

	private static final String MARK = "line number ";

	private static final Pattern MASK = Pattern.compile("\\[REDACTED:[a-z0-9-]+]");

	private final List<Line> lines = sample();

	@TempDir
	Path directory;

	@AfterEach
	void forgetTheFormats() {
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.logging.format=json", "logging.structured.format.console=ecs" })
	void noJsonLineLeaks(String setting, CapturedOutput output) {
		log("--" + setting);
		assertThat(leaks(decoded(output.getOut()))).isEmpty();
	}

	@Test
	void noFileOfTheUsersOwnConfigurationLeaks() throws IOException {
		assertThat(leaks(file())).isEmpty();
	}

	@Test
	void withoutRedactionAlmostEveryLineWouldLeak() throws IOException {
		assertThat(leaks(file("--fanlight.redaction.enabled=false")).size()).isGreaterThan(this.lines.size() * 9 / 10);
	}

	private String file(String... arguments) throws IOException {
		Path file = this.directory.resolve("application.log");
		Path configuration = Files.writeString(this.directory.resolve("logback-spring.xml"), """
				<configuration>
					<appender name="FILE" class="ch.qos.logback.core.FileAppender">
						<file>%s</file>
						<encoder><pattern>%%d %%p %%c %%kvp %%X - %%m%%n%%ex</pattern></encoder>
					</appender>
					<root level="info"><appender-ref ref="FILE"/></root>
				</configuration>""".formatted(file));
		log(Stream.concat(Stream.of(arguments), Stream.of("--logging.config=" + configuration.toUri()))
			.toArray(String[]::new));
		((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
		return Files.readString(file);
	}

	private void log(String... arguments) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Empty.class)
			.web(WebApplicationType.NONE)
			.run(arguments)) {
			Logger logger = LoggerFactory.getLogger("shop.Orders");
			FailureAnalysisReporter analyses = new LoggingFailureAnalysisReporter();
			for (int n = 0; n < this.lines.size(); n++) {
				String text = this.lines.get(n).text();
				logger.info(MARK + n + ';');
				logger.info(text);
				MDC.put("note", text);
				logger.atInfo().addKeyValue("note", text).log("got {}", text);
				MDC.remove("note");
				logger.error("failed", new IllegalStateException(text));
				analyses.report(new FailureAnalysis(text, "Change " + text, null));
			}
		}
	}

	private List<String> leaks(String output) {
		List<String> leaks = new ArrayList<>();
		int end = output.indexOf(MARK + "0;");
		for (int n = 0; n < this.lines.size(); n++) {
			int start = end;
			end = (n + 1 < this.lines.size()) ? output.indexOf(MARK + (n + 1) + ';') : output.length();
			assertThat(start).as("line %s", n).isNotNegative().isLessThan(end);
			Line line = this.lines.get(n);
			if (leaks(line, output.substring(start, end))) {
				leaks.add(line.variant() + ": " + line.text());
			}
		}
		return leaks;
	}

	private static boolean leaks(Line line, String written) {
		String section = MASK.matcher(written).replaceAll("\0");
		String context = line.text();
		for (String secret : line.secrets()) {
			context = context.replace(secret, "\0");
		}
		for (String secret : line.secrets()) {
			for (int i = 0; i + GRAM <= secret.length(); i++) {
				String gram = secret.substring(i, i + GRAM);
				if (!context.contains(gram) && section.contains(gram)) {
					return true;
				}
			}
		}
		return false;
	}

	/** The texts of JSON lines, one to a line. */
	private static String decoded(String output) {
		return output.lines()
			.filter((line) -> line.startsWith("{"))
			.map(JsonMapper.shared()::readTree)
			.flatMap(LogCorpusTests::texts)
			.collect(Collectors.joining("\n"));
	}

	private static Stream<String> texts(JsonNode node) {
		return node.isContainer() ? node.valueStream().flatMap(LogCorpusTests::texts) : Stream.of(node.asString());
	}

	private static List<Line> sample() {
		Map<String, Integer> seen = new HashMap<>();
		return Stream.concat(Corpus.lines(17, 1500).stream(), BlindCorpus.lines(17).stream())
			.filter((line) -> !line.hard() && line.secrets().stream().anyMatch((secret) -> secret.length() >= GRAM))
			.filter((line) -> seen.merge(line.kind(), 1, Integer::sum) <= PER_KIND)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
