package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
			.noneMatch((description) -> description.matches("[A-Z]\\w+ (Whether|Further|Settings|Header|Name|How) .*"));
	}

	@Test
	void incompleteKeyIsSeen() {
		assertThat(complaints(JsonMapper.shared().readTree("""
				{"name": "fanlight.bad", "type": "java.lang.Boolean", "description": "no sentence"}""")))
			.containsExactly("description is no sentence", "no default");
		assertThat(complaints(JsonMapper.shared().readTree("{\"name\": \"other.bad\"}"))).contains("not our prefix",
				"no type");
	}

	/** Texts that anything may stand in; all others are told what may. */
	private static final Set<String> FREE = Set.of("fanlight.alerts.runbook-url", "fanlight.dotenv.location",
			"fanlight.endpoints.token", "fanlight.errors.application-packages", "fanlight.logging.calls.exclude",
			"fanlight.logging.calls.levels.keys", "fanlight.logging.jobs.exclude", "fanlight.logging.jobs.levels.keys",
			"fanlight.logging.messages.exclude", "fanlight.logging.messages.levels.keys",
			"fanlight.logging.requests.exclude-paths", "fanlight.logging.requests.headers",
			"fanlight.logging.requests.query", "fanlight.logging.requests.routes.keys",
			"fanlight.metrics.cardinality.tags.keys", "fanlight.metrics.descriptions.keys",
			"fanlight.metrics.descriptions.values", "fanlight.redaction.allow-keys", "fanlight.redaction.hmac-key",
			"fanlight.redaction.keys", "fanlight.request-token.header", "fanlight.request-token.key",
			"fanlight.service.name", "fanlight.service.version", "fanlight.slo.business-counters",
			"fanlight.slo.grafana-url", "fanlight.slo.objectives.keys", "fanlight.slo.runbook-url",
			"fanlight.slo.selector", "fanlight.traffic.exclude-paths", "fanlight.alerts.channels.keys",
			"fanlight.alerts.rules.keys", "fanlight.logging.context.keys");

	@Test
	void textHasHintsUnlessAnythingMayStandInIt() throws IOException {
		Set<String> texts = new TreeSet<>();
		properties().forEach((property) -> {
			String name = property.get("name").asString();
			String type = property.get("type").asString().replace("java.lang.", "").replace("java.util.", "");
			if (type.matches("String|(List|Set)<String>")) {
				texts.add(name);
			}
			if (type.startsWith("Map<String,")) {
				texts.add(name + ".keys");
			}
			if (type.equals("Map<String,String>")) {
				texts.add(name + ".values");
			}
		});
		Set<String> hinted = nodes("hints").map((hint) -> hint.get("name").asString()).collect(Collectors.toSet());
		Set<String> without = new TreeSet<>(texts);
		without.removeAll(hinted);
		assertThat(without).isEqualTo(new TreeSet<>(FREE));
		assertThat(texts).containsAll(hinted);
	}

	@Test
	void hintsAreWhole() throws IOException {
		assertThat(nodes("hints")).allSatisfy((hint) -> {
			String name = hint.get("name").asString();
			assertThat(hint.has("values") || hint.has("providers")).as(name).isTrue();
			assertThat(hint.path("values")).allSatisfy((value) -> {
				assertThat(value.get("value").asString()).as(name).isNotBlank();
				assertThat(value.path("description").asString("A.")).as(name).matches("[A-Z].*\\.");
			});
		});
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

	static Stream<JsonNode> properties() throws IOException {
		return nodes("properties");
	}

	private static Stream<JsonNode> nodes(String kind) throws IOException {
		// By the place of our classes, since tests have settings and metadata of their
		// own
		URL location = FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation();
		URL metadataOfMain = URI
			.create((location.getPath().endsWith(".jar") ? "jar:" + location + "!/" : location.toString())
					+ "META-INF/spring-configuration-metadata.json")
			.toURL();
		try (InputStream metadata = metadataOfMain.openStream()) {
			JsonNode nodes = JsonMapper.shared().readTree(metadata).get(kind);
			return StreamSupport.stream(nodes.spliterator(), false);
		}
	}

}
