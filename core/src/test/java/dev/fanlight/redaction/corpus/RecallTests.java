package dev.fanlight.redaction.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import dev.fanlight.redaction.DetectorGroup;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

import static org.assertj.core.api.Assertions.assertThat;

/** How good the engine is: the bars are the project's own, the tables go to the docs. */
class RecallTests {

	private static final long SEED = 20261121;

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final Redactor personal = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());

	@Test
	void secretsAndFinancialDataAreFoundAndNothingElse() throws IOException {
		meetsTheBars(judged("default", this.redactor, Corpus.lines(SEED, 6000), Corpus.lookAlikes(SEED, 4000)));
	}

	@Test
	void personalDataIsFoundOnceItsGroupIsOn() throws IOException {
		meetsTheBars(judged("personal", this.personal, Corpus.personal(SEED, 2000)));
	}

	@Test
	void anotherCorpusOfOtherShapesIsHandledAsWell() throws IOException {
		meetsTheBars(judged("holdout", this.redactor, holdout(false)));
	}

	@Test
	void tokensOfVendorsNobodyNamedAreMostlyFound() throws IOException {
		Scorer scorer = judged("holdout-vendors", this.redactor, holdout(true));
		assertThat(scorer.leaking(false)).as("unnamed vendors missed").isLessThanOrEqualTo(10);
	}

	private static List<Line> holdout(boolean vendors) {
		return Holdout.lines(SEED, 2000).stream().filter((line) -> line.kind().equals("vendor") == vendors).toList();
	}

	@Test
	void valuesAreRedactedByTheirKeyAndByWhatTheyLookLike() throws IOException {
		Scorer scorer = new Scorer(UnaryOperator.identity());
		for (Entry entry : Corpus.entries(SEED, 3000)) {
			scorer.judge(entry.line(), this.redactor.redact(entry.key(), entry.line().text(), Exit.SPAN));
		}
		meetsTheBars(reported("entries", scorer));
	}

	@Test
	void redactingTwiceChangesNothing() {
		for (Line line : Corpus.lines(SEED + 1, 3000)) {
			String once = this.redactor.redact(line.text(), Exit.LOG);
			assertThat(this.redactor.redact(once, Exit.LOG)).as(line.text()).isEqualTo(once);
		}
	}

	private static void meetsTheBars(Scorer scorer) {
		assertThat(scorer.missed()).isEmpty();
	}

	@SafeVarargs
	private static Scorer judged(String name, Redactor redactor, List<Line>... lines) throws IOException {
		Scorer scorer = new Scorer((text) -> redactor.redact(text, Exit.LOG));
		for (List<Line> some : lines) {
			scorer.judge(some);
		}
		return reported(name, scorer);
	}

	private static Scorer reported(String name, Scorer scorer) throws IOException {
		StringBuilder report = new StringBuilder(scorer.table());
		scorer.failures().forEach((failure) -> report.append('\n').append(failure));
		Files.writeString(Path.of("target", "recall-" + name + ".md"), report);
		return scorer;
	}

}
