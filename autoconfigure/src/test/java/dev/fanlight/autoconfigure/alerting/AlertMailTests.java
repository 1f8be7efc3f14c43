package dev.fanlight.autoconfigure.alerting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Alerts by mail, as a server of mail has them. */
class AlertMailTests {

	private static final int MAILS = 12;

	@TempDir
	static Path directory;

	private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

	private ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AlertsAutoConfiguration.class, RedactionAutoConfiguration.class,
				MailSenderAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("fanlight.alerts.directory=" + directory, "fanlight.alerts.interval=20ms",
				"spring.mail.host=localhost", "fanlight.alerts.channels.post.type=email",
				"fanlight.alerts.channels.post.from=shop@example.com",
				"fanlight.alerts.channels.post.to=dev@example.com,ops@example.com");

	@BeforeEach
	void start() {
		this.server.start();
		this.runner = this.runner.withPropertyValues("spring.mail.port=" + this.server.getSmtp().getPort());
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void arrivesThroughTheSenderOfTheApplication() {
		about("errors", "x").run((context) -> {
			MimeMessage mail = received(2)[0];
			assertThat(mail.getSubject()).isEqualTo("[page] errors in unknown_service (development)");
			assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("shop@example.com");
			assertThat(mail.getRecipients(RecipientType.TO)).extracting(Object::toString)
				.containsExactly("dev@example.com", "ops@example.com");
			assertThat(mail.getContent().toString()).contains("Condition: errors > 0", "Route: GET /orders/{id}");
		});
	}

	@Test
	void leavesTheSecretsOfTheCorporaBehind() {
		List<Line> lines = new ArrayList<>();
		for (List<Line> corpus : List.of(Corpus.lines(29, 600), BlindCorpus.lines(29), BlindCorpus.lookAlikes(29))) {
			List<Line> ordinary = corpus.stream().filter((line) -> !line.hard() && line.text().length() < 500).toList();
			IntStream.range(0, MAILS / 3).forEach((n) -> lines.add(ordinary.get(n * (ordinary.size() / (MAILS / 3)))));
		}
		for (int n = 0; n < MAILS; n++) {
			this.runner = about("line" + n, lines.get(n).text());
		}
		this.runner.run((context) -> {
			List<String> secrets = lines.stream().flatMap((line) -> line.secrets().stream()).toList();
			Map<String, String> texts = new HashMap<>();
			for (MimeMessage mail : received(2 * MAILS)) {
				texts.put(mail.getSubject().split(" ")[1], mail.getContent().toString().replace("\r\n", "\n"));
				assertThat(GreenMailUtil.getWholeMessage(mail)).doesNotContain(secrets);
			}
			Scorer scorer = new Scorer((text) -> text);
			for (int n = 0; n < MAILS; n++) {
				String text = texts.get("line" + n);
				scorer.judge(lines.get(n), text.substring(0, text.indexOf("\n\nCondition: line" + n)));
			}
			assertThat(scorer.missed()).isEmpty();
		});
	}

	/** A mail is there once for each who it is for. */
	private MimeMessage[] received(int mails) {
		return await().atMost(Duration.ofSeconds(30))
			.until(this.server::getReceivedMessages, (received) -> received.length == mails);
	}

	private ApplicationContextRunner about(String name, String subject) {
		return this.runner.withBean(name, AlertReading.class, () -> new AlertReading() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public List<Value> values() {
				return List.of(new Value(subject, 1, Map.of("route", "GET /orders/{id}")));
			}

		})
			.withPropertyValues("fanlight.alerts.rules." + name + ".when=" + name + " > 0",
					"fanlight.alerts.rules." + name + ".for=0s",
					"fanlight.alerts.rules." + name + ".summary={subject}");
	}

}
