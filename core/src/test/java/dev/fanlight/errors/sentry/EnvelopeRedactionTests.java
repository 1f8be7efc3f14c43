package dev.fanlight.errors.sentry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.fanlight.redaction.Action;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EnvelopeRedaction}.
 */
class EnvelopeRedactionTests {

	private static final String CARD = "4539578763621486";

	private static final String HEADER = "{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\"}";

	private final EnvelopeRedaction redaction = new EnvelopeRedaction(Redactor.of(RedactionPolicy.defaults()));

	@Test
	void leavesWhatIsCleanAsItIs() throws IOException {
		String event = "{\"timestamp\":1732632000.123456,\"id\":9007199254740993,\"exp\":1.0E-5,\"ok\":true,\"none\":null,"
				+ "\"list\":[1,\"two\",{\"three\":[]}],\"text\":\"grüße \\\\ \\\" \\u2028\"}";
		byte[] envelope = envelope("event", event);
		assertThat(this.redaction.redact(envelope)).asString(StandardCharsets.UTF_8)
			.isEqualTo(new String(envelope, StandardCharsets.UTF_8));
		assertThat(this.redaction.dropped()).isZero();
	}

	@Test
	void redactsByValueAndByName() throws IOException {
		String safe = event("{\"message\":\"card %s\",\"tags\":{\"password\":\"hunter2hunter2\",\"%s\":\"name\"},"
			.formatted(CARD, CARD)
				+ "\"extra\":{\"credentials\":{\"user\":\"bob-the-admin\",\"list\":[\"first\",{\"x\":\"second\"}]},"
				+ "\"pin\":4711,\"cvv\":[\"815\"]},\"params\":[\"%s\"]}".formatted(CARD));
		assertThat(safe).doesNotContain(CARD)
			.doesNotContain("hunter2")
			.doesNotContain("bob-the-admin")
			.doesNotContain("first")
			.doesNotContain("second")
			.doesNotContain("815")
			.doesNotContain("4711")
			.contains("\"pin\":null", "\"message\":\"card [REDACTED:pan]\"");
	}

	@Test
	void doesNotTakeOneElementForTheNext() throws IOException {
		assertThat(
				event("{\"breadcrumbs\":[{\"data\":{\"password\":\"hunter2hunter2\"}},{\"message\":\"next\"},\"x\"]}"))
			.isEqualTo("{\"breadcrumbs\":[{\"data\":{\"password\":\"[REDACTED:kv]\"}},{\"message\":\"next\"},\"x\"]}");
	}

	@Test
	void readsWhatIsAboutARequestAsHeadersAndQueries() throws IOException {
		String safe = event("{\"request\":{\"url\":\"https://shop/pay?sig=abcdef0123456789&page=2\","
				+ "\"query_string\":\"sig=abcdef0123456789&page=2\",\"cookies\":\"session=s3cr3ts3cr3t; theme=dark\","
				+ "\"headers\":{\"Authorization\":\"Bearer abcdef0123456789abcdef\",\"Cookie\":\"sid=abcdef0123456789\","
				+ "\"Accept\":\"text/html\"},\"data\":\"{\\\"password\\\":\\\"hunter2hunter2\\\"}\"}}");
		assertThat(safe).doesNotContain("abcdef0123456789").doesNotContain("hunter2").doesNotContain("s3cr3t");
		assertThat(safe).contains("page=2", "text/html");
	}

	@Test
	void keepsTheIdsOfTheProtocol() throws IOException {
		String event = "{\"event_id\":\"12345678901234561234567890123456\",\"contexts\":{\"trace\":"
				+ "{\"trace_id\":\"45395787636214864539578763621486\",\"span_id\":\"4539578763621486\"}}}";
		assertThat(event(event)).isEqualTo(event);
	}

	@Test
	void tellsTheLengthOfWhatLeaves() throws IOException {
		byte[] envelope = envelope("event", "{\"message\":\"größe %s\"}".formatted(CARD), "transaction",
				"{\"transaction\":\"password=hunter2hunter2\"}", "log", "{\"items\":[]}");
		List<String> items = items(this.redaction.redact(envelope));
		assertThat(items).hasSize(3);
		assertThat(String.join("", items)).doesNotContain(CARD).doesNotContain("hunter2").contains("größe");
	}

