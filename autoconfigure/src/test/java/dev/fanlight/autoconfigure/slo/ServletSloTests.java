package dev.fanlight.autoconfigure.slo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link SloContract} on Spring MVC, and the files that the same application writes.
 */
class ServletSloTests extends SloContract {

	@TempDir
	private Path directory;

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	String type() {
		return "servlet";
	}

	@Test
	void oneCommandWritesWhatIsServedAndServesNothing() throws Exception {
		Path target = this.directory.resolve("new/directory");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), Application.class.getName(),
						"--fanlight.slo.write-to=" + target));
		Arrays.stream(PROPERTIES).map((property) -> "--" + property).forEach(command::add);
		Path output = this.directory.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String said = Files.readString(output);
		assertThat(process.exitValue()).as(said).isZero();
		assertThat(said).contains("Wrote " + target).doesNotContain("Tomcat started", "must not run", "Exception");
		assertThat(target.resolve("shop-rules.yml")).hasContent(get("/actuator/fanlight/rules", "*/*").body());
		assertThat(target.resolve("shop-dashboard.json")).hasContent(get("/actuator/fanlight/dashboard", "*/*").body());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			if (id.equals("boom")) {
				throw new IllegalStateException(id);
			}
			return id;
		}

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> System.out.println("must not run when files are written");
		}

	}

}
