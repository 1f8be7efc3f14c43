package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Places and what a pass knows ahead, against a slow and obvious reading. */
class ScanTests {

	@Test
	void placesAreTheUnionOfWhatWasFoundInAnyOrder() {
		for (int seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			Scan scan = loaded(".".repeat(200));
			boolean[] found = new boolean[200];
			for (int n = random.nextInt(12); n >= 0; n--) {
				int start = random.nextInt(190);
				int end = start + 1 + random.nextInt(9);
				for (int i = start; i < end; i++) {
					found[i] = true;
				}
				if (random.nextBoolean()) {
					scan.merge(start, end, n);
				}
				else {
					scan.addLater(start, end, n);
				}
			}
			scan.mergeLater();
			boolean[] places = new boolean[200];
			for (int n = 0; n < scan.count; n++) {
				assertThat(scan.start(n)).isLessThan(scan.end(n));
				assertThat(n == 0 || scan.end(n - 1) <= scan.start(n)).isTrue();
				for (int i = scan.start(n); i < scan.end(n); i++) {
					places[i] = true;
				}
			}
			assertThat(places).as("seed " + seed).isEqualTo(found);
		}
	}

	@ParameterizedTest
	@CsvSource({ "10-20 5-25, 5-25:1", "5-25 10-20, 5-25:0", "10-20 10-20, 10-20:0", "10-20 15-25, 10-25:1",
			"10-20 20-30, 10-20:0 20-30:1", "20-30 10-20, 10-20:1 20-30:0", "10-20 10-25, 10-25:1",
			"10-25 10-20, 10-25:0", "10-20 5-20, 5-20:1", "5-20 10-20, 5-20:0", "1-4 6-9 2-8, 1-9:2",
			"1-4 6-9 12-15 6-9, 1-4:0 6-9:1 12-15:2" })
	void theOutermostOfTwoPlacesWins(String given, String expected) {
		Scan scan = loaded(".".repeat(40));
		String[] places = given.split(" ");
		for (int n = 0; n < places.length; n++) {
			String[] ends = places[n].split("-");
			scan.merge(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]), n);
		}
		assertThat(String.join(" ",
				IntStream.range(0, scan.count)
					.mapToObj((n) -> scan.start(n) + "-" + scan.end(n) + ":" + scan.detector(n))
					.toList()))
			.isEqualTo(expected);
	}

	@Test
	void placesInOrderAreCutWhereTheLastEnded() {
		Scan scan = loaded(".".repeat(4000));
		assertThat(scan.lastEnd()).isZero();
		scan.add(0, 0, 9, 0);
		for (int n = 0; n < 100; n++) {
			scan.add(n * 10, n * 10 + 12, n, n + 1);
			scan.add(n * 10 + 3, n * 10 + 12, 999, 0);
			assertThat(scan.lastEnd()).isEqualTo(n * 10 + 12);
		}
		assertThat(scan.count).isEqualTo(100);
		for (int n = 0; n < 100; n++) {
			assertThat(scan.start(n)).isEqualTo((n == 0) ? 0 : n * 10 + 2);
			assertThat(scan.end(n)).isEqualTo(n * 10 + 12);
			assertThat(scan.detector(n)).isEqualTo(n);
			assertThat(scan.form(n)).isEqualTo(n + 1);
		}
	}

	@Test
	void asManyPlacesAsThereAreMayLieAhead() {
		Scan scan = loaded(".".repeat(4000));
		for (int n = 99; n >= 0; n--) {
			scan.addLater(n * 10, n * 10 + 5, n);
		}
		scan.mergeLater();
		scan.mergeLater();
		assertThat(IntStream.range(0, scan.count).map(scan::detector)).containsExactlyElementsOf(numbers(100));
	}

	@ParameterizedTest
	@EnumSource
	void aRunIsWhatALoopFindsWhereverItIsAskedFor(Alphabet alphabet) {
		String characters = "09afgzAFGZ27_-+/=.~:|% \u00e9";
		Random random = new Random(alphabet.ordinal());
		StringBuilder text = new StringBuilder();
		for (int n = 0; n < 400; n++) {
			text.append(characters.charAt(random.nextInt(characters.length())));
			text.append("a2A0".repeat(random.nextInt(3)));
		}
		Scan scan = loaded(text.toString());
		for (int n = 0; n < 2000; n++) {
			int from = random.nextInt(text.length());
			int end = from;
			while (end < text.length() && alphabet.has(text.charAt(end))) {
				end++;
			}
			assertThat(scan.run(alphabet, from)).isEqualTo(end);
			assertThat(scan.run(alphabet, Math.min(from + 1, end))).isEqualTo(end);
		}
	}

	/** A cache would not be one if it read again: the text is changed behind its back. */
	@Test
	void aRunIsReadOnceAndForgottenWithItsText() {
		Scan scan = loaded("abcdef ghi");
		assertThat(scan.run(Alphabet.ALNUM, 1)).isEqualTo(6);
		scan.buf[3] = ' ';
		assertThat(scan.run(Alphabet.ALNUM, 1)).isEqualTo(6);
		assertThat(scan.run(Alphabet.ALNUM, 6)).isEqualTo(6);
		assertThat(scan.run(Alphabet.ALNUM, 0)).isEqualTo(3);
		scan.load("ab", 2, Exit.LOG, false);
		assertThat(scan.run(Alphabet.ALNUM, 1)).isEqualTo(2);
		assertThat(scan.run(Alphabet.ALNUM, 0)).isEqualTo(2);
	}

	@Test
	void aTailIsKnownByItsEndUntilTheTextIsAnother() {
		Scan scan = loaded("db password value");
		assertThat(scan.tail(17)).isEqualTo(17);
		scan.noteTail(12, 17);
		assertThat(scan.tail(17)).isEqualTo(12);
		assertThat(scan.tail(25)).isEqualTo(25);
		scan.noteTail(20, 25);
		assertThat(scan.tail(17)).isEqualTo(17);
		scan.load("x", 1, Exit.LOG, false);
		assertThat(scan.tail(25)).isEqualTo(25);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "a=1|false", "{a=1|true", "{a}b=1|false", "T(a=1|true", "T[a=1|true", " (a=1|false",
					" [a=1|false", "T({a}b=1|true", "T(({a})b=1|true", "{[a]b=1|true", "{(a=1|false", "){a=1|true",
					"}}{a}b=1|false", "{a;b=1|true", "T_(a=1|true", "é{a=1|true", "{~a=1|true", "T(a) b=1|false" })
	void dumpsAreKnownByTheBracketThatIsOpen(String text, boolean dump) {
		int at = text.indexOf('=');
		assertThat(loaded(text).inDump(at)).isEqualTo(dump);
		Scan twice = loaded(text + " {");
		assertThat(twice.inDump(0)).isFalse();
		twice.inDump(at - 1);
		assertThat(twice.inDump(at)).isEqualTo(dump);
		assertThat(twice.inDump(at)).isEqualTo(dump);
		assertThat(loaded(text + '\n').inDump(text.length() + 1)).isFalse();
		assertThat(loaded(text + '\n').inDump(text.length())).isEqualTo(dump);
	}

	@Test
	void theClosingBracketIsTheNextOnTheLine() {
		Scan scan = loaded("a]b c]\nd]\te");
		int[] expected = { 1, 1, 5, 5, 5, 5, -1, 8, 8, -1, -1 };
		for (int from = 0; from < expected.length; from++) {
			assertThat(scan.closingBracket(from)).as("from " + from).isEqualTo(expected[from]);
			assertThat(scan.closingBracket(from)).as("again from " + from).isEqualTo(expected[from]);
			assertThat(loaded("a]b c]\nd]\te").closingBracket(from)).isEqualTo(expected[from]);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, abc, true", "1, abc, false", "2, cAb, true", "3, Abc, true", "4, bc, true", "5, c, true",
			"5, cd, false", "-1, a, false", "6, a, false", "3, abc, false" })
	void literalsAreComparedWithinTheText(int at, String literal, boolean there) {
		Scan scan = new Scan(100);
		scan.load("abcAbcde", 6, Exit.LOG, false);
		assertThat(scan.at(at, literal)).isEqualTo(there);
		String lower = literal.toLowerCase();
		assertThat(scan.atIgnoreCase(at, lower))
			.isEqualTo(at >= 0 && "abcabc".startsWith(lower, Math.min(at, 6)) && at + lower.length() <= 6);
	}

	@Test
	void nothingStandsBeforeTheText() {
		Scan scan = loaded("ab");
		assertThat(scan.before(0)).isEqualTo('\0');
		assertThat(scan.before(1)).isEqualTo('a');
		assertThat(scan.before(2)).isEqualTo('b');
	}

	private static Scan loaded(String text) {
		Scan scan = new Scan(text.length());
		scan.load(text, text.length(), Exit.LOG, false);
		return scan;
	}

	private static List<Integer> numbers(int end) {
		return new ArrayList<>(IntStream.range(0, end).boxed().toList());
	}

}
