package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;

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
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> of(output).stream()
				.filter((line) -> line.get("message").asString().contains(message))
				.findFirst()
				.orElse(null), (line) -> line != null);
	}

}
