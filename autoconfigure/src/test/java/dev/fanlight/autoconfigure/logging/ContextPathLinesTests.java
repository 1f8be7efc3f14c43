package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes and excluded paths are those below the context path, other paths those of the
 * request.
 */
@Tag("one-jdk")
@ExtendWith(OutputCaptureExtension.class)
class ContextPathLinesTests {

	@ParameterizedTest
	@CsvSource({ "servlet, --server.servlet.context-path=/shop, GET /** 404",
			"reactive, --spring.webflux.base-path=/shop, GET /** 404" })
	void contextPathIsNoPartOfRoutes(String type, String contextPath, String nowhere, CapturedOutput output) {
		Class<?> configuration = type.equals("servlet") ? ServletCanonicalLinesTests.Application.class
				: ReactiveCanonicalLinesTests.Application.class;
		try (RunningApplication application = RunningApplication.start(configuration,
				"--spring.main.web-application-type=" + type, contextPath,
				"--fanlight.logging.requests.exclude-paths=/static/**")) {
			for (String path : new String[] { "/shop/static/x", "/shop/nowhere", "/shop/items/7" }) {
				application.get(path);
			}
			LogLines.withMessage(output, "GET /items/{id} 200 in ");
			LogLines.withMessage(output, nowhere);
		}
		assertThat(output.getOut()).doesNotContain("/static");
	}

}
