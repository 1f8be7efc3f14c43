package dev.fanlight.benchmarks;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What services use today, each as a function from what is logged to what is written. */
final class Rivals {

	private Rivals() {
	}

	/** One expression after the other. */
	static UnaryOperator<String> chain() {
		Pattern[] patterns = patterns();
		String[] replacements = replacements();
		return (text) -> {
			String masked = text;
			for (int i = 0; i < patterns.length; i++) {
				masked = patterns[i].matcher(masked).replaceAll(replacements[i]);
			}
			return masked;
		};
	}

	/**
	 * The same behind literals, compared in lower case once per line as the known
	 * scanners do.
	 */
	static UnaryOperator<String> gated() {
		Pattern[] patterns = patterns();
		String[] replacements = replacements();
		String[][] gates = Masks.ALL.stream()
			.map((mask) -> mask.gates().toArray(String[]::new))
			.toArray(String[][]::new);
		return (text) -> {
			String lower = text.toLowerCase(Locale.ROOT);
			String masked = text;
			for (int i = 0; i < patterns.length; i++) {
				if (open(gates[i], lower)) {
					masked = patterns[i].matcher(masked).replaceAll(replacements[i]);
				}
			}
			return masked;
		};
	}

	private static boolean open(String[] gates, String lower) {
		for (String gate : gates) {
			if (lower.contains(gate)) {
				return true;
			}
		}
		return gates.length == 0;
	}

	/** The chain in linear time. */
	static UnaryOperator<String> re2j() {
		List<com.google.re2j.Pattern> patterns = new ArrayList<>();
		Masks.ALL.forEach((mask) -> patterns.add(com.google.re2j.Pattern.compile(mask.expression())));
		String[] replacements = replacements();
		return (text) -> {
			String masked = text;
			for (int i = 0; i < replacements.length; i++) {
				masked = patterns.get(i).matcher(masked).replaceAll(replacements[i]);
			}
			return masked;
		};
	}

	/**
	 * The first masks inside logstash-logback-encoder; gives the JSON that is written,
	 * which is the smallest that holds the line.
	 */
	static UnaryOperator<String> logstash(int masks) {
		MaskingJsonGeneratorDecorator decorator = new MaskingJsonGeneratorDecorator();
		Masks.ALL.subList(0, masks)
			.forEach((mask) -> decorator
				.addValueMask(new MaskingJsonGeneratorDecorator.ValueMask(mask.expression(), mask.replacement())));
		decorator.start();
		JsonMapper factory = new JsonMapper();
		ByteArrayOutputStream out = new ByteArrayOutputStream(32_768);
		return (text) -> {
			out.reset();
			try (JsonGenerator generator = decorator.decorate(factory.createGenerator(out))) {
				generator.writeStartObject();
				generator.writeName("message");
				generator.writeString(text);
				generator.writeEndObject();
			}
			return out.toString(java.nio.charset.StandardCharsets.UTF_8);
		};
	}

	private static Pattern[] patterns() {
		return Masks.ALL.stream().map((mask) -> Pattern.compile(mask.expression())).toArray(Pattern[]::new);
	}

	private static String[] replacements() {
		return Masks.ALL.stream().map(Masks::replacement).toArray(String[]::new);
	}

}
