package dev.fanlight.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The walls of the house as rules about any tree of packages of its shape.
 */
final class Walls {

	/** Each room of the core with the rooms it may see. */
	static final Map<String, List<String>> ROOMS = Map.of("redaction", List.of(), "token", List.of(), "state",
			List.of(), "logging", List.of("redaction"), "tracing", List.of("redaction"), "metrics",
			List.of("redaction"), "slo", List.of("state"), "alerting", List.of("redaction", "slo", "state"), "errors",
			List.of("redaction", "state"));

	/**
	 * Each room of the core with the packages of foreign libraries it may use, beside the
	 * JDK and JSpecify.
	 */
	static final Map<String, List<String>> LIBRARIES = Map.of("redaction", List.of("com.google.re2j.."), "logging",
			List.of("ch.qos.logback..", "net.logstash.logback..", "org.slf4j..", "tools.jackson..",
					"io.opentelemetry.api..", "io.opentelemetry.context..",
					"io.opentelemetry.instrumentation.logback..", "io.micrometer.context..", "org.jctools.."),
			"tracing",
			List.of("io.opentelemetry..", "io.micrometer.common..", "io.micrometer.context..",
					"io.micrometer.observation..", "io.micrometer.registry.otlp..", "io.micrometer.tracing..",
					"okhttp3..", "okio..", "org.slf4j.."),
			"metrics",
			List.of("io.micrometer..", "io.prometheus..", "io.opentelemetry.proto..", "io.opentelemetry.sdk.common..",
					"org.slf4j.."),
			"slo", List.of(), "alerting", List.of("org.slf4j.."), "errors", List.of("io.sentry.."), "token", List.of(),
			"state", List.of());

	private Walls() {
	}

	/**
	 * All rules.
	 * @param root the package that holds the rooms and {@code autoconfigure}
	 * @return the rules by name
	 */
	static Map<String, ArchRule> rules(String root) {
		Map<String, ArchRule> rules = new LinkedHashMap<>();
		rules.put("core knows no Spring",
				noClasses().that()
					.resideInAnyPackage(packages(root, ROOMS.keySet()))
					.should()
					.dependOnClassesThat()
					.resideInAPackage("org.springframework.."));
		ROOMS.keySet().forEach((room) -> rules.put(room + " uses its own libraries only", libraries(root, room)));
		ROOMS.forEach((room, visible) -> rules.put(room + " does not look sideways", sideways(root, room, visible)));
		rules.put("core has no cycles", slices().matching(root + ".(*)..").should().beFreeOfCycles());
		rules.put("a wiring room sees its own room of the core only", wiring(root));
		rules.put("every package is null-marked",
				classes().that().resideInAPackage(root + "..").should(beNullMarked()));
		rules.put("auto-configurations are final and named so",
				classes().that()
					.areAnnotatedWith(AutoConfiguration.class)
					.and()
					.resideInAPackage(root + "..")
					.should()
					.haveSimpleNameEndingWith("AutoConfiguration")
					.andShould()
					.haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL));
		return rules;
	}

	private static ArchRule sideways(String root, String room, List<String> visible) {
		List<String> others = new ArrayList<>(ROOMS.keySet());
		others.remove(room);
		others.removeAll(visible);
		others.add("autoconfigure");
		return noClasses().that()
			.resideInAPackage(root + "." + room + "..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(packages(root, others))
			.allowEmptyShould(true);
	}

	private static ArchRule libraries(String root, String room) {
		List<String> allowed = new ArrayList<>(List.of("java..", "javax..", "org.jspecify..", root + ".."));
		allowed.addAll(LIBRARIES.getOrDefault(room, List.of()));
		return classes().that()
			.resideInAPackage(root + "." + room + "..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(allowed.toArray(String[]::new))
			.allowEmptyShould(true);
	}

	private static ArchRule wiring(String root) {
		String wiring = root + ".autoconfigure.";
		return classes().that()
			.resideInAPackage(wiring + "*..")
			.should(new ArchCondition<>("see shared wiring, its own room, redaction and token only") {

				@Override
				public void check(JavaClass item, ConditionEvents events) {
					String room = item.getPackageName().substring(wiring.length()).split("\\.")[0];
					item.getDirectDependenciesFromSelf().forEach((dependency) -> {
						String target = dependency.getTargetClass().getPackageName();
						boolean ours = target.startsWith(root + ".");
						boolean allowed = target.equals(root + ".autoconfigure") || within(target, wiring + room)
								|| within(target, root + "." + room) || within(target, root + ".redaction")
								|| within(target, root + ".token");
						if (ours && !allowed) {
							events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
						}
					});
				}

			});
	}

	private static boolean within(String name, String parent) {
		return name.equals(parent) || name.startsWith(parent + ".");
	}

	private static ArchCondition<JavaClass> beNullMarked() {
		return ArchCondition.from(DescribedPredicate.describe("be in a null-marked package",
				(item) -> item.getPackage().isAnnotatedWith(NullMarked.class)));
	}

	private static String[] packages(String root, Iterable<String> rooms) {
		List<String> packages = new ArrayList<>();
		rooms.forEach((room) -> packages.add(root + "." + room + ".."));
		return packages.toArray(String[]::new);
	}

}
