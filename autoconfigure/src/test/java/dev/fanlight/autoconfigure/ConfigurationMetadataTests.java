package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The generated configuration metadata is complete: every key of ours has a type, a
 * sentence and, where it has one, a default.
 */
class ConfigurationMetadataTests {

	static List<String> keys() throws IOException {
		return properties().map((property) -> property.get("name").asString()).toList();
	}

	@Test
	void isGenerated() throws IOException {
		assertThat(keys()).contains("fanlight.enabled", "fanlight.environment", "fanlight.logging.format");
	}

	@ParameterizedTest
	@MethodSource("keys")
	void keyHasTypeSentenceAndDefault(String key) throws IOException {
		assertThat(complaints(property(key))).isEmpty();
	}

	@Test
	void everyKeyHasASentenceOfItsOwn() throws IOException {
		assertThat(properties().map((property) -> property.get("description").asString())).doesNotHaveDuplicates()
			.noneMatch((description) -> description.matches("[A-Z][a-z]+ (Whether|Further|Settings|Header|Name) .*"));
	}

	@Test
	void incompleteKeyIsSeen() {
		assertThat(complaints(JsonMapper.shared().readTree("""
				{"name": "fanlight.bad", "type": "java.lang.Boolean", "description": "no sentence"}""")))
			.containsExactly("description is no sentence", "no default");
		assertThat(complaints(JsonMapper.shared().readTree("{\"name\": \"other.bad\"}"))).contains("not our prefix",
				"no type");
	}

	private static List<String> complaints(JsonNode property) {
		Stream.Builder<String> complaints = Stream.builder();
		String name = property.get("name").asString();
		// Boot's own keys for our endpoint are described by Boot's processor
		if (!name.startsWith("fanlight.") && !name.startsWith("management.endpoint.fanlight.")) {
			complaints.add("not our prefix");
		}
		String type = property.path("type").asString("");
		if (type.isEmpty()) {
			complaints.add("no type");
		}
		if (!property.path("description").asString("").matches("(?s)[A-Z].*\\.")) {
			complaints.add("description is no sentence");
		}
		boolean hasDefault = !property.path("defaultValue").isMissingNode();
		if (type.equals("java.lang.Boolean") && !hasDefault) {
			complaints.add("no default");
		}
		return complaints.build().toList();
	}

	private static JsonNode property(String key) throws IOException {
		return properties().filter((property) -> property.get("name").asString().equals(key)).findFirst().orElseThrow();
	}

	private static Stream<JsonNode> properties() throws IOException {
		// By the place of our classes, since tests have settings and metadata of their
		// own
		URL location = FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation();
		URL metadataOfMain = URI
			.create((location.getPath().endsWith(".jar") ? "jar:" + location + "!/" : location.toString())
					+ "META-INF/spring-configuration-metadata.json")
			.toURL();
		try (InputStream metadata = metadataOfMain.openStream()) {
			JsonNode properties = JsonMapper.shared().readTree(metadata).get("properties");
			return StreamSupport.stream(properties.spliterator(), false);
		}
	}

}
