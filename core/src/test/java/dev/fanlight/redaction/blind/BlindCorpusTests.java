package dev.fanlight.redaction.blind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.fanlight.redaction.DetectorGroup;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bars of the engine on lines that were not written with it in mind.
 */
class BlindCorpusTests {

	private static final long SEED = 20261126;

	private final Redactor redactor = Redactor.of(RedactionPolicy.defaults());

	private final Redactor personal = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());

	@Test
	void secretsAreFoundAndNothingElse() throws IOException {
		meetsTheBars(judged("blind", this.redactor, BlindCorpus.lines(SEED), BlindCorpus.lookAlikes(SEED)));
	}

	@Test
	void personalDataIsFoundOnceItsGroupIsOn() throws IOException {
		meetsTheBars(judged("blind-personal", this.personal, BlindCorpus.personal(SEED), List.of()));
	}

	@Test
	void shapesNobodyPromisedAreMeasured() throws IOException {
		assertThat(judged("blind-stretch", this.redactor, BlindCorpus.stretch(SEED), List.of()).leaking(true))
			.isLessThan(60);
	}

	@Test
	void everyLineHasASecretOrNone() {
		Set<String> secretless = new HashSet<>();
		BlindCorpus.lines(SEED).stream().filter(Line::lookAlike).map(Line::variant).forEach(secretless::add);
		assertThat(secretless).isEmpty();
		assertThat(BlindCorpus.lookAlikes(SEED)).allMatch(Line::lookAlike);
		assertThat(BlindCorpus.lines(SEED)).isEqualTo(BlindCorpus.lines(SEED)).hasSizeGreaterThan(3000);
	}

	private static void meetsTheBars(Scorer scorer) {
		assertThat(scorer.missed()).isEmpty();
	}

	private static Scorer judged(String name, Redactor redactor, List<Line> first, List<Line> more) throws IOException {
		Scorer scorer = new Scorer((text) -> redactor.redact(text, Exit.LOG)).judge(first).judge(more);
		StringBuilder report = new StringBuilder(scorer.table());
		scorer.failures().forEach((failure) -> report.append('\n').append(failure));
		Files.writeString(Path.of("target", "recall-" + name + ".md"), report);
		return scorer;
	}

}
