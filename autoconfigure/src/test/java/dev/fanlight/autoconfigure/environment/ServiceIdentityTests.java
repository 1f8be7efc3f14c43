package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import dev.fanlight.autoconfigure.FanlightProperties;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logs, metrics and traces are told the same identity: that of the first place that knows
 * one.
 */
class ServiceIdentityTests {

	@TempDir
	private Path directory;

	@Test
	void nameIsAskedForInOrderWithinOnePlace() {
		String[] lines = { "fanlight.service.name: first", "spring.application.name: second",
				"OTEL_SERVICE_NAME: third", "OTEL_RESOURCE_ATTRIBUTES: service.name=fourth", "SERVICE_NAME: fifth" };
		String[] expected = { "first", "second", "third", "fourth", "fifth" };
		for (int i = 0; i < lines.length; i++) {
			String[] rest = Arrays.copyOfRange(lines, i, lines.length);
			String name = expected[i];
			application().yaml(rest)
				.runContext((context) -> expectName(context.getBean(Resource.class), context.getEnvironment(), name));
		}
	}

	@Test
	void strongerPlaceWinsOverStrongerName() {
		application().variable("SERVICE_NAME", "variable")
			.yaml("fanlight.service.name: file", "spring.application.name: file")
			.runContext((context) -> {
				expectName(context.getBean(Resource.class), context.getEnvironment(), "variable");
				assertThat(context.getEnvironment().getProperty("spring.application.name")).isEqualTo("file");
			});
	}

	@Test
	void applicationWithoutNameGetsThatOfTheService() {
		application().dotenv("SERVICE_NAME=shop")
			.run((environment) -> assertThat(environment.getProperty("spring.application.name")).isEqualTo("shop"));
	}

	@Test
	void resourceAttributeOfBootIsTheNameEverywhere() {
		application()
			.yaml("management.opentelemetry.resource-attributes.service.name: attribute",
					"spring.application.name: application")
			.runContext(
					(context) -> expectName(context.getBean(Resource.class), context.getEnvironment(), "attribute"));
	}

	@Test
	void resourceAttributesAreDecodedAndMergedInOrder() {
		application().dotenv("OTEL_RESOURCE_ATTRIBUTES=team=red%20team,zone=z1")
			.yaml("OTEL_RESOURCE_ATTRIBUTES: team=blue,rack=r1")
			.runContext((context) -> {
				Resource resource = context.getBean(Resource.class);
				assertThat(attribute(resource, "team")).isEqualTo("red team");
				assertThat(attribute(resource, "zone")).isEqualTo("z1");
				assertThat(attribute(resource, "rack")).isEqualTo("r1");
			});
	}

	@Test
	void environmentIsDevelopmentUnlessSaid() {
		expectEnvironment(application(), "development");
		expectEnvironment(application().variable("APP_ENV", "staging"), "staging");
		expectEnvironment(application().yaml("fanlight.environment: qa", "APP_ENV: staging"), "qa");
		expectEnvironment(application().variable("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=production"),
				"production");
		expectEnvironment(application().variable("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=older"), "older");
	}

	@Test
	void versionIsThatOfTheBuildUnlessSaid() throws IOException {
		application().runContext((context) -> assertThat(version(context.getBean(Resource.class))).isNull());
		Path build = Files.writeString(this.directory.resolve("build.properties"), "build.version=3.2.1");
		application().yaml("spring.info.build.location: " + build.toUri()).runContext((context) -> {
			assertThat(version(context.getBean(Resource.class))).isEqualTo("3.2.1");
			assertThat(context.getEnvironment().getProperty("fanlight.service.version")).isEqualTo("3.2.1");
		});
		application().yaml("spring.info.build.location: " + build.toUri())
			.variable("OTEL_RESOURCE_ATTRIBUTES", "service.version=4")
			.runContext((context) -> assertThat(version(context.getBean(Resource.class))).isEqualTo("4"));
	}

	@Test
	void instanceIsNewForEachStartUnlessSaid() {
		String[] ids = new String[2];
		for (int i = 0; i < ids.length; i++) {
			int start = i;
			application().runContext(
					(context) -> ids[start] = attribute(context.getBean(Resource.class), "service.instance.id"));
		}
		assertThat(ids[0]).hasSize(36).isNotEqualTo(ids[1]);
		application().variable("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=pod-1")
			.runContext((context) -> assertThat(attribute(context.getBean(Resource.class), "service.instance.id"))
				.isEqualTo("pod-1"));
	}

	@Test
	void stateOfServicesWithoutANameIsToldApartByTheirDirectory() {
		String directory = System.getProperty("user.dir");
		try {
			System.setProperty("user.dir", "/srv/a");
			String a = new FanlightProperties.Service(" ", null).stateName();
			assertThat(a).startsWith("unknown_service-")
				.isEqualTo(new FanlightProperties.Service("unknown_service", null).stateName());
			System.setProperty("user.dir", "/srv/b");
			assertThat(new FanlightProperties.Service("", null).stateName()).isNotEqualTo(a);
			assertThat(new FanlightProperties.Service("shop", null).stateName()).isEqualTo("shop");
		}
		finally {
			System.setProperty("user.dir", directory);
		}
	}

	private TestApplication application() {
		return new TestApplication(this.directory).configuration(Resources.class).yaml();
	}

	private static void expectEnvironment(TestApplication application, String expected) {
		application.runContext((context) -> {
			assertThat(context.getEnvironment().getProperty("fanlight.environment")).isEqualTo(expected);
			assertThat(attribute(context.getBean(Resource.class), "deployment.environment.name")).isEqualTo(expected);
		});
	}

	private static void expectName(Resource resource, Environment environment, String expected) {
		assertThat(environment.getProperty("fanlight.service.name")).isEqualTo(expected);
		assertThat(attribute(resource, "service.name")).isEqualTo(expected);
	}

	private static String version(Resource resource) {
		return attribute(resource, "service.version");
	}

	private static String attribute(Resource resource, String name) {
		return resource.getAttribute(AttributeKey.stringKey(name));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(OpenTelemetrySdkAutoConfiguration.class)
	static class Resources {

	}

}
