package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * The JSON lines of a console.
 */
final class LogLines {

	private LogLines() {
	}

	static List<JsonNode> of(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{"))
			.map(JsonMapper.shared()::readTree)
			.toList();
	}

	/**
	 * The one line with a message, waiting for lines of other threads.
	 */
	static JsonNode withMessage(CapturedOutput output, String message) {
		return with(output, (line) -> line.get("message").asString().contains(message));
	}

	/**
	 * The one line about an exception with a message.
	 */
	static JsonNode withError(CapturedOutput output, String message) {
		return with(output, (line) -> line.has("error") && line.get("message").asString().contains(message));
	}

	private static JsonNode with(CapturedOutput output, Predicate<JsonNode> condition) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> of(output).stream().filter(condition).findFirst().orElse(null), (line) -> line != null);
	}

}
