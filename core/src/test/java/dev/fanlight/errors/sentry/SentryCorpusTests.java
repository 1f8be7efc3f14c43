package dev.fanlight.errors.sentry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Entry;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import io.sentry.Breadcrumb;
import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The corpora through the parts of an event, as the bytes that Sentry's own serializer
 * would send.
 */
@Tag("one-jdk")
class SentryCorpusTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private static final List<Line> LINES = Stream
		.of(Corpus.lines(29, 1500), Corpus.lookAlikes(29, 600), BlindCorpus.lines(29), BlindCorpus.lookAlikes(29))
		.flatMap(List::stream)
		.toList();

	private final SentryOptions options = new SentryOptions();

	private final RedactingSerializer serializer = new RedactingSerializer(new JsonSerializer(this.options), REDACTOR);

	private static JsonNode sent;

	@ParameterizedTest
	@ValueSource(strings = { "/message/params/%d", "/exception/values/%d/value", "/tags/n%d", "/extra/n%d",
			"/contexts/n%d/note", "/breadcrumbs/%d/message", "/breadcrumbs/%d/data/note", "/user/data/n%d",
			"/modules/n%d", "/fingerprint/%d" })
	void keepsTheBarsOfTheEngine(String pointer) throws Exception {
		assertThat(judged(pointer).missed()).isEmpty();
	}

	/** More is a secret in a query or a header than in a sentence. */
	@ParameterizedTest
	@ValueSource(strings = { "/request/data/n%d", "/request/other/n%d" })
	void keepsTheSecretsOfARequest(String pointer) throws Exception {
		Scorer scorer = judged(pointer);
		assertThat(scorer.leaking(false)).as(scorer::table).isZero();
		assertThat(scorer.leaking(true)).as(scorer::table).isLessThanOrEqualTo(2);
		assertThat(scorer.contextKept()).as(scorer::table).isGreaterThanOrEqualTo(99);
	}

	private Scorer judged(String pointer) throws Exception {
		JsonNode event = (sent != null) ? sent : (sent = sent(full()));
		Scorer scorer = new Scorer((text) -> text);
		for (int i = 0; i < LINES.size(); i++) {
			scorer.judge(LINES.get(i), event.at(pointer.formatted(i)).asString());
		}
		return scorer;
	}

	@Test
	void keepsTheBarsOfTheEngineByKey() throws Exception {
		List<Entry> entries = Corpus.entries(29, 3000);
		SentryEvent event = new SentryEvent();
		List<Breadcrumb> breadcrumbs = new ArrayList<>();
		entries.forEach((entry) -> {
			Breadcrumb breadcrumb = new Breadcrumb();
			breadcrumb.setData(entry.key(), entry.line().text());
			breadcrumbs.add(breadcrumb);
		});
		event.setBreadcrumbs(breadcrumbs);
		JsonNode safe = sent(event).get("breadcrumbs");
		Scorer scorer = new Scorer((text) -> text);
		for (int i = 0; i < entries.size(); i++) {
			scorer.judge(entries.get(i).line(), safe.get(i).get("data").get(entries.get(i).key()).asString());
		}
		assertThat(scorer.missed()).isEmpty();
	}

	private static SentryEvent full() {
		SentryEvent event = new SentryEvent();
		List<String> params = new ArrayList<>();
		List<SentryException> exceptions = new ArrayList<>();
		List<Breadcrumb> breadcrumbs = new ArrayList<>();
		Map<String, String> named = new LinkedHashMap<>();
		for (int i = 0; i < LINES.size(); i++) {
			String text = LINES.get(i).text();
			params.add(text);
			named.put("n" + i, text);
			SentryException exception = new SentryException();
			exception.setType("IllegalStateException");
			exception.setValue(text);
			exceptions.add(exception);
			Breadcrumb breadcrumb = new Breadcrumb(text);
			breadcrumb.setData("note", text);
			breadcrumbs.add(breadcrumb);
			event.getContexts().put("n" + i, Map.of("note", text));
			event.setExtra("n" + i, text);
			event.setModule("n" + i, text);
		}
		Message message = new Message();
		message.setParams(params);
		event.setMessage(message);
		event.setExceptions(exceptions);
		event.setTags(named);
		event.setBreadcrumbs(breadcrumbs);
		event.setFingerprints(params);
		User user = new User();
		user.setData(named);
		event.setUser(user);
		Request request = new Request();
		request.setData(named);
		request.setOthers(named);
		event.setRequest(request);
		return event;
	}

	private JsonNode sent(SentryEvent event) throws Exception {
		this.options.setDsn("http://key@localhost/1");
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.serializer.serialize(SentryEnvelope.from(new JsonSerializer(this.options), event, null), out);
		assertThat(this.serializer.dropped()).isZero();
		String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
		return JsonMapper.shared().readTree(lines[2]);
	}

}
