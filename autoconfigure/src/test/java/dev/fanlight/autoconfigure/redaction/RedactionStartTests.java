package dev.fanlight.autoconfigure.redaction;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionMode;
import dev.fanlight.redaction.Redactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Real starts: the redactor is there before the first line and becomes the bean, and what
 * cannot be meant stops the start in words.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedactionStartTests {

	private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";

	@Test
	void redactorOfTheBootstrapContextBecomesTheBean() {
		List<Redactor> early = new ArrayList<>();
		SpringApplication application = application(Wiring.class);
		application.addBootstrapRegistryInitializer((registry) -> registry
			.addCloseListener((event) -> early.add(event.getBootstrapContext().get(Redactor.class))));
		try (ConfigurableApplicationContext context = application.run("--fanlight.redaction.keys=tan")) {
			Redactor redactor = context.getBean(Redactor.class);
			assertThat(early).containsExactly(redactor);
			assertThat(redactor.redact("tan=12ab34", Exit.LOG)).isEqualTo("tan=[REDACTED:kv]");
		}
	}

	@Test
	void everySettingReachesThePolicy() {
		try (ConfigurableApplicationContext context = application(Wiring.class).run(
				"--fanlight.redaction.groups.pii=true", "--fanlight.redaction.groups.financial=off",
				"--fanlight.redaction.keys[0]=tan", "--fanlight.redaction.allow-keys=token",
				"--fanlight.redaction.detectors.jwt.enabled=false",
				"--fanlight.redaction.detectors.awskeyid.action=hmac",
				"--fanlight.redaction.detectors.kv.action=length", "--fanlight.redaction.hmac-key=" + "k".repeat(32),
				"--fanlight.redaction.prefixes[0].id=acme", "--fanlight.redaction.prefixes[0].prefix=acme_",
				"--fanlight.redaction.prefixes[0].alphabet=hex", "--fanlight.redaction.prefixes[0].min-length=8",
				"--fanlight.redaction.prefixes[0].max-length=8", "--fanlight.redaction.patterns[0].id=case-number",
				"--fanlight.redaction.patterns[0].trigger=CASE", "--fanlight.redaction.patterns[0].regex=CASE-([0-9]+)",
				"--fanlight.redaction.patterns[0].max-length=100", "--fanlight.redaction.max-length=128")) {
			Redactor redactor = context.getBean(Redactor.class);
			assertThat(redactor.redact("mail joe@example.com, card 4111111111111111", Exit.LOG))
				.isEqualTo("mail [REDACTED:email], card 4111111111111111");
			assertThat(redactor.redact("tan=12ab34", Exit.LOG)).isEqualTo("tan=******");
			assertThat(redactor.redact("token", "abc", Exit.LOG)).isEqualTo("abc");
			assertThat(redactor.redact(SECRET, Exit.LOG)).matches("\\[aws-key-id:h:[0-9a-f]{16}]");
			assertThat(redactor.redact("acme_0123abcd and acme_0123abcde", Exit.LOG))
				.isEqualTo("[REDACTED:acme] and acme_0123abcde");
			assertThat(redactor.redact("see CASE-4711", Exit.LOG)).isEqualTo("see CASE-[REDACTED:case-number]");
			assertThat(redactor.redact("x ".repeat(100), Exit.LOG)).endsWith("[REDACTED:oversize]")
				.hasSizeLessThanOrEqualTo(128);
		}
	}

	@Test
	void groupsAreSwitchedOneByOne() {
		try (ConfigurableApplicationContext context = application(Wiring.class)
			.run("--fanlight.redaction.groups.secrets=false")) {
			assertThat(context.getBean(Redactor.class).redact(SECRET + " 4111111111111111", Exit.LOG))
				.isEqualTo(SECRET + " [REDACTED:pan]");
		}
	}

	@Test
	void reportModeOnlyCounts() {
		try (ConfigurableApplicationContext context = application(Wiring.class)
			.run("--fanlight.redaction.mode=report")) {
			Redactor redactor = context.getBean(Redactor.class);
			assertThat(redactor.policy().mode()).isEqualTo(RedactionMode.REPORT);
			assertThat(redactor.redact(SECRET, Exit.LOG)).isEqualTo(SECRET);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "fanlight.enabled", "fanlight.redaction.enabled" })
	void switchedOffThereIsNoRedactor(String property) {
		List<Boolean> early = new ArrayList<>();
		SpringApplication application = application(Wiring.class);
		application.addBootstrapRegistryInitializer((registry) -> registry
			.addCloseListener((event) -> early.add(event.getBootstrapContext().isRegistered(Redactor.class))));
		try (ConfigurableApplicationContext context = application.run("--" + property + "=false")) {
			assertThat(context.getBeanNamesForType(Redactor.class)).isEmpty();
			assertThat(early).containsExactly(false);
		}
	}

	@Test
	void customizersChangeTheEarlyRedactor() {
		try (ConfigurableApplicationContext context = application(Wiring.class, Customizing.class).run()) {
			assertThat(context.getBean(Redactor.class).redact("tan=12ab34", Exit.LOG)).isEqualTo("tan=[REDACTED:kv]");
		}
	}

	@Test
	void customizerThatMakesNoSenseStopsTheStart(CapturedOutput output) {
		assertThatThrownBy(() -> application(Wiring.class, Confused.class).run()).isNotNull();
		assertThat(report(output)).contains("One setting cannot be used:", "Key: fanlight.redaction.max-length",
				"Value: 3", "Origin: a RedactorCustomizer",
				"fanlight.redaction.max-length use a number from 64 to 16777216");
	}

	@Test
	void allMistakesAreReportedTogether(CapturedOutput output) {
		String key = "too-short-for-a-key";
		assertThatThrownBy(() -> application(Wiring.class).run("--fanlight.redaction.mode=quiet",
				"--fanlight.redaction.groups.pii=perhaps", "--fanlight.redaction.group.pii=true",
				"--fanlight.redaction.keys=1234", "--fanlight.redaction.detectors.pen.enabled=false",
				"--fanlight.redaction.detectors.jwt.action=last4", "--fanlight.redaction.detectors.pan.action=shred",
				"--fanlight.redaction.prefixes[0].id=My_Token", "--fanlight.redaction.prefixes[0].prefix=ab",
				"--fanlight.redaction.prefixes[0].min-length=0", "--fanlight.redaction.patterns[0].id=case",
				"--fanlight.redaction.patterns[0].trigger=C", "--fanlight.redaction.patterns[0].regex=(",
				"--fanlight.redaction.patterns[1].id=empty", "--fanlight.redaction.patterns[1].trigger=CASE",
				"--fanlight.redaction.hmac-key=" + key, "--fanlight.redaction.max-length=many"))
			.isInstanceOf(InvalidConfigurationException.class);
		assertThat(report(output)).contains("15 settings cannot be used:")
			.doesNotContain(key)
			.contains(mistake("mode", "quiet", "must be one of mask, report"),
					"fanlight.redaction.groups.pii must be true or false",
					"fanlight.redaction.group.pii is no setting of fanlight.redaction; correct or remove it",
					"Key: fanlight.redaction.keys[0]", "Origin: command line",
					"fanlight.redaction.keys[0] use 1 to 64 characters with at least one letter",
					"fanlight.redaction.detectors.pen.enabled use a detector id, one of [",
					"fanlight.redaction.detectors.jwt.action only 'pan' can show its last four digits; use mask or hmac",
					"fanlight.redaction.detectors.pan.action must be one of mask, last4, hmac, drop, length, report",
					"fanlight.redaction.prefixes[0].id use 1 to 40 lower-case letters, digits and hyphens",
					"fanlight.redaction.prefixes[0].prefix use 3 to 64 characters",
					"fanlight.redaction.prefixes[0].min-length use 1 to max-length",
					"fanlight.redaction.patterns[0].trigger give a literal of at least 2 characters",
					"fanlight.redaction.patterns[0].regex use RE2 syntax", "fanlight.redaction.patterns[1].regex give",
					"Key: fanlight.redaction.hmac-key", "Reason: use at least 32 random bytes",
					"fanlight.redaction.max-length must be a whole number");
	}

	@Test
	void patternsWithoutRe2jAreReported(CapturedOutput output) throws Exception {
		String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		URL[] others = Stream.of(all.split(File.pathSeparator))
			.filter((entry) -> !entry.contains("re2j"))
			.map(RedactionStartTests::url)
			.toArray(URL[]::new);
		Thread thread = Thread.currentThread();
		ClassLoader whole = thread.getContextClassLoader();
		try (URLClassLoader without = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(without);
			Runnable start = (Runnable) BeanUtils.instantiateClass(without.loadClass(Patterned.class.getName()));
			assertThatThrownBy(start::run).isNotNull();
		}
		finally {
			thread.setContextClassLoader(whole);
		}
		assertThat(report(output)).contains("One setting cannot be used:",
				"fanlight.redaction.patterns[0].regex add com.google.re2j:re2j to the class path");
	}

	@Test
	void secretInAMistakeIsNotShown(CapturedOutput output) {
		assertThatThrownBy(() -> application(Wiring.class).run("--fanlight.redaction.mode=" + SECRET)).isNotNull();
		assertThat(output).contains("Value: [REDACTED:aws-key-id]").doesNotContain(SECRET);
	}

	private static URL url(String file) {
		try {
			return new File(file).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/** What Boot prints, also as one line of JSON. */
	private static String report(CapturedOutput output) {
		return output.toString().replace("\\n", "\n").replace("\\\"", "\"");
	}

	private static String mistake(String key, String value, String reason) {
		return """
				Key: fanlight.redaction.%1$s
				    Value: %2$s
				    Origin: command line
				    Reason: %3$s""".formatted(key, value, reason);
	}

	private static SpringApplication application(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).web(WebApplicationType.NONE).build();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(RedactionAutoConfiguration.class)
	static class Wiring {

	}

	/** Is loaded by a loader of its own. */
	static class Patterned implements Runnable {

		@Override
		public void run() {
			application(Wiring.class).run("--fanlight.redaction.patterns[0].id=case-number",
					"--fanlight.redaction.patterns[0].trigger=CASE",
					"--fanlight.redaction.patterns[0].regex=CASE-([0-9]+)",
					"--fanlight.redaction.patterns[0].max-length=100");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizing {

		@Bean
		RedactorCustomizer tan() {
			return (policy) -> policy.keys(List.of("tan"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Confused {

		@Bean
		RedactorCustomizer three() {
			return (policy) -> policy.maxLength(3);
		}

	}

}
