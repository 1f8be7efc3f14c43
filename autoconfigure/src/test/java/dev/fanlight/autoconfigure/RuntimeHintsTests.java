package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.fanlight.redaction.Sensitive;
import io.micrometer.registry.otlp.OtlpConfig;
import org.aspectj.lang.ProceedingJoinPoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationHook;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.javapoet.ClassName;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is processed ahead of time with no endpoint set: what a native image is
 * told, and which beans it has. What runs from that is tested with the sample shop.
 */
class RuntimeHintsTests {

	private static final RuntimeHints hints = new RuntimeHints();

	private static String sources = "";

	@BeforeAll
	static void process() throws IOException {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(Application.class)), files, hints);
		new ApplicationContextAotGenerator().processAheadOfTime(prepared(), generation);
		generation.writeGeneratedContent();
		StringBuilder text = new StringBuilder();
		for (String path : files.getGeneratedFiles(Kind.SOURCE).keySet()) {
			text.append(files.getGeneratedFileContent(Kind.SOURCE, path));
		}
		sources = text.toString();
	}

	/** As Boot's processor does: everything up to the refresh. */
	private static GenericApplicationContext prepared() {
		GenericApplicationContext[] context = new GenericApplicationContext[1];
		SpringApplicationRunListener abandon = new SpringApplicationRunListener() {

			@Override
			public void contextLoaded(ConfigurableApplicationContext loaded) {
				context[0] = (GenericApplicationContext) loaded;
				throw new AbandonedRunException(loaded);
			}

		};
		SpringApplicationHook hook = (application) -> abandon;
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try {
			SpringApplication.withHook(hook,
					() -> application.run("--" + AbstractAotProcessor.AOT_PROCESSING + "=true"));
		}
		catch (AbandonedRunException ex) {
			// It is prepared
		}
		return context[0];
	}

	@ParameterizedTest
	@ValueSource(strings = { "otlpHttpSpanExporter", "otlpGrpcSpanExporter", "otlpHttpLogRecordExporter",
			"otlpGrpcLogRecordExporter", "otlpMeterRegistry", "fanlightLateExporters" })
	void exporterIsThereForTheEndpointOfLater(String bean) {
		assertThat(sources).contains("registerBeanDefinition(\"" + bean + "\"");
	}

	static Stream<String> factories() throws IOException {
		Properties factories = PropertiesLoaderUtils
			.loadProperties(new UrlResource(FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation()
					+ "META-INF/spring.factories"));
		return factories.values().stream().flatMap((names) -> Stream.of(names.toString().split(",")));
	}

	@ParameterizedTest
	@MethodSource("factories")
	void classThatSpringCreatesByItsNameCanBeCreated(String name) throws ClassNotFoundException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Class.forName(name))
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)
			.or(RuntimeHintsPredicates.reflection()
				.onConstructorInvocation(Class.forName(name).getDeclaredConstructors()[0])))
			.accepts(hints);
	}

	@ParameterizedTest
	@ValueSource(strings = { "environment.DotenvProperties", "tracing.sampling.SamplingProperties$Rule",
			"tracing.propagation.TrustProperties$Rule", "slo.SloProperties$ObjectiveSettings",
			"alerting.AlertsProperties$Channel", "logging.LogLimitsProperties", "logging.FlightRecorderProperties",
			"redaction.RedactionProperties$Pattern", "errors.SentryProperties" })
	void settingsCanBeBoundBeforeThereIsAContext(String name) throws ClassNotFoundException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(Class.forName("dev.fanlight.autoconfigure." + name).getDeclaredConstructors()[0]))
			.accepts(hints);
	}

	@Test
	void formatterCanBeCreatedByItsName() throws ClassNotFoundException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Class.forName("dev.fanlight.autoconfigure.logging.FanlightStructuredLogFormatter"))
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)).accepts(hints);
	}

	@Test
	void buildInformationIsThere() {
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/build-info.properties")).accepts(hints);
	}

	@ParameterizedTest
	@ValueSource(classes = { ThreadPoolTaskExecutor.class, AsyncAnnotationBeanPostProcessor.class,
			RequestMappingHandlerAdapter.class })
	void executorsOfSpringCanBeRead(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS)).accepts(hints);
	}

	@Test
	void proxiesCanBeMade() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ProceedingJoinPoint.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(OtlpConfig.class)).accepts(hints);
	}

	@Test
	void membersOfMarkedClassesAreKnownAndNoOthers() {
		Predicate<RuntimeHints> login = known(Login.class);
		assertThat(login).accepts(hints);
		assertThat(known(Card.class)).accepts(hints);
		assertThat(known(Plain.class)).rejects(hints);
	}

	private static Predicate<RuntimeHints> known(Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategories(MemberCategory.ACCESS_DECLARED_FIELDS, MemberCategory.INVOKE_DECLARED_METHODS);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	record Login(String user, @Sensitive String password) {
	}

	record Plain(String user) {
	}

	static class Paid {

		@Sensitive
		String number = "";

	}

	static final class Card extends Paid {

		final List<String> owners = List.of();

	}

}
