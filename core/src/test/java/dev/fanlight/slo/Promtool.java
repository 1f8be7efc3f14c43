package dev.fanlight.slo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The judge of rules, where it is installed, as it is in CI.
 */
final class Promtool {

	private Promtool() {
	}

	static void accepts(Path directory, String... arguments) throws IOException, InterruptedException {
		Assumptions.assumeTrue(isInstalled(), "promtool is not installed");
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Assertions.assertThat(process.waitFor()).as(output).isZero();
	}

	private static boolean isInstalled() {
		for (String directory : System.getenv("PATH").split(":")) {
			if (Files.isExecutable(Path.of(directory, "promtool"))) {
				return true;
			}
		}
		return false;
	}

}
