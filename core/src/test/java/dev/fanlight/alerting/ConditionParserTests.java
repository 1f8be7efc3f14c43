package dev.fanlight.alerting;

import java.time.Duration;
import java.util.Map;

import dev.fanlight.alerting.Condition.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The language of {@code when}.
 */
class ConditionParserTests {

	private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			error-rate > 5%                                     | ERROR_RATE   | true  | false | 0.05
			error-rate>=0.05                                    | ERROR_RATE   | true  | true  | 0.05
			availability < 99.9%                                | AVAILABILITY | false | false | 0.999
			p99 > 2s                                            | PERCENTILE   | true  | false | 2
			p95 > 500ms                                         | PERCENTILE   | true  | false | 0.5
			burn-rate(checkout) > 14.4                          | READING      | true  | false | 14.4
			errors.new > 0                                      | READING      | true  | false | 0
			rate(orders.created{method=card}) < 1/m             | RATE         | false | false | 0.016666666666666666
			rate( orders.created ) <= 2                         | RATE         | false | true  | 2
			count(orders.failed) > 3                            | COUNT        | true  | false | 3
			value(queue.size{name="a, b)", kind=x }) > 100      | VALUE        | true  | false | 100
			value(disk.used) > 90%                              | VALUE        | true  | false | 0.9
			""")
	void comparisonIsRead(String text, Kind kind, boolean above, boolean inclusive, double threshold) {
		Condition condition = parse(text);
		assertThat(condition)
			.extracting(Condition::kind, Condition::above, Condition::inclusive, Condition::threshold,
					Condition::window, Condition::text)
			.containsExactly(kind, above, inclusive, threshold, FIVE_MINUTES, text);
	}

	@Test
	void namesAreRead() {
		assertThat(parse("p999 > 2s").percentile()).isEqualTo(0.999);
		assertThat(parse("burn-rate(checkout) > 1").subject()).isEqualTo("checkout");
		assertThat(parse("burn-rate > 1").subject()).isNull();
		assertThat(parse("value(queue.size{name=\"a, b)\", kind=x }) > 100").meter())
			.isEqualTo(new MeterQuery("queue.size", Map.of("name", "a, b)", "kind", "x")));
		assertThat(parse("job(InventoryJob.count) missed").name()).isEqualTo("InventoryJob.count");
	}

	@Test
	void windowsAreRead() {
		assertThat(parse("error-rate > 5% over 90s").window()).isEqualTo(Duration.ofSeconds(90));
		assertThat(parse("count(orders) stopped over 1h")).extracting(Condition::kind, Condition::window)
			.containsExactly(Kind.STOPPED, Duration.ofHours(1));
		assertThat(parse("count(orders) stopped").window()).isEqualTo(FIVE_MINUTES);
		assertThat(parse("job(a) missed").window()).isEqualTo(Duration.ofMinutes(1));
		assertThat(parse("job(a) missed over 10m").window()).isEqualTo(Duration.ofMinutes(10));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                                  | 1  | begin with what is judged
			> 5%                                | 1  | begin with what is judged
			error-rate                          | 11 | compare with
			error-rate = 5%                     | 12 | compare with
			error-rate > five                   | 14 | be a number here
			error-rate > 500%                   | 14 | between 0% and 100%
			error-rate > 5requests              | 14 | a number or a percentage
			error-rate(POST /orders) > 5%       | 11 | the key route of the rule
			error-rate > 5% over 1d             | 22 | a duration with a unit
			error-rate > 5% over 7h             | 22 | at most 6h
			error-rate > 5% over 0s             | 22 | at most 6h
			error-rate > 5% for 5m              | 17 | go on with a window
			error-rate > 5% over 5m please      | 25 | end after the window
			p99 > 2                             | 7  | a duration with a unit
			rate orders > 1/m                   | 5  | name the meter in brackets
			rate(orders > 1/m                   | 13 | close the bracket
			rate(orders{a=b > 1/m               | 22 | close the tags
			rate(orders{a}) > 1/m               | 14 | a value with =
			rate(orders{a="b}) > 1/m            | 15 | close the quotes
			rate(orders) > 1/d                  | 16 | a number per time
			value(queue) > 5 over 5m            | 18 | not of a window
			job() missed                        | 5  | name the job
			job(a) late                         | 8  | end with missed
			burn-rate() > 1                     | 11 | what it is about
			Error-Rate > 5%                     | 1  | lower case
			""")
	void nonsenseIsRefusedWhereItBegins(String text, int position, String message) {
		assertThatExceptionOfType(ConditionException.class).isThrownBy(() -> parse(text))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.position()).isEqualTo(position));
	}

	private static Condition parse(String text) {
		return Condition.parse(text, FIVE_MINUTES);
	}

}
