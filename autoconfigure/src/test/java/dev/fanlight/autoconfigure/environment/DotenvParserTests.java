package dev.fanlight.autoconfigure.environment;

import java.time.Duration;
import java.util.Random;

import dev.fanlight.autoconfigure.environment.DotenvParser.Dotenv;
import dev.fanlight.autoconfigure.environment.DotenvParser.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class DotenvParserTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false,
			value = { "A=b|b", "A = b |b", "export A=b|b", "export\tA=b|b", "  A=b|b", "A=b c|b c", "A=b # comment|b",
					"A=b#c|b#c", "A=#c|#c", "A= # comment|``", "A=|``", "A='b # c' # comment|b # c",
					"A=\"b # c\"|b # c", "A='b\\n'|b\\n", "A=\"b\\\"c\\\\d\\$e\"|b\"c\\d$e", "A=\"\\q\"|\\q",
					"A=b=c|b=c", "A=b\"c\"|b\"c\"", "A=${B}|${B}", "A=''|``", "A=grün|grün" })
	void readsValue(String line, String value) {
		Dotenv dotenv = DotenvParser.parse(line);
		assertThat(dotenv.malformed()).isEmpty();
		assertThat(dotenv.entries()).extracting(Entry::name, Entry::value).containsExactly(tuple("A", value));
	}

	@Test
	void readsEscapedAndRealLineBreaks() {
		assertThat(DotenvParser.parse("A=\"one\\ntwo\\tthree\"").entries().get(0).value()).isEqualTo("one\ntwo\tthree");
		Dotenv dotenv = DotenvParser.parse("A='one\ntwo'\r\nB=c");
		assertThat(dotenv.entries()).containsExactly(new Entry("A", "one\ntwo", 1, 3), new Entry("B", "c", 3, 3));
	}

	@Test
	void takesByteOrderMarkBlankLinesCommentsAndAllLineEndings() {
		Dotenv dotenv = DotenvParser.parse("\uFEFF# first\r\nA=b\r\n\r\n  # second\rC=d\n\n");
		assertThat(dotenv.malformed()).isEmpty();
		assertThat(dotenv.entries()).containsExactly(new Entry("A", "b", 2, 3), new Entry("C", "d", 5, 3));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "A", "=b", "1A=b", "A B=c", "A='b", "A=\"b", "A='b'c", "A=\"b\\\"", "export", "ä=b", "[A]=b" })
	void reportsMalformedLineAndReadsTheOthers(String line) {
		Dotenv dotenv = DotenvParser.parse("X=1\n" + line + "\nY=2\n");
		assertThat(dotenv.malformed()).containsExactly(2);
		assertThat(dotenv.entries()).containsExactly(new Entry("X", "1", 1, 3), new Entry("Y", "2", 3, 3));
	}

	@Test
	void neverThrowsAndKeepsLineNumbersWithinTheText() {
		Random random = new Random(42);
		String alphabet = "AB_9.=='\"\"\\\\#$ \t\n\n\r\uFEFFexport\0ä\uD83D{}";
		for (int round = 0; round < 50_000; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(40); i > 0; i--) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			assertThatNoException().as(text::toString).isThrownBy(() -> {
				Dotenv dotenv = DotenvParser.parse(text.toString());
				long lines = text.chars().filter((c) -> c == '\n' || c == '\r').count() + 1;
				assertThat(dotenv.malformed()).allSatisfy((line) -> assertThat(line.longValue()).isBetween(1L, lines));
				assertThat(dotenv.malformed()).isSorted().doesNotHaveDuplicates();
				assertThat(dotenv.entries())
					.allSatisfy((entry) -> assertThat((long) entry.line()).isBetween(1L, lines));
			});
		}
	}

	@Test
	void readsTheLargestFileInAMomentWhateverStandsInIt() {
		for (String line : new String[] { "A=\"\n", "A='\\\n", "A=\"x\"y\n", "A=b # c\n", "'\n\"\n" }) {
			String text = line.repeat(1024 * 1024 / line.length());
			assertTimeoutPreemptively(Duration.ofSeconds(10), () -> DotenvParser.parse(text));
		}
		assertThatCode(() -> DotenvParser.parse("\\".repeat(1024 * 1024))).doesNotThrowAnyException();
	}

}
