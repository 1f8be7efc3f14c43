package dev.fanlight.autoconfigure.logging;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names and levels of jobs, messages and calls that cannot be meant are reported.
 */
class WorkNamesCheckTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					jobs.exclude=Poller.poll, poller                  | jobs.exclude[1]                  | class and method
					jobs.levels[Poller.poll]=loud                     | jobs.levels[Poller.poll]         | trace, debug, info
					jobs.levels.Poller.poll=loud                      | jobs.levels[Poller.poll]         | trace, debug, info
					jobs.levels.poller=off                            | jobs.levels[poller]              | class and method
					jobs.levels.Poller.*=off                          | jobs.levels.Poller.*             | [Poller.*]
					messages.exclude=orders,,returns                  | messages.exclude[1]              | destination
					messages.levels[ ]=off                            | messages.levels[ ]               | destination
					messages.levels.orders*=off                       | messages.levels.orders*          | [orders*]
					calls.exclude[0]=http://payments/charges          | calls.exclude[0]                 | not scheme
					calls.exclude=payments:8080/charges               | calls.exclude[0]                 | not scheme
					calls.levels.404=off                              | calls.levels[404]                | status
					calls.levels.payments/charges/{id}=off            | calls.levels.payments/charges/{id} | [payments/charges/{id}]
					""")
	void mistakeIsTold(String setting, String key, String fix) {
		assertThat(mistakes(setting)).singleElement().satisfies((mistake) -> {
			assertThat(mistake.key()).isEqualTo("fanlight.logging." + key);
			assertThat(mistake.fix()).contains(fix);
		});
	}

	@Test
	void whatCanBeMeantIsNoMistake() {
		assertThat(mistakes("jobs.exclude=Poller.poll,*Cleaner*,shop.Poller$Inner.poll", "jobs.levels[Poller.poll]=off",
				"jobs.levels.Poller.push=false", "jobs.levels[*]=Debug", "messages.exclude=orders,*",
				"messages.levels.orders-eu_1.dlq=warn", "messages.levels[a/b]=error",
				"calls.exclude=payments,payments/charges/{id}:cancel,[::1]/x,127.0.0.1/*",
				"calls.levels[payments/charges/{id}]=trace", "calls.levels[localhost]=fatal"))
			.isEmpty();
		assertThat(mistakes()).isEmpty();
	}

	private static List<Mistake> mistakes(String... settings) {
		MockEnvironment environment = new MockEnvironment();
		for (String setting : settings) {
			int end = setting.indexOf('=');
			environment.setProperty("fanlight.logging." + setting.substring(0, end), setting.substring(end + 1));
		}
		List<Mistake> mistakes = new ArrayList<>();
		new WorkNamesCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
