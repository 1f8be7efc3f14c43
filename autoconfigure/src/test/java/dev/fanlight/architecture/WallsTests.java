package dev.fanlight.architecture;

import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The walls stand, and each of them is seen to fall on the violation kept for it below
 * {@code fixture}.
 */
class WallsTests {

	private static final String FIXTURE = "dev.fanlight.architecture.fixture";

	private static final JavaClasses HOUSE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption((location) -> !location.contains("-tests.jar"))
		.importPackages("dev.fanlight");

	private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(FIXTURE);

	static Set<String> names() {
		return Walls.rules(FIXTURE).keySet();
	}

	@ParameterizedTest
	@MethodSource("names")
	void wallStands(String name) {
		assertThat(HOUSE).hasSizeGreaterThan(20);
		rule("dev.fanlight", name).check(HOUSE);
	}

	@ParameterizedTest
	@MethodSource("names")
	void wallFallsOnItsViolation(String name) {
		EvaluationResult result = rule(FIXTURE, name).evaluate(VIOLATIONS);
		assertThat(result.hasViolation()).as(name).isTrue();
	}

	private static ArchRule rule(String root, String name) {
		return Stream.of(Walls.rules(root).get(name)).findFirst().orElseThrow();
	}

}
