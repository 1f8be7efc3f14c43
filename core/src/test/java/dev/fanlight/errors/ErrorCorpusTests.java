package dev.fanlight.errors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.blind.BlindCorpus;
import dev.fanlight.redaction.corpus.Corpus;
import dev.fanlight.redaction.corpus.Line;
import dev.fanlight.redaction.corpus.Scorer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/**
 * The corpora through the inbox of errors: what it shows and what it writes to disk.
 */
@Tag("one-jdk")
class ErrorCorpusTests {

	private static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	private static final String HEAD = "java.lang.IllegalStateException: ";

	private static final List<Line> LINES = Stream
		.of(Corpus.lines(19, 1500), Corpus.lookAlikes(19, 600), BlindCorpus.lines(19), BlindCorpus.lookAlikes(19))
		.flatMap(List::stream)
		.toList();

	@TempDir
	Path directory;

	static Stream<?> places() {
		return Stream.of(place("message", (text) -> seen(text, "/").message()),
				place("stack trace", (text) -> thrown(seen(text, "/").stackTrace())),
				place("route", (text) -> seen("x", text).routes().iterator().next()));
	}

	private static Object place(String name, Function<String, String> place) {
		return named(name, place);
	}

	@ParameterizedTest
	@MethodSource("places")
	void keepsTheBarsOfTheEngine(Function<String, String> place) {
		Scorer whole = new Scorer((text) -> text);
		Scorer cut = new Scorer((text) -> text);
		LINES.forEach((line) -> {
			String left = place.apply(line.text());
			(left.endsWith("...") ? cut : whole).judge(line, left);
		});
		assertThat(whole.missed()).isEmpty();
		assertThat(cut.leaking(false)).as(cut::table).isZero();
		assertThat(cut.leaking(true)).as(cut::table).isLessThanOrEqualTo(2);
	}

	@Test
	void nothingIsFoundInTheFile() throws IOException {
		ErrorInbox inbox = inbox(LINES.size());
		List<Line> lines = LINES.stream().filter((line) -> !line.hard()).filter(ErrorCorpusTests::telling).toList();
		for (int i = 0; i < lines.size(); i++) {
			String text = lines.get(i).text();
			inbox.record(new Sighting(ErrorInboxTests.error("m" + i, text), Edge.REQUEST, "/" + i, null, null));
		}
		try (InboxFile file = new InboxFile(this.directory, "shop", inbox)) {
			file.sync();
			String written = Files.readString(file.path(), StandardCharsets.ISO_8859_1);
			assertThat(written).contains("m0", "m" + (lines.size() - 1));
			assertThat(
					lines.stream().flatMap((line) -> line.secrets().stream()).filter((secret) -> secret.length() > 11))
				.hasSizeGreaterThan(3000)
				.noneMatch(written::contains);
		}
	}

	/** Whether no other line says the secret in its context. */
	private static boolean telling(Line line) {
		return line.secrets().stream().anyMatch((secret) -> secret.length() > 11);
	}

	private static ErrorGroup seen(String text, String route) {
		ErrorInbox inbox = inbox(1);
		inbox.record(new Sighting(ErrorInboxTests.error("pay", text), Edge.REQUEST, route, null, null));
		return inbox.groups().get(0);
	}

	private static ErrorInbox inbox(int groups) {
		return new ErrorInbox(new Fingerprints(List.of("shop")), new InboxSettings(groups, Duration.ofDays(14), "1.0"),
				REDACTOR, (error) -> false, Clock.systemUTC());
	}

	private static String thrown(String stackTrace) {
		return stackTrace.substring(HEAD.length(), stackTrace.lastIndexOf("\n\tat shop.Orders.pay("));
	}

}
