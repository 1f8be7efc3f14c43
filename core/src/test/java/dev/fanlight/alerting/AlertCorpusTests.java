package dev.fanlight.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The corpora through what channels of alerts send, to a real receiver. Every seventh
 * line where each needs a message of its own.
 */
@Tag("one-jdk")
class AlertCorpusTests {

	private static final int SHARE = 7;

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private static final List<Line> LINES = Stream
		.of(Corpus.lines(23, 1500), Corpus.lookAlikes(23, 600), BlindCorpus.lines(23), BlindCorpus.lookAlikes(23))
		.flatMap(List::stream)
		.toList();

	private static final List<Line> SOME = IntStream.range(0, LINES.size())
		.filter((i) -> i % SHARE == 0)
		.mapToObj(LINES::get)
		.toList();

	private final Receiver receiver = new Receiver();

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void webhookKeepsTheBarsOfTheEngine() throws Exception {
		Map<String, String> details = new LinkedHashMap<>();
		for (int i = 0; i < LINES.size(); i++) {
			details.put("n" + i, LINES.get(i).text());
		}
		JsonNode sent = sent(AlertChannels.webhook(this.receiver.url("/"), Map.of(), null, Duration.ofSeconds(30)),
				alert("x", details));
		Scorer scorer = new Scorer((text) -> text);
		for (int i = 0; i < LINES.size(); i++) {
			scorer.judge(LINES.get(i), sent.at("/details/n" + i).asString());
		}
		assertThat(scorer.missed()).isEmpty();
	}

	@Test
	void textOfAMailKeepsTheBarsOfTheEngine() {
		assertThat(new Scorer((text) -> {
			String mail = alert(text, Map.of()).text();
			return mail.substring(0, mail.indexOf("\n\nCondition: error-rate"));
		}).judge(LINES).missed()).isEmpty();
	}

	@Test
	void slackKeepsTheBarsOfTheEngine() throws Exception {
		AlertChannel slack = AlertChannels.slack(this.receiver.url("/"), Map.of(), Duration.ofSeconds(30));
		Scorer scorer = new Scorer((text) -> text);
		for (Line line : SOME) {
			String text = sent(slack, alert(line.text(), Map.of())).get("text").asString();
			text = text.substring(text.indexOf("*\n") + 2, text.lastIndexOf("\nRoute: `"));
			scorer.judge(line, text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
		}
		assertThat(scorer.missed()).isEmpty();
	}

	@Test
	void alertmanagerKeepsTheBarsOfTheEngine() throws Exception {
		AlertChannel channel = AlertChannels.alertmanager(this.receiver.url("/"), Map.of(), Duration.ofSeconds(30),
				Duration.ofMinutes(1));
		Scorer scorer = new Scorer((text) -> text);
		for (Line line : SOME) {
			JsonNode annotations = sent(channel, alert(line.text(), Map.of())).at("/0/annotations");
			scorer.judge(line, annotations.get("summary").asString());
			scorer.judge(line, annotations.get("subject").asString());
			scorer.judge(line, annotations.get("route").asString());
		}
		assertThat(scorer.missed()).isEmpty();
	}

	private JsonNode sent(AlertChannel channel, Alert alert) throws Exception {
		channel.send(alert);
		return JsonMapper.shared().readTree(this.receiver.next().body());
	}

	private static Alert alert(String text, Map<String, String> details) {
		return new Alert("a", true, "error-rate", Severity.PAGE, text, "error-rate > 5%", 0.3, "30 %", text, text, null,
				null, Instant.EPOCH, null, details, World.SOURCE)
			.redacted((plain) -> REDACTOR.redact(plain, Exit.ALERT));
	}

}
