package dev.fanlight.autoconfigure.redaction;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Entry;
import dev.fanlight.redaction.corpus.Scorer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.web.exchanges.HttpExchange;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * The corpus through what the Actuator shows, with the bars of the engine.
 */
@Tag("one-jdk")
class ActuatorCorpusTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	@ParameterizedTest
	@EnumSource(names = { "PROPERTY", "ANSWER" })
	void keepsTheBarsOfTheEngine(Place place) {
		Scorer scorer = new Scorer((text) -> place.leave("note", text)).judge(Corpus.lines(13, 1500))
			.judge(Corpus.lookAlikes(13, 600))
			.judge(BlindCorpus.lines(13))
			.judge(BlindCorpus.lookAlikes(13));
		assertThat(scorer.missed()).isEmpty();
	}

	@Test
	void keepsTheRecallInTheQueryOfAUrl() {
		Scorer scorer = new Scorer((text) -> Place.QUERY.leave("note", text)).judge(Corpus.lines(13, 1500))
			.judge(Corpus.lookAlikes(13, 600))
			.judge(BlindCorpus.lines(13))
			.judge(BlindCorpus.lookAlikes(13));
		assertThat(scorer.leaking(false)).as(scorer::table).isZero();
		assertThat(scorer.leaking(true)).as(scorer::table).isLessThanOrEqualTo(2);
		// Placeholders and marks are not seen in their encoded form
		assertThat(scorer.damaged(false)).as(scorer::table).isLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "PROPERTY", "ANSWER" })
	void keepsTheBarsOfTheEngineByKey(Place place) {
		Scorer scorer = new Scorer((text) -> text);
		for (Entry entry : Corpus.entries(13, 3000)) {
			scorer.judge(entry.line(), place.leave(entry.key(), entry.line().text()));
		}
		assertThat(scorer.leaking(false)).as(scorer::table).isZero();
		assertThat(scorer.damaged(false)).as(scorer::table).isLessThanOrEqualTo(0.4);
	}

	@Test
	void keepsSecretHeadersOnly() {
		Scorer scorer = new Scorer((text) -> text);
		Corpus.entries(13, 3000)
			.stream()
			.filter((entry) -> !entry.line().lookAlike())
			.forEach((entry) -> scorer.judge(entry.line(), Place.HEADER.leave(entry.key(), entry.line().text())));
		assertThat(scorer.leaking(false)).as(scorer::table).isZero();
		Map.of("Accept", "text/html,*/*;q=0.8", "ETag", "\"33a64df551425fcc55e4d42a148795d9\"", "WWW-Authenticate",
				"Bearer realm=\"shop\"", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
				"Content-Type", "application/json", "User-Agent", "curl/8.5.0", "Content-Length", "4711")
			.forEach((name, value) -> assertThat(Place.HEADER.leave(name, value)).isEqualTo(value));
	}

	enum Place {

		PROPERTY {

			@Override
			String leave(String key, String value) {
				return String.valueOf(new Sanitizer(List.of(new RedactSanitizingFunction(REDACTOR)))
					.sanitize(new SanitizableData(null, key, value), true));
			}

		},
		ANSWER {

			@Override
			String leave(String key, String value) {
				Object answer = new RedactOperationInvokerAdvisor(REDACTOR, UnaryOperator.identity())
					.apply(EndpointId.of("own"), OperationType.READ, mock(), (context) -> Map.of(key, value))
					.invoke(mock());
				return String.valueOf(((Map<?, ?>) answer).get(key));
			}

		},
		HEADER {

			@Override
			String leave(String key, String value) {
				InMemoryHttpExchangeRepository repository = new InMemoryHttpExchangeRepository();
				new RedactHttpExchangeRepository(repository, REDACTOR).add(new HttpExchange(Instant.EPOCH,
						new HttpExchange.Request(URI.create("/"), "", "GET", Map.of(key, List.of(value))),
						new HttpExchange.Response(200, Map.of()), null, null, null));
				return repository.findAll().get(0).getRequest().getHeaders().get(key).get(0);
			}

		},
		QUERY {

			@Override
			String leave(String key, String value) {
				InMemoryHttpExchangeRepository repository = new InMemoryHttpExchangeRepository();
				URI uri = UriComponentsBuilder.fromUriString("https://shop.test/search")
					.queryParam("page", 2)
					.queryParam(key, "{value}")
					.encode()
					.build(value);
				new RedactHttpExchangeRepository(repository, REDACTOR)
					.add(new HttpExchange(Instant.EPOCH, new HttpExchange.Request(uri, "", "GET", Map.of()),
							new HttpExchange.Response(200, Map.of()), null, null, null));
				String query = repository.findAll().get(0).getRequest().getUri().getRawQuery();
				return URLDecoder.decode(query.substring(query.indexOf('=', 7) + 1), StandardCharsets.UTF_8);
			}

		};

		abstract String leave(String key, String value);

	}

}
