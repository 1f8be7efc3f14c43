package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lists by which Boot finds us name classes that exist, in order.
 */
class ImportsTests {

	static Stream<String> factories() throws IOException {
		Properties factories = new Properties();
		try (InputStream file = main("META-INF/spring.factories")) {
			factories.load(file);
		}
		return factories.stringPropertyNames()
			.stream()
			.flatMap((type) -> Stream.concat(Stream.of(type), Stream.of(factories.getProperty(type).split(","))));
	}

	static List<String> autoConfigurations() throws IOException {
		return imports("org.springframework.boot.autoconfigure.AutoConfiguration");
	}

	static List<String> imports(String type) throws IOException {
		try (InputStream file = main("META-INF/spring/" + type + ".imports")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("factories")
	void factoryExists(String name) {
		assertThat(ClassUtils.isPresent(name, getClass().getClassLoader())).as(name).isTrue();
	}

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void autoConfigurationExists(String name) {
		Class<?> type = ClassUtils.resolveClassName(name, getClass().getClassLoader());
		assertThat(AnnotatedElementUtils.isAnnotated(type, AutoConfiguration.class)).isTrue();
	}

	@Test
	void autoConfigurationsStandInOrder() throws IOException {
		assertThat(autoConfigurations()).isSorted().doesNotHaveDuplicates();
	}

	/** An auto-configuration in this list would be there twice with a port of its own. */
	@Test
	void managementContextGetsItsOwnConfigurationsAlone() throws IOException {
		assertThat(imports(ManagementContextConfiguration.class.getName())).isNotEmpty().allSatisfy((name) -> {
			Class<?> type = ClassUtils.resolveClassName(name, getClass().getClassLoader());
			assertThat(AnnotatedElementUtils.isAnnotated(type, ManagementContextConfiguration.class)).as(name).isTrue();
		});
	}

	private static InputStream main(String name) throws IOException {
		return FanlightProperties.class.getClassLoader()
			.resources(name)
			.filter((url) -> url.toString()
				.startsWith(FanlightProperties.class.getProtectionDomain().getCodeSource().getLocation().toString())
					|| url.toString().contains("fanlight-spring-boot-autoconfigure"))
			.findFirst()
			.orElseThrow()
			.openStream();
	}

}
