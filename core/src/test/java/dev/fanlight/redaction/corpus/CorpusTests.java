package dev.fanlight.redaction.corpus;

import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The adversary and the judge themselves. */
class CorpusTests {

	@Test
	void theSameSeedGivesTheSameLines() {
		assertThat(Corpus.lines(7, 500)).isEqualTo(Corpus.lines(7, 500)).isNotEqualTo(Corpus.lines(8, 500));
	}

	@Test
	void checkDigitsOfPublishedNumbersAreReproduced() {
		assertThat(Finance.luhn("411111111111111")).isEqualTo(1);
		assertThat(Finance.luhn("37828224631000")).isEqualTo(5);
		assertThat(Finance.numeric("370400440532013000" + "DE" + "89").mod(BigInteger.valueOf(97))).isEqualTo(1);
		assertThat(Tokens.base62(Tokens.crc32("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ"), 6)).isEqualTo("0mLq17");
	}

	@Test
	void everyCardAndAccountIsValid() {
		Rng rng = new Rng(1);
		for (int i = 0; i < 2000; i++) {
			String pan = Finance.pan(rng, i % Finance.cardBrands());
			assertThat(Finance.luhn(pan.substring(0, pan.length() - 1))).isEqualTo(pan.charAt(pan.length() - 1) - '0');
			String iban = Finance.iban(rng);
			assertThat(Finance.numeric(iban.substring(4) + iban.substring(0, 4)).mod(BigInteger.valueOf(97)))
				.isEqualTo(1);
		}
	}

	@Test
	void everySecretStandsWhereItsSpanSays() {
		for (Line line : Corpus.lines(1, 3000)) {
			assertThat(line.lookAlike()).as(line.text()).isFalse();
			assertThat(line.secrets()).allSatisfy((secret) -> assertThat(line.text()).contains(secret));
		}
		assertThat(Corpus.lookAlikes(1, 1000)).allMatch(Line::lookAlike);
	}

	@Test
	void anExitThatChangesNothingLeaksEverythingAndDamagesNothing() {
		Scorer scorer = judge(UnaryOperator.identity());
		assertThat(scorer.leaking(false)).isEqualTo(100);
		assertThat(scorer.leaking(true)).isEqualTo(100);
		assertThat(scorer.damaged(false)).isZero();
		assertThat(scorer.contextKept()).isEqualTo(100);
	}

	@Test
	void anExitThatSwallowsEverythingLeaksNothingAndKeepsNothing() {
		Scorer scorer = judge((text) -> "[REDACTED:error]");
		assertThat(scorer.leaking(false)).isZero();
		assertThat(scorer.damaged(true)).isEqualTo(100);
		assertThat(scorer.contextKept()).isLessThan(5);
	}

	@Test
	void aTailOfEightCharactersIsALeakAndAShorterOneIsNot() {
		Line line = new Draft().text("token=")
			.secret("abcdefghijklmnopqrst")
			.text(" n=1")
			.line("kv", "", false, Group.SECRETS);
		assertThat(new Scorer((text) -> "token=[REDACTED:kv]mnopqrst n=1").judge(List.of(line)).leaking(false))
			.isEqualTo(100);
		assertThat(new Scorer((text) -> "token=[REDACTED:kv]nopqrst n=1").judge(List.of(line)).leaking(false)).isZero();
	}

	@Test
	void lostContextIsCounted() {
		Line line = new Draft().text("0123456789")
			.secret("secret")
			.text("0123456789")
			.line("kv", "", false, Group.SECRETS);
		assertThat(new Scorer((text) -> "0123456789[REDACTED:kv]56789").judge(List.of(line)).contextKept())
			.isEqualTo(75, org.assertj.core.data.Offset.offset(2.0));
	}

	private static Scorer judge(UnaryOperator<String> exit) {
		return new Scorer(exit).judge(Corpus.lines(3, 1500)).judge(Corpus.lookAlikes(3, 500));
	}

}
