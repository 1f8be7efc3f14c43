package dev.fanlight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Scorer;

import static org.assertj.core.api.Assertions.assertThat;

/** A rival that found nothing would be easy to beat. */
@Tag("one-jdk")
class RivalTests {

	private static final int LINES = 1200;

	@Test
	void theChainFindsWhatTheEngineIsMeasuredOn() throws IOException {
		Scorer chain = judge("chain", Rivals.chain());
		assertThat(chain.leaking(false)).isLessThan(15);
	}

	@Test
	void gatesAndTheLinearEngineFindTheSame() throws IOException {
		double chain = judge("chain", Rivals.chain()).leaking(false);
		assertThat(judge("gated", Rivals.gated()).leaking(false)).isEqualTo(chain);
		assertThat(judge("re2j", Rivals.re2j()).leaking(false)).isBetween(chain - 5, chain + 1);
	}

	@Test
	void twentyMasksFindLess() throws IOException {
		JsonMapper json = new JsonMapper();
		UnaryOperator<String> logstash = Rivals.logstash(20);
		Scorer scorer = judge("logstash20", (text) -> json.readTree(logstash.apply(text)).get("message").asString());
		assertThat(scorer.leaking(false)).isLessThan(40);
	}

	private static Scorer judge(String name, UnaryOperator<String> rival) throws IOException {
		Scorer scorer = new Scorer(rival).judge(Corpus.lines(11, LINES)).judge(Corpus.lookAlikes(11, LINES));
		StringBuilder report = new StringBuilder(scorer.table());
		scorer.failures().forEach((failure) -> report.append('\n').append(failure));
		Files.writeString(Path.of("target", "recall-" + name + ".md"), report);
		return scorer;
	}

}
