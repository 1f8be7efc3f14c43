package dev.fanlight.autoconfigure.environment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A .env file in real applications, one of them a process of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class DotenvTests {

	@TempDir
	private Path directory;

	@Test
	void bindsLikeTheEnvironmentAndChoosesProfiles() {
		TestApplication application = new TestApplication(this.directory).dotenv("SPRING_PROFILES_ACTIVE=blue",
				"MANAGEMENT_TRACING_SAMPLING_PROBABILITY=\"0.3\"", "MY_LIST_0_NAME=first");
		application.write("application-blue.yml", "colour: blue");
		application.run((environment) -> {
			assertThat(environment.getProperty("colour")).isEqualTo("blue");
			assertThat(environment.getProperty("management.tracing.sampling.probability")).isEqualTo("0.3");
			assertThat(environment.getProperty("my.list[0].name")).isEqualTo("first");
		});
	}

	@Test
	void valueKnowsItsFileAndLine() {
		new TestApplication(this.directory).dotenv("# comment", "SERVER_PORT=8081")
			.run((environment) -> assertThat(ConfigurationPropertySources.get(environment))
				.extracting((source) -> source.getConfigurationProperty(ConfigurationPropertyName.of("server.port")))
				.filteredOn((property) -> property != null)
				.singleElement()
				.satisfies((property) -> assertThat(property.getOrigin())
					.hasToString("file [" + this.directory.resolve(".env") + "] - 2:13")));
	}

	@Test
	void fileIsNamedOnce(CapturedOutput output) {
		new TestApplication(this.directory).dotenv("COLOUR=blue").run((environment) -> {
		});
		assertThat(output).containsOnlyOnce("Read " + this.directory.resolve(".env"));
	}

	@Test
	void malformedLineIsNamedWithoutItsValue(CapturedOutput output) {
		new TestApplication(this.directory).dotenv("GOOD=1", "hunter2 is my password", "OTHER='hunter3")
			.run((environment) -> assertThat(environment.getProperty("GOOD")).isEqualTo("1"));
		String file = this.directory.resolve(".env").toString();
		assertThat(output).contains("Ignored " + file + ":2: it is not NAME=value")
			.contains("Ignored " + file + ":3: it is not NAME=value")
			.doesNotContain("hunter");
	}

	@Test
	void prefixOfTheApplicationCountsAsInTheEnvironment() throws Exception {
		Path file = Files.writeString(this.directory.resolve("prefixed.env"), "SHOP_SERVER_PORT=8082\nSERVER_PORT=1");
		SpringApplication application = new SpringApplication(TestApplication.Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setEnvironmentPrefix("shop");
		try (ConfigurableApplicationContext context = application.run("--fanlight.dotenv.location=" + file)) {
			assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("8082");
		}
	}

	@Test
	void isNotReadWhenSwitchedOff() {
		new TestApplication(this.directory).dotenv("COLOUR=blue")
			.argument("fanlight.dotenv.enabled=false")
			.run((environment) -> assertThat(environment.containsProperty("COLOUR")).isFalse());
	}

	@Test
	void maySwitchFanlightOff() {
		new TestApplication(this.directory).dotenv("FANLIGHT_ENABLED=false", "COLOUR=blue").run((environment) -> {
			assertThat(environment.getProperty("fanlight.enabled")).isEqualTo("false");
			assertThat(environment.containsProperty("COLOUR")).isFalse();
		});
	}

	@Test
	void importedFileBindsLikeTheEnvironmentToo() {
		TestApplication application = new TestApplication(this.directory);
		Path file = application.write("imported.env", "MANAGEMENT_TRACING_SAMPLING_PROBABILITY=0.4",
				"OTEL_SERVICE_NAME=imported", "FANLIGHT_ENVIRONMENT=staging");
		application.yaml("spring.config.import: \"optional:file:" + file + "[.properties]\"").run((environment) -> {
			assertThat(environment.getProperty("management.tracing.sampling.probability")).isEqualTo("0.4");
			assertThat(environment.getProperty("fanlight.service.name")).isEqualTo("imported");
			assertThat(environment.getProperty("fanlight.environment")).isEqualTo("staging");
		});
		application.argument("fanlight.enabled=false")
			.run((environment) -> assertThat(environment.containsProperty("management.tracing.sampling.probability"))
				.isFalse());
	}

	@Test
	void processReadsItsWorkingDirectoryAndItsRealEnvironment() throws Exception {
		Files.writeString(this.directory.resolve(".env"), """
				OTEL_SERVICE_NAME=from-dotenv
				APP_ENV=staging
				OTEL_EXPORTER_OTLP_ENDPOINT=http://dotenv:4318
				""");
		String output = fork("--OTEL_METRIC_EXPORT_INTERVAL=7000");
		assertThat(output).contains("endpoint=http://process:4318/v1/traces")
			.contains("step=PT7S")
			.contains("push=null")
			.contains("service=lower")
			.contains("environment=staging")
			.contains("team=\"blue team\"")
			.contains("service.version=\"1.2\"")
			.contains("service.name=\"lower\"")
			.contains("deployment.environment.name=\"staging\"")
			.containsPattern("service.instance.id=\"[0-9a-f-]{36}\"");
	}

	@Test
	void processWithFanlightOffIsThatOfBoot() throws Exception {
		Files.writeString(this.directory.resolve(".env"), "APP_ENV=staging");
		assertThat(fork("--fanlight.enabled=false")).contains("endpoint=http://process:4318/v1/traces")
			.contains("push=null")
			.contains("service=null")
			.contains("environment=null")
			.contains("service.name=\"lower\"")
			.doesNotContain("service.instance.id");
	}

	private String fork(String argument) throws Exception {
		Path arguments = Files.writeString(this.directory.resolve("arguments"), "-cp \""
				+ System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + "\"");
		ProcessBuilder builder = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElse("java"),
				"@" + arguments, ForkedApplication.class.getName(), argument))
			.directory(this.directory.toFile())
			.redirectErrorStream(true);
		builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://process:4318");
		builder.environment()
			.put("OTEL_RESOURCE_ATTRIBUTES", "team=blue%20team,service.version=1.2,service.name=lower");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(OpenTelemetrySdkAutoConfiguration.class)
	static class ForkedApplication {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(ForkedApplication.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			try (ConfigurableApplicationContext context = application.run(args)) {
				var environment = context.getEnvironment();
				System.out.println(
						"endpoint=" + environment.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"));
				System.out.println("step=" + environment.getProperty("management.otlp.metrics.export.step"));
				System.out.println("push=" + environment.getProperty("management.otlp.metrics.export.enabled"));
				System.out.println("service=" + environment.getProperty("fanlight.service.name"));
				System.out.println("environment=" + environment.getProperty("fanlight.environment"));
				System.out.println(context.getBean(Resource.class));
			}
		}

	}

}
