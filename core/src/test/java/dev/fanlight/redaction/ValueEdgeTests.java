package dev.fanlight.redaction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule about keys, separators and values at its edge, on both sides. In the files
 * {@code ¶} stands for the end of a line.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ValueEdgeTests {

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@ParameterizedTest
	@MethodSource
	void valuesThatGo(String text, String expected) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource
	void valuesThatStay(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).isSameAs(text);
	}

	/** What a pass knows of the text ahead is of no use for the next text. */
	@ParameterizedTest
	@ValueSource(strings = { "https://", "eyJ", "arn:", "key=", "curl x", "jdbc:oracle:thin:", "sk-", "((([", "x=[" })
	void nothingIsKeptFromOneTextToTheNext(String start) {
		String before = start + "a".repeat(3000);
		valuesThatGo().map(Arguments::get).forEach((pair) -> {
			this.redactor.redact(before, Exit.LOG);
			assertThat(this.redactor.redact((String) pair[0], Exit.LOG)).isEqualTo(pair[1]);
		});
		this.redactor.redact(before, Exit.LOG);
		assertThat(this.redactor.redact("to postgres://bob:Sw0rdfishX@db/x", Exit.LOG)).doesNotContain("Sw0rdfishX");
	}

	/**
	 * The pass reads blocks of 32 characters, and begins anew in the middle of a text.
	 */
	@Test
	void whereALineStandsDoesNotMatter() {
		Stream.concat(valuesThatGo().map((pair) -> (String) pair.get()[0]), valuesThatStay().stream())
			.forEach((line) -> {
				String redacted = this.redactor.redact("\n" + line, Exit.LOG);
				for (int shift = 0; shift < 32; shift++) {
					String before = ".".repeat(shift);
					assertThat(this.redactor.redact(before + "\n" + line, Exit.LOG)).as(line)
						.isEqualTo(before + redacted);
				}
			});
	}

	static Stream<Arguments> valuesThatGo() {
		List<String> lines = lines("values-that-go.txt");
		return IntStream.range(0, lines.size() / 2)
			.mapToObj((n) -> Arguments.of(lines.get(2 * n), lines.get(2 * n + 1)));
	}

	static List<String> valuesThatStay() {
		return lines("values-that-stay.txt");
	}

	private static List<String> lines(String name) {
		try (var in = ValueEdgeTests.class.getResourceAsStream(name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.replace('¶', '\n'))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
