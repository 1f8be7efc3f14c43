package dev.fanlight.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The first sight of a key may say yes too often, but no only where nothing would be
 * found.
 */
class KeyEndsTests {

	private static final String PARTS = "abkdiyTZ019éЖ密_-.: []\"/\\";

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	@Test
	void whateverTheKeyItIsSeen() {
		Random random = new Random(1);
		for (int n = 0; n < 60; n++) {
			String term = word(random) + " " + word(random);
			KeyTerms terms = new KeyTerms(List.of(term), List.of(), false, false);
			for (String glue : new String[] { " ", "_", "-", ".", "", "__", "[" }) {
				String key = term.replace(" ", glue);
				for (String end : new String[] { "=", ":", "\"=", "\":", "1=", "_22:", "]=" }) {
					assertSeen(terms, "?&{ " + key + end);
					assertSeen(terms, "?&{ " + key.toUpperCase(Locale.ROOT) + end);
				}
			}
		}
	}

	@Test
	void whatIsReadWasPlausible() {
		KeyTerms terms = new KeyTerms(List.of("a b", "kd", "dik", "é密", "b1"), List.of(), true, true);
		Random random = new Random(2);
		Scan scan = new Scan(64);
		for (int n = 0; n < 20_000; n++) {
			StringBuilder text = new StringBuilder("????");
			for (int k = 1 + random.nextInt(6); k > 0; k--) {
				text.append(PARTS.charAt(random.nextInt(PARTS.length())));
			}
			int to = text.length();
			scan.load(text.toString(), to, Exit.LOG, false);
			if (Chars.letter(scan.buf[to - 1]) && terms.read(scan, scan.buf, 0, to) != 0) {
				assertThat(terms.plausible(scan.buf, to)).as(text.toString()).isTrue();
			}
			if (terms.plausible(scan.buf, to)) {
				assertSeen(terms, text + "=");
				assertSeen(terms, text + "\":");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-21T02:", "10.0.3.7:", "offset:", "groupId=", "(total=", "\"event\":" })
	void whatEveryLineHoldsIsNot(String text) {
		KeyTerms terms = new KeyTerms(List.of(), List.of(), true, false);
		String line = "....." + text;
		assertThat(terms.ends().divides((line + "x").toCharArray(), line.length() - 1)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "pw=hunter2x", " pw=hunter2x", "?pw: hunter2x", "\npw%3Dhunter2x", "é pw: hunter2x" })
	void aShortKeyMayBeginTheText(String text) {
		assertThat(this.redactor.redact(text, Exit.LOG)).endsWith("[REDACTED:kv]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "at ::", "jdbc:", "token:" })
	void colonsBeforeAUrlDoNotHideIt(String text) {
		assertThat(this.redactor.redact(text + "://user:hunter2x@host", Exit.LOG))
			.isEqualTo(text + "://user:[REDACTED:url-userinfo]@host");
	}

	private static String word(Random random) {
		StringBuilder word = new StringBuilder();
		for (int k = 2 + random.nextInt(4); k > 0; k--) {
			word.append((char) ('a' + random.nextInt(26)));
		}
		return word.toString();
	}

	private static void assertSeen(KeyTerms terms, String text) {
		if (terms.ends().divides((text + "x").toCharArray(), text.length() - 1) == 0) {
			fail(text);
		}
	}

}
