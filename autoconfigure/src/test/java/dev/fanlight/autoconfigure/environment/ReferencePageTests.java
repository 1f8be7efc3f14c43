package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.FanlightProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/reference.md} says what code, metadata and schemas say. With
 * {@code -Dfanlight.docs.write=true} it is written.
 */
class ReferencePageTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");

	private static final Path PAGE = ROOT.resolve("docs/reference.md");

	private static final String HEAD = """
			# Reference

			All keys, names, fields and answers. A test keeps this page; `-Dfanlight.docs.write=true` on
			`ReferencePageTests` writes it from the code, the configuration metadata and the two schemas.

			Contents: [names of the environment](#names-of-the-environment), [defaults for keys of Spring
			Boot](#defaults-for-keys-of-spring-boot), [properties](#properties), [log fields](#log-fields),
			[the endpoint](#the-endpoint). Meters have [a page of their own](meters.md).

			""";

	/** What {@link ServiceIdentity} reads beside the table. */
	private static final Map<String, String> IDENTITY = Map.of("OTEL_SERVICE_NAME",
			"`fanlight.service.name`, `spring.application.name`", "SERVICE_NAME",
			"`fanlight.service.name`, `spring.application.name`", "APP_ENV", "`fanlight.environment`",
			"OTEL_RESOURCE_ATTRIBUTES",
			"`management.opentelemetry.resource-attributes.*`; name, version and environment of the service");

	private final JsonNode metadata = json(metadataOfMain());

	@Test
	void pageIsFresh() throws IOException {
		String page = HEAD + variables() + defaults() + properties() + logFields() + endpoint();
		if (Boolean.getBoolean("fanlight.docs.write")) {
			Files.writeString(PAGE, page);
		}
		assertThat(Files.readString(PAGE)).as("run again with -Dfanlight.docs.write=true").isEqualTo(page);
	}

	private static String variables() {
		Map<String, TreeSet<String>> keys = new TreeMap<>();
		VariableMapping.TABLE.forEach((row) -> row.names()
			.forEach((name) -> keys.computeIfAbsent(name, (any) -> new TreeSet<>()).add('`' + row.target() + '`')));
		IDENTITY.forEach((name, target) -> keys.put(name, new TreeSet<>(List.of(target))));
		StringBuilder text = new StringBuilder(
				"""
						## Names of the environment

						Read from the environment, a `.env` file, the command line and YAML alike. A name that Fanlight reads twice
						sets both keys; of two names for one key the narrower one counts.

						| Name | Sets |
						| --- | --- |
						""");
		keys.forEach((name, targets) -> text.append(line('`' + name + '`', String.join(", ", targets))));
		return text.append('\n').toString();
	}

	private static String defaults() {
		StringBuilder text = new StringBuilder("""
				## Defaults for keys of Spring Boot

				They stand below everything an application can set.

				""");
		Map<String, List<FanlightDefaults.Default>> groups = new LinkedHashMap<>();
		groups.put("Always", FanlightDefaults.ALWAYS);
		groups.put("Unless `fanlight.metrics.enabled` is false", FanlightDefaults.METRICS);
		groups.put("Unless `fanlight.metrics.cardinality.enabled` is false as well", FanlightDefaults.CARDINALITY);
		groups.put("With `fanlight.metrics.naming=otel`", List.of(FanlightDefaults.OTEL_SECONDS));
		groups.put("Until an endpoint for metrics is set, even with `fanlight.enabled=false`",
				List.of(FanlightDefaults.NO_METRICS_PUSH));
		groups.put("With a ratio sampler in `OTEL_TRACES_SAMPLER`", List.of(FanlightDefaults.WHOLE_RATIO));
		groups.put("With Logback, unless `fanlight.logging.enabled` is false", FanlightDefaults.LOGBACK);
		groups.put("With `fanlight.logging.format=json` and no other structured format", FanlightDefaults.JSON_LINES);
		groups.put("With another structured format", List.of(FanlightDefaults.cutStackTraces("65536")));
		groups.put("While the application is processed ahead of time ([page](aot.md))", FanlightDefaults.AHEAD_OF_TIME);
		groups.forEach((when, entries) -> {
			text.append(when).append(":\n\n| Key | Default | Why |\n| --- | --- | --- |\n");
			entries
				.forEach((entry) -> text.append(line('`' + entry.key() + '`', '`' + entry.value() + '`', entry.why())));
			text.append('\n');
		});
		return text.toString();
	}

	private String properties() {
		StringBuilder text = new StringBuilder(
				"""
						## Properties

						Durations and sizes are written as in Spring Boot: `10s`, `5m`, `8MB`. `<name>` is chosen by you, `[]` is an
						entry of a list.

						""");
		Map<String, List<String>> rooms = new TreeMap<>();
		for (JsonNode property : this.metadata.get("properties")) {
			String name = property.get("name").asString();
			String room = Arrays.stream(name.split("\\."))
				.limit(name.startsWith("management.") ? 3 : 2)
				.collect(Collectors.joining("."));
			List<String> lines = rooms.computeIfAbsent(room, (any) -> new ArrayList<>());
			String type = property.get("type").asString();
			lines.add(line('`' + name + '`', type(type), value(property.path("defaultValue")),
					property.get("description").asString() + hints(name)));
			classes(type).filter(Class::isRecord)
				.forEach((record) -> nested(name + (type.contains("Map<") ? ".<name>" : "[]"), record, lines));
		}
		rooms.forEach((room, lines) -> {
			text.append("### ")
				.append(room)
				.append("\n\n| Key | Type | Default | Meaning |\n| --- | --- | --- | --- |\n");
			lines.forEach(text::append);
			text.append('\n');
		});
		return text.toString();
	}

	/** What the metadata says nothing about: the entries of maps and lists. */
	private static void nested(String prefix, Class<?> record, List<String> lines) {
		Map<String, String> meanings = params(record);
		for (RecordComponent component : record.getRecordComponents()) {
			Name other = parameterAnnotation(record, component, Name.class);
			String key = prefix + '.'
					+ ((other != null) ? other.value() : DataObjectPropertyName.toDashedForm(component.getName()));
			DefaultValue given = parameterAnnotation(record, component, DefaultValue.class);
			String type = component.getGenericType().getTypeName();
			if (component.getType().isRecord()) {
				nested(key, component.getType(), lines);
				continue;
			}
			lines.add(line('`' + key + '`', type(type), (given != null) ? quoted(String.join(", ", given.value())) : "",
					meanings.getOrDefault(component.getName(), "")));
		}
	}

	private static <A extends java.lang.annotation.Annotation> @Nullable A parameterAnnotation(Class<?> record,
			RecordComponent component, Class<A> type) {
		return Arrays.stream(record.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> parameter.getName().equals(component.getName()))
			.flatMap((parameter) -> Stream.ofNullable(parameter.getAnnotation(type)))
			.findFirst()
			.orElse(null);
	}

	/** The text of {@code @param} in front of the record, from its source. */
	private static Map<String, String> params(Class<?> record) {
		Class<?> outer = record;
		while (outer.getEnclosingClass() != null) {
			outer = outer.getEnclosingClass();
		}
		String source = read(
				ROOT.resolve("autoconfigure/src/main/java/" + outer.getName().replace('.', '/') + ".java"));
		String before = source.substring(0, source.indexOf("record " + record.getSimpleName() + "("));
		String comment = before.substring(before.lastIndexOf("/**")).replaceAll("\\s*\\n\\s*\\* ?", " ");
		return Pattern.compile("@param (\\w+) (.*?)(?= @param| \\*?/|/)")
			.matcher(comment)
			.results()
			.collect(Collectors.toMap((match) -> match.group(1), (match) -> match.group(2).strip()));
	}

	private String hints(String name) {
		StringBuilder text = new StringBuilder();
		for (JsonNode hint : this.metadata.get("hints")) {
			String of = hint.get("name").asString();
			if (of.replaceFirst("\\.(keys|values)$", "").equals(name) && hint.has("values")) {
				text.append(of.endsWith(".keys") ? " Keys: " : of.endsWith(".values") ? " Values: " : " For example ")
					.append(hint.get("values")
						.valueStream()
						.map((value) -> '`' + value.get("value").asString() + '`')
						.collect(Collectors.joining(", ")))
					.append('.');
			}
		}
		return text.toString();
	}

	private static String logFields() {
		StringBuilder text = new StringBuilder("""
				## Log fields

				Of every line in the format `json`, by the [schema](log-schema.json).

				| Field | Type | When | Meaning |
				| --- | --- | --- | --- |
				""");
		JsonNode schema = json(ROOT.resolve("docs/log-schema.json"));
		fields("", schema, text);
		return text.append('\n').toString();
	}

	private static String endpoint() {
		JsonNode schema = json(ROOT.resolve("docs/endpoint-schema.json"));
		StringBuilder text = new StringBuilder("""
				## The endpoint

				What `/actuator/fanlight` answers, by the [schema](endpoint-schema.json); how to use it stands
				[here](endpoint.md).

				""");
		Map<String, JsonNode> parts = new LinkedHashMap<>();
		parts.put("the whole", schema);
		schema.get("$defs").forEachEntry((name, part) -> {
			if (part.has("properties") || part.has("additionalProperties")) {
				parts.put(name, part);
			}
		});
		parts.forEach((name, part) -> {
			text.append("### ").append(name).append("\n\n").append(part.get("description").asString());
			text.append("\n\n| Field | Type | When | Meaning |\n| --- | --- | --- | --- |\n");
			fields("", part, text);
			text.append('\n');
		});
		return text.toString();
	}

	private static void fields(String prefix, JsonNode object, StringBuilder text) {
		List<String> required = object.path("required").valueStream().map(JsonNode::asString).toList();
		object.path("properties").forEachEntry((name, field) -> {
			String path = prefix + name;
			text.append(line('`' + path + '`', shape(field), required.contains(name) ? "always" : "",
					field.path("description").asString("")));
			fields(path + '.', field, text);
			fields(path + "[].", field.path("items"), text);
		});
		JsonNode entries = object.path("additionalProperties");
		if (entries.isObject() && !object.has("properties")) {
			text.append(line('`' + prefix + "<name>`", shape(entries), "", entries.path("description").asString("")));
			fields(prefix + "<name>.", entries, text);
		}
	}

	private static String shape(JsonNode field) {
		if (field.has("enum")) {
			return field.get("enum")
				.valueStream()
				.map((value) -> '`' + value.asString() + '`')
				.collect(Collectors.joining(", "));
		}
		if (field.has("const")) {
			return '`' + field.get("const").asString() + '`';
		}
		if (field.has("$ref")) {
			String name = field.get("$ref").asString().replaceFirst(".*/", "");
			return switch (name) {
				case "moment" -> "moment, ISO 8601 in UTC";
				case "count" -> "count";
				case "changes" -> "list of [change](#change)";
				default -> "[" + name + "](#" + name + ")";
			};
		}
		JsonNode type = field.path("type");
		if (type.isArray()) {
			return type.valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "));
		}
		return (type.asString("").equals("array")) ? "list of " + shape(field.get("items")) : type.asString("");
	}

	private static String type(String type) {
		String simple = type.replaceAll("[\\w.]+[.$](\\w+)", "$1")
			.replace("<", " of ")
			.replace(">", "")
			.replaceAll(", ?", ", ");
		List<String> constants = new ArrayList<>();
		classes(type).filter(Class::isEnum).forEach((found) -> {
			for (Object constant : found.getEnumConstants()) {
				constants.add('`' + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + '`');
			}
		});
		return constants.isEmpty() || type.contains("DayOfWeek") ? simple
				: simple + ": " + String.join(", ", constants);
	}

	private static String value(JsonNode value) {
		if (value.isMissingNode()) {
			return "";
		}
		return quoted(value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
				: value.asString().replaceAll("^\\[|]$", ""));
	}

	private static String quoted(String text) {
		return text.isEmpty() ? "" : '`' + text + '`';
	}

	private static String line(String... cells) {
		return Arrays.stream(cells)
			.map((cell) -> cell.replace("|", "\\|"))
			.collect(Collectors.joining(" | ", "| ", " |\n"));
	}

	/**
	 * By the place of our classes, since tests have settings and metadata of their own.
	 */
	private static Path metadataOfMain() {
		try {
			return Path.of(FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI())
				.resolve("META-INF/spring-configuration-metadata.json");
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(Path path) {
		return JsonMapper.shared().readTree(read(path));
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Class<?>> classes(String type) {
		return Pattern.compile("[\\w.$]+")
			.matcher(type)
			.results()
			.map(MatchResult::group)
			.filter((name) -> name.contains("."))
			.map((name) -> ClassUtils.resolveClassName(name, null));
	}

}
