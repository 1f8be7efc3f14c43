package dev.fanlight.metrics;

import java.util.List;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Entry;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The corpus through tag values and key-values, with the bars of the engine.
 */
@Tag("one-jdk")
class RedactingCorpusTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	@ParameterizedTest
	@EnumSource
	void keepsTheBarsOfTheEngine(Place place) {
		Scorer scorer = new Scorer((text) -> place.leave("note", text)).judge(Corpus.lines(12, 1500))
			.judge(Corpus.lookAlikes(12, 600))
			.judge(BlindCorpus.lines(12))
			.judge(BlindCorpus.lookAlikes(12));
		assertThat(scorer.missed()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void keepsTheBarsOfTheEngineByKey(Place place) {
		List<Entry> entries = Corpus.entries(12, 3000);
		Scorer scorer = new Scorer((text) -> text);
		for (Entry entry : entries) {
			Line line = entry.line();
			scorer.judge(line, place.leave(entry.key(), line.text()));
		}
		assertThat(scorer.leaking(false)).as(scorer::table).isZero();
		assertThat(scorer.damaged(false)).as(scorer::table).isLessThanOrEqualTo(0.4);
	}

	enum Place {

		TAG {

			@Override
			String leave(String key, String value) {
				Meter.Id id = new Meter.Id("m", Tags.of(key, value), null, null, Meter.Type.COUNTER);
				return new RedactingMeterFilter(REDACTOR).map(id).getTag(key);
			}

		},
		LOW_CARDINALITY {

			@Override
			String leave(String key, String value) {
				Context context = new Context().addLowCardinalityKeyValue(KeyValue.of(key, value));
				return new RedactingObservationFilter(REDACTOR).map(context).getLowCardinalityKeyValue(key).getValue();
			}

		},
		HIGH_CARDINALITY {

			@Override
			String leave(String key, String value) {
				Context context = new Context().addHighCardinalityKeyValue(KeyValue.of(key, value));
				return new RedactingObservationFilter(REDACTOR).map(context).getHighCardinalityKeyValue(key).getValue();
			}

		};

		abstract String leave(String key, String value);

	}

}