	@Test
	void redactsAttachmentsThatAreText() throws IOException {
		List<String> items = items(this.redaction.redact(envelope("attachment", "first line\ncard " + CARD + "\n",
				"attachment", "{\"password\":\"hunter2hunter2\"}", "attachment", "{broken password=hunter2hunter2")));
		assertThat(items).hasSize(3);
		assertThat(items.get(0)).isEqualTo("first line\ncard [REDACTED:pan]\n");
		assertThat(String.join("", items)).doesNotContain("hunter2");
	}

	@Test
	void dropsWhatItCannotRead() throws IOException {
		ByteArrayOutputStream envelope = new ByteArrayOutputStream();
		envelope.writeBytes((HEADER + "\n{\"type\":\"attachment\",\"length\":4}\n").getBytes(StandardCharsets.UTF_8));
		envelope.writeBytes(new byte[] { (byte) 0xff, (byte) 0xd8, '\n', (byte) 0xff });
		envelope.writeBytes("\n{\"type\":\"event\",\"length\":8}\n{\"a\": [}\n".getBytes(StandardCharsets.UTF_8));
		envelope.writeBytes("{\"type\":\"event\",\"length\":9}\n{\"a\":\"b\"}\n".getBytes(StandardCharsets.UTF_8));
		assertThat(items(this.redaction.redact(envelope.toByteArray()))).containsExactly("{\"a\":\"b\"}");
		assertThat(this.redaction.dropped()).isEqualTo(2);
	}

	@Test
	void letsNothingOutThatIsNoEnvelope() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.redaction.redact("password=hunter2hunter2".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void redactsTheHeaderToo() throws IOException {
		byte[] safe = this.redaction
			.redact(("{\"trace\":{\"transaction\":\"/pay/" + CARD + "\"}}\n").getBytes(StandardCharsets.UTF_8));
		assertThat(safe).asString(StandardCharsets.UTF_8).doesNotContain(CARD).contains("/pay/[REDACTED:pan]");
	}

	@Test
	void leavesOutWhatThePolicyDrops() throws IOException {
		EnvelopeRedaction dropping = new EnvelopeRedaction(
				Redactor.of(RedactionPolicy.defaults().toBuilder().action("kv", Action.DROP).build()));
		byte[] safe = dropping.redact(
				envelope("event", "{\"a\":1,\"password\":\"hunter2hunter2\",\"b\":{\"token\":\"hunter2hunter2\"}}"));
		assertThat(items(safe)).containsExactly("{\"a\":1,\"b\":{}}");
	}

	@Test
	void changesNothingTheSecondTime() throws IOException {
		byte[] once = this.redaction
			.redact(envelope("event", "{\"message\":\"card " + CARD + "\",\"token\":[1,\"x\"]}"));
		assertThat(this.redaction.redact(once)).isEqualTo(once);
	}

	private String event(String event) throws IOException {
		return items(this.redaction.redact(envelope("event", event))).get(0);
	}

	private static byte[] envelope(String... typesAndPayloads) {
		ByteArrayOutputStream envelope = new ByteArrayOutputStream();
		envelope.writeBytes((HEADER + '\n').getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < typesAndPayloads.length; i += 2) {
			byte[] payload = typesAndPayloads[i + 1].getBytes(StandardCharsets.UTF_8);
			envelope.writeBytes("{\"type\":\"%s\",\"length\":%d}\n".formatted(typesAndPayloads[i], payload.length)
				.getBytes(StandardCharsets.UTF_8));
			envelope.writeBytes(payload);
			envelope.write('\n');
		}
		return envelope.toByteArray();
	}

	/** Reads by the lengths that the headers tell. */
	private static List<String> items(byte[] envelope) {
		List<String> items = new ArrayList<>();
		int at = indexOf(envelope, 0) + 1;
		while (at < envelope.length) {
			int end = indexOf(envelope, at);
			String header = new String(envelope, at, end - at, StandardCharsets.UTF_8);
			int length = Integer.parseInt(header.replaceAll(".*\"length\":(\\d+).*", "$1"));
			items.add(new String(envelope, end + 1, length, StandardCharsets.UTF_8));
			assertThat(envelope[end + 1 + length]).isEqualTo((byte) '\n');
			at = end + length + 2;
		}
		return items;
	}

	private static int indexOf(byte[] bytes, int from) {
		int at = from;
		while (bytes[at] != '\n') {
			at++;
		}
		return at;
	}

}
