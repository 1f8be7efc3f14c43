package dev.fanlight.sample.process;

import java.util.List;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One console line, read strictly: one JSON object, no name twice, nothing after it.
 */
record LogLine(JsonNode json) {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	static LogLine parse(String line) {
		return new LogLine(MAPPER.readTree(line));
	}

	String text(String field) {
		return this.json.path(field).asString("");
	}

	/** Whether the shop's own code wrote it, on behalf of a request or of a schedule. */
	boolean isWork() {
		return text("logger").startsWith("dev.fanlight.sample.")
				&& !List.of("main", "shop-traffic").contains(text("thread"));
	}

	boolean isScheduled() {
		return text("thread").startsWith("scheduling-");
	}

}
